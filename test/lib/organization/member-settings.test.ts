import { memberFaults } from '../../../lib/organization/member-settings';

test('what makes sense in every account is carried', () => {
  const settings = {
    exemptGroups: ['robots'],
    gracePeriodDays: 14,
    includeRoot: true,
    enforceMfaFrom: '2027-02-01',
    remediation: 'automatic',
    dashboard: true,
  } as const;
  expect(memberFaults(settings, undefined)).toEqual([]);
});

test('settings that are not set are not refused', () => {
  expect(memberFaults({ nearRealTime: false }, 'eu-central-1')).toEqual([]);
});

test.each([
  [
    { alertEmail: 'security@example.com' },
    'alertEmail cannot be combined with organization: every account would have a topic of its own, with a key to pay and ' +
      "a subscription for somebody to confirm. Leave it out and take Security Hub's findings, which its administrator " +
      'account has of all accounts',
  ],
  [
    { alertTopicArn: 'arn:aws:sns:us-east-1:123456789012:security' },
    'alertTopicArn cannot be combined with organization: it names a topic of one account, and alarms publish to topics ' +
      "of their own account alone. Leave it out and take Security Hub's findings, which its administrator account has " +
      'of all accounts',
  ],
  [
    { securityHubSeverity: 'HIGH' },
    'securityHubSeverity cannot be combined with organization: automation rules are made by the administrator account of ' +
      'Security Hub for all accounts, and a member account is refused one. Leave it out and make one rule there ' +
      '(docs/organization.md)',
  ],
] as const)('%j is refused with the reason', (settings, fault) => {
  expect(memberFaults(settings, 'us-east-1')).toEqual([fault]);
});

test.each(['us-east-1', 'cn-north-1', 'us-gov-west-1'])(
  'near real time is carried in %s, where IAM is',
  (region) => {
    expect(memberFaults({ nearRealTime: true }, region)).toEqual([]);
  },
);

test.each([
  [undefined, 'region is not set', 'it, such as us-east-1'],
  ['eu-central-1', 'region is "eu-central-1"', 'us-east-1'],
  ['cn-northwest-1', 'region is "cn-northwest-1"', 'cn-north-1'],
])('near real time with the region %s is refused with the reason', (region, what, home) => {
  expect(memberFaults({ nearRealTime: true }, region)).toEqual([
    `nearRealTime with organization needs the region where IAM's events appear, and ${what}: a stack set deploys one ` +
      `stack to an account, and none that would send the events on. Set region to ${home}, or leave nearRealTime out`,
  ]);
});
