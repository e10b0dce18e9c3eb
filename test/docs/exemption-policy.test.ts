import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { judge } from '../support/policies/judge';

const PAGE = readFileSync(join(__dirname, '../../docs/rule.md'), 'utf8');
const [, json = ''] = /```json\n([\s\S]*?)```/.exec(PAGE) ?? [];
const ALLOW_ALL = {
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action: '*', Resource: '*' },
};

const SOMEBODY = 'arn:aws:iam::123456789012:user/anna';
const EXEMPTING = 'arn:aws:sts::123456789012:assumed-role/MfaExemptions/session';

/** A service control policy denies as any other policy of the caller would. */
const decision = (principal: string, principalArn: string, action: string, tagKey: string) =>
  judge([ALLOW_ALL, JSON.parse(json)], {
    principal,
    action,
    resource: 'arn:aws:iam::123456789012:user/anna',
    context: { 'aws:TagKeys': tagKey, 'aws:PrincipalArn': principalArn },
  });

test.each([
  ['iam:TagUser', 'mfa-exempt-until', 'deny'],
  ['iam:TagUser', 'MFA-Exempt-Until', 'deny'],
  ['iam:CreateUser', 'mfa-exempt-until', 'deny'],
  ['iam:TagUser', 'team', 'allow'],
  ['iam:UntagUser', 'mfa-exempt-until', 'allow'],
])(
  'the policy of docs/rule.md: anyone who calls %s with the tag key %s: %s',
  async (action, tagKey, expected) => {
    expect(await decision(SOMEBODY, SOMEBODY, action, tagKey)).toBe(expected);
  },
);

test('the policy of docs/rule.md lets its one role exempt', async () => {
  const role = 'arn:aws:iam::123456789012:role/MfaExemptions';
  expect(await decision(EXEMPTING, role, 'iam:TagUser', 'mfa-exempt-until')).toBe('allow');
});
