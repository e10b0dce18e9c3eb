import fc from 'fast-check';
import { decide, type PolicyRequest } from '../decide';
import { Decisions } from '../decisions';

const actions = [
  'iam:GetUser',
  'iam:GetLoginProfile',
  'iam:ListMFADevices',
  'iam:ListUsers',
  'iam:CreateVirtualMFADevice',
];
const names = ['alice', 'al', 'bob', 'team/alice', 'team/bob', 'ops/bob', 'b+b', 'b.b'];

const patterns = [
  '*',
  'arn:aws:iam::*:user/*',
  'arn:aws:iam::123456789012:user/al*',
  'arn:aws:iam::123456789012:user/team/*',
  'arn:aws:iam::123456789012:user/t*',
  'arn:aws:iam::123456789012:USER/bob',
  'arn:aws:iam::123456789012:user/b?b',
  'arn:aws:iam::123456789012:user/b.b',
  'arn:aws:iam::123456789012:mfa/*',
  'arn:aws:iam::999999999999:user/*',
  'arn:aws:iam::*',
  `arn:aws:iam::*:user/\${aws:username}`,
  `arn:aws:iam::*:user/*/\${aws:username}`,
];

const someOf = (values: readonly string[]) =>
  fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 2 });

const condition = fc.constantFrom<object>(
  {},
  {},
  {},
  {},
  { Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } } },
  { Condition: { Bool: { 'AWS:multifactorauthpresent': 'true' } } },
  { Condition: { DateGreaterThanEquals: { 'aws:CurrentTime': '2027-01-15T00:00:00Z' } } },
  { Condition: { StringLike: { 'aws:username': 'al*' } } },
  { Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:user/b*' } } },
);

const action = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ Action: '*' }) },
  { weight: 1, arbitrary: fc.record({ Action: someOf(actions) }) },
  { weight: 1, arbitrary: fc.record({ NotAction: someOf(actions) }) },
);

const resource = fc.oneof(
  { weight: 3, arbitrary: fc.record({ Resource: someOf(patterns) }) },
  { weight: 1, arbitrary: fc.record({ NotResource: someOf(patterns.slice(1)) }) },
);

const statement = fc
  .tuple(fc.constantFrom('Allow', 'Allow', 'Deny'), action, resource, condition)
  .map(([Effect, acts, on, when]) => ({ Effect, ...acts, ...on, ...when }));

const document = fc
  .array(statement, { minLength: 1, maxLength: 2 })
  .map((Statement) => JSON.stringify({ Version: '2012-10-17', Statement }));

/** Who calls, when, and how. */
const situation = fc.record({
  caller: fc.constantFrom('alice', 'bob', 'b.b'),
  mfa: fc.constantFrom(undefined, 'true', 'false'),
  day: fc.constantFrom('2027-01-14T23:59:59Z', '2027-01-15T00:00:00Z'),
});

const cases = fc.record({
  identity: fc.array(document, { minLength: 1, maxLength: 2 }),
  boundary: fc.option(document, { nil: undefined, freq: 2 }),
  situations: fc.tuple(situation, situation),
  acts: fc.uniqueArray(fc.constantFrom(...actions), { minLength: 2, maxLength: 2 }),
});

type Situation = typeof situation extends fc.Arbitrary<infer Value> ? Value : never;

function requestOf({ caller, mfa, day }: Situation, act: string, name: string): PolicyRequest {
  return {
    principal: `arn:aws:iam::123456789012:user/${caller}`,
    action: act,
    resource: resourceOf(act, name),
    accountId: '123456789012',
    context: {
      'aws:username': caller,
      'aws:PrincipalArn': `arn:aws:iam::123456789012:user/${caller}`,
      'aws:CurrentTime': day,
      ...(mfa === undefined ? {} : { 'aws:MultiFactorAuthPresent': mfa }),
    },
  };
}

function resourceOf(act: string, name: string): string {
  if (act === 'iam:ListUsers') return '*';
  return `arn:aws:iam::123456789012:${act === 'iam:CreateVirtualMFADevice' ? 'mfa' : 'user'}/${name}`;
}

describe('Decisions', () => {
  test('a remembered decision is the one that evaluating again would make', async () => {
    await fc.assert(
      fc.asyncProperty(cases, async ({ identity, boundary, situations, acts }) => {
        const decisions = new Decisions();
        const set = { identity, boundary };
        const requests = situations.flatMap((at) =>
          acts.flatMap((act) => names.map((name) => requestOf(at, act, name))),
        );
        for (const asked of requests) {
          expect([asked, await decisions.decide(set, asked)]).toEqual([asked, await decide(set, asked)]);
        }
      }),
      { numRuns: 50 },
    );
  });
});
