import { ACCESS_KEYS_EXEMPT_WARNING, enforcementPolicy } from '../../../rule/policies/enforcement-policy';
import { selfServicePolicy } from '../../../rule/policies/self-service-policy';
import { judge, sizeOf } from '../../support/policies/judge';
import { OTHER_POLICIES } from '../../support/policies/situations';

const enforceFrom = new Date('2027-02-01T00:00:00Z');

describe('a managed policy holds 6,144 characters', () => {
  const policy = enforcementPolicy({ partition: 'aws-us-gov', enforceFrom, exemptAccessKeys: false });

  test('a third of it is enough', () => {
    expect(sizeOf(policy)).toBeLessThan(2048);
  });

  test('half of it is enough for the self-service policy too, as the command line prints both in one', () => {
    const Statement = [...selfServicePolicy('aws-us-gov').Statement, ...policy.Statement];
    expect(sizeOf({ ...policy, Statement })).toBeLessThan(3072);
  });
});

test('needs no MFA, no call by a service and the date, all at once', () => {
  const { Statement } = enforcementPolicy({ partition: 'aws', enforceFrom, exemptAccessKeys: false });
  expect(Statement.map(({ Sid, Condition }) => [Sid, Condition])).toEqual([
    [
      'DenyAllButEnrolmentWithoutMfa',
      {
        BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false', 'aws:ViaAWSService': 'false' },
        DateGreaterThanEquals: { 'aws:CurrentTime': '2027-02-01T00:00:00Z' },
      },
    ],
    [
      'DenyEnrolmentOfOthersWithoutMfa',
      {
        BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false', 'aws:ViaAWSService': 'false' },
        DateGreaterThanEquals: { 'aws:CurrentTime': '2027-02-01T00:00:00Z' },
      },
    ],
    [
      'DenyEnrolmentByAccessKey',
      {
        Null: { 'aws:MultiFactorAuthPresent': 'true' },
        BoolIfExists: { 'aws:ViaAWSService': 'false' },
        DateGreaterThanEquals: { 'aws:CurrentTime': '2027-02-01T00:00:00Z' },
      },
    ],
  ]);
});

test('says nothing of access keys where they are exempt', () => {
  const { Statement } = enforcementPolicy({ partition: 'aws', enforceFrom, exemptAccessKeys: true });
  expect(Statement.map(({ Sid, Condition }) => [Sid, Condition])).toEqual(
    ['DenyAllButEnrolmentWithoutMfa', 'DenyEnrolmentOfOthersWithoutMfa'].map((sid) => [
      sid,
      {
        Bool: { 'aws:MultiFactorAuthPresent': 'false' },
        BoolIfExists: { 'aws:ViaAWSService': 'false' },
        DateGreaterThanEquals: { 'aws:CurrentTime': '2027-02-01T00:00:00Z' },
      },
    ]),
  );
});

test('begins at the instant in UTC, whatever the offset it was written with', () => {
  const [statement] = enforcementPolicy({
    partition: 'aws',
    enforceFrom: new Date('2027-02-01T08:30:00+01:00'),
    exemptAccessKeys: false,
  }).Statement;
  expect(statement?.Condition).toMatchObject({
    DateGreaterThanEquals: { 'aws:CurrentTime': '2027-02-01T07:30:00Z' },
  });
});

test.each(['aws', 'aws-cn', 'aws-us-gov'])(
  'lets a user of the partition %s enrol and do no more',
  async (partition) => {
    const policies = [
      enforcementPolicy({ partition, enforceFrom, exemptAccessKeys: false }),
      OTHER_POLICIES.AdministratorAccess,
    ];
    const user = `arn:${partition}:iam::123456789012:user/staff/anna`;
    const request = {
      principal: user,
      context: {
        'aws:username': 'anna',
        'aws:CurrentTime': '2027-03-01T00:00:00Z',
        'aws:MultiFactorAuthPresent': 'false',
        'aws:ViaAWSService': 'false',
      },
    };
    const signIn = `arn:${partition}:signin:us-east-1:123456789012:oauth2/public-client/localhost`;
    const device = `arn:${partition}:iam::123456789012:mfa/anna`;
    const decide = (action: string, resource: string) => judge(policies, { ...request, action, resource });
    expect(await decide('iam:EnableMFADevice', user)).toBe('allow');
    expect(await decide('iam:DeleteVirtualMFADevice', device)).toBe('allow');
    expect(await decide('signin:CreateOAuth2Token', signIn)).toBe('allow');
    expect(await decide('iam:EnableMFADevice', `${user}-b`)).toBe('deny');
    expect(await decide('s3:ListAllMyBuckets', '*')).toBe('deny');
    const { 'aws:MultiFactorAuthPresent': _, ...ofAccessKey } = request.context;
    const byKey = { ...request, context: ofAccessKey, action: 'iam:EnableMFADevice', resource: user };
    expect(await judge(policies, byKey)).toBe('deny');
  },
);

test('the warning of exempt access keys says what can happen and what to do instead', () => {
  expect(ACCESS_KEYS_EXEMPT_WARNING).toBe(
    'Long-term access keys are exempt from MFA: a stolen key can do everything its user can do. It can also give the ' +
      'user another MFA device, get a session with MFA by it, and then remove the other devices. Enforce MFA on access ' +
      'keys too, and give programs roles instead.',
  );
});
