import { denyingPolicy } from '../../../rule/core/denying-policy';
import { AwsCallError } from '../../../rule/core/errors';
import { ServiceError } from '../../../sandbox/errors';

const refusal = (why: string) =>
  `User: arn:aws:sts::123456789012:assumed-role/rule/run is not authorized to perform: iam:ListUsers on resource: arn:aws:iam::123456789012:user/ ${why}`;

// https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
test.each([
  ['with an explicit deny in a service control policy', 'a service control policy'],
  [
    'with an explicit deny in a service control policy: arn:aws:organizations::123456789012:policy/o-a/service_control_policy/p-b',
    'a service control policy',
  ],
  ['with an explicit deny in a resource control policy', 'a resource control policy'],
  ['with an explicit deny in a permissions boundary', 'a permissions boundary'],
  ['with an explicit deny in a session policy', 'a session policy'],
  ['with an explicit deny in a VPC endpoint policy', 'a VPC endpoint policy'],
  ['with an explicit deny in an identity-based policy', 'an identity-based policy'],
  ['with an explicit deny in a resource-based policy', 'a resource-based policy'],
  ['because no service control policy allows the iam:ListUsers action', 'a service control policy'],
  ['because no permissions boundary allows the iam:ListUsers action', 'a permissions boundary'],
  ['because no session policy allows the iam:ListUsers action', 'a session policy'],
  ['because no identity-based policy allows the iam:ListUsers action', undefined],
  ['because no resource-based policy allows the sts:AssumeRole action', undefined],
  ['with an explicit deny', undefined],
  ['', undefined],
])('AWS’s refusal "%s" names %s', (why, name) => {
  expect(denyingPolicy(refusal(why))?.name).toBe(name);
});

describe('a run of the deployed rule', () => {
  const denied = (why: string) => {
    const cause = new ServiceError('AccessDenied', refusal(why), 403);
    return new AwsCallError('denied', 'iam:ListUsers', 'AccessDenied: cut', { cause });
  };

  test.each([
    [
      'with an explicit deny in a service control policy',
      "is denied by a service control policy; ask the organization's administrator to change that policy",
    ],
    [
      'because no permissions boundary allows the iam:ListUsers action',
      'is denied by a permissions boundary; let that boundary allow the action',
    ],
    [
      'with an explicit deny in an identity-based policy',
      'is denied by an identity-based policy; remove the explicit deny from that policy',
    ],
  ])('is not told to grant what cannot help: %s', (why, message) => {
    const error = denied(why);
    expect(error.message).toBe(`AwsCallFailed: iam:ListUsers ${message} (AccessDenied: cut)`);
    expect(error.lacksPermission).toBe(false);
  });

  test('is told to grant a permission that is lacking', () => {
    const error = denied('because no identity-based policy allows the iam:ListUsers action');
    expect(error.message).toBe(
      'AwsCallFailed: iam:ListUsers is not allowed; grant the role this action (AccessDenied: cut)',
    );
    expect(error.lacksPermission).toBe(true);
  });

  test('reads AWS’s words in the detail where no cause is known', () => {
    const detail = 'AccessDenied: with an explicit deny in a service control policy';
    expect(new AwsCallError('denied', 'iam:ListUsers', detail).denyingPolicy?.name).toBe(
      'a service control policy',
    );
  });
});

test('words of a policy in a call that was not denied mean nothing', () => {
  const error = new AwsCallError(
    'refused',
    'iam:ListUsers',
    'Odd: with an explicit deny in a session policy',
  );
  expect(error.message).toBe(
    'AwsCallFailed: iam:ListUsers was refused (Odd: with an explicit deny in a session policy)',
  );
});
