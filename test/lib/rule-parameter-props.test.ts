import { Stack } from 'aws-cdk-lib';
import fc from 'fast-check';
import type { ConsoleMfaRuleProps } from '../../lib';
import { inputParameters } from '../../lib/rule-parameter-props';
import { readSettings } from '../../lib/settings';
import { parseParameters } from '../../rule/core/parse-parameters';
import { DEFAULT_PARAMETERS } from '../../rule/core/rule-parameters';

const MFA_TYPES = ['virtual', 'fido', 'hardware-totp', 'sms'] as const;

const nameOf = (characters: string, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...characters), minLength: 1, maxLength });
const few = <T>(item: fc.Arbitrary<T>) => fc.uniqueArray(item, { minLength: 1, maxLength: 4 });
const day = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

/** Any props that the rule can use; lists have an item, for an empty one is the same as none. */
const anyProps = fc.record(
  {
    exemptUsers: few(nameOf('aZ09_+=,.@-*', 20)),
    exemptPaths: few(nameOf('aZ09_+=,.@-', 10).map((path) => `/${path}/`)),
    exemptGroups: few(nameOf('aZ09_+=,.@-', 20)),
    exemptionTag: nameOf('aZ09_.:/=+-@é', 40),
    gracePeriodDays: fc.integer({ min: 0, max: 365 }),
    graceUntil: day,
    acceptedMfaTypes: fc.subarray([...MFA_TYPES], { minLength: 1 }),
    report: fc.constantFrom('all' as const, 'changes' as const),
    includeRoot: fc.boolean(),
  },
  { requiredKeys: [] },
) satisfies fc.Arbitrary<ConsoleMfaRuleProps>;

/** What the Lambda is to understand by some props, reckoned without the code under test. */
function meant({ graceUntil, ...props }: ConsoleMfaRuleProps): object {
  const end = graceUntil === undefined ? {} : { graceUntil: new Date(Date.parse(graceUntil) + 86_400_000) };
  return { ...DEFAULT_PARAMETERS, ...props, ...end };
}

test('whatever props say, the Lambda reads the same typed values from what AWS Config carries', () => {
  fc.assert(
    fc.property(anyProps, (props) => {
      const carried = JSON.parse(JSON.stringify(new Stack().resolve(inputParameters(props))));
      expect(parseParameters(carried)).toEqual(meant(props));
    }),
  );
});

test('whatever is set as context, in JSON or as strings, becomes the same props', () => {
  fc.assert(
    fc.property(anyProps, (props) => {
      expect(readSettings(props)).toEqual(props);
      expect(readSettings(inputParameters(props))).toEqual(props);
    }),
  );
});

test('what is not set is left to the defaults of the rule', () => {
  expect(inputParameters({})).toEqual({});
  expect(inputParameters({ exemptUsers: [], acceptedMfaTypes: ['sms'] })).toEqual({
    acceptedMfaTypes: 'sms',
  });
});
