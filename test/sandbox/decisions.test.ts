import fc from 'fast-check';
import { decide, type PolicyRequest } from '../../sandbox/decide';
import { Decisions } from '../../sandbox/decisions';

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
  { Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } } },
  { Condition: { Bool: { 'AWS:multifactorauthpresent': 'true' } } },
  { Condition: { DateGreaterThanEquals: { 'aws:CurrentTime': '2027-01-15T00:00:00Z' } } },
  { Condition: { StringLike: { 'aws:username': 'al*' } } },
  { Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:user/b*' } } },
);

const statement = fc
  .tuple(
    fc.constantFrom('Allow', 'Allow', 'Deny'),
    fc.oneof(
      fc.record({ Action: fc.oneof(fc.constant('*'), someOf(actions)) }),
      fc.record({ NotAction: someOf(actions) }),
    ),
    fc.oneof(
      fc.record({ Resource: someOf(patterns) }),
      fc.record({ NotResource: someOf(patterns.slice(1)) }),
    ),
    condition,
  )
  .map(([Effect, action, resource, when]) => ({ Effect, ...action, ...resource, ...when }));

const document = fc
  .array(statement, { minLength: 1, maxLength: 3 })
  .map((Statement) => JSON.stringify({ Version: '2012-10-17', Statement }));

const request: fc.Arbitrary<PolicyRequest> = fc
  .record({
    action: fc.constantFrom(...actions),
    name: fc.constantFrom(...names),
    caller: fc.constantFrom('alice', 'bob', 'b.b'),
    mfa: fc.constantFrom(undefined, 'true', 'false'),
    day: fc.constantFrom('2027-01-14T23:59:59Z', '2027-01-15T00:00:00Z'),
  })
  .map(({ action, name, caller, mfa, day }) => ({
    principal: `arn:aws:iam::123456789012:user/${caller}`,
    action,
    resource: resourceOf(action, name),
    accountId: '123456789012',
    context: {
      'aws:username': caller,
      'aws:PrincipalArn': `arn:aws:iam::123456789012:user/${caller}`,
      'aws:CurrentTime': day,
      ...(mfa === undefined ? {} : { 'aws:MultiFactorAuthPresent': mfa }),
    },
  }));

function resourceOf(action: string, name: string): string {
  if (action === 'iam:ListUsers') return '*';
  return `arn:aws:iam::123456789012:${action === 'iam:CreateVirtualMFADevice' ? 'mfa' : 'user'}/${name}`;
}

describe('Decisions', () => {
  test('a decision that is remembered is the one that judging anew would make', async () => {
    const cases = fc.record({
      identity: fc.array(document, { maxLength: 2 }),
      boundary: fc.option(document, { nil: undefined }),
      requests: fc.array(request, { minLength: 2, maxLength: 12 }),
    });
    await fc.assert(
      fc.asyncProperty(cases, async ({ identity, boundary, requests }) => {
        const decisions = new Decisions();
        const set = { identity, boundary };
        for (const asked of requests) {
          expect([asked, await decisions.decide(set, asked)]).toEqual([asked, await decide(set, asked)]);
        }
      }),
      { numRuns: 150 },
    );
  });
});
