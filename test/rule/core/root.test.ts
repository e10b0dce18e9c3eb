import { judgeRoot, rootEvaluation } from '../../../rule/core/root';

test.each([
  [
    'a root user without a password is COMPLIANT',
    { password: false, mfa: false },
    'COMPLIANT',
    'The root user has no password. Nothing to do.',
  ],
  [
    'a root user with an MFA device is COMPLIANT',
    { password: true, mfa: true },
    'COMPLIANT',
    'The root user has an MFA device. Nothing to do.',
  ],
  [
    'a root user with an MFA device and no password is COMPLIANT by its device',
    { password: false, mfa: true },
    'COMPLIANT',
    'The root user has an MFA device. Nothing to do.',
  ],
  [
    'a root user with a password and no MFA device is NON_COMPLIANT',
    { password: true, mfa: false },
    'NON_COMPLIANT',
    'The root user has a password and no MFA device. To do: sign in as the root user, then account menu > Security credentials > Assign MFA device.',
  ],
])('%s', (_name, summary, compliance, annotation) => {
  expect(rootEvaluation('123456789012', judgeRoot(summary))).toEqual({
    resourceType: 'AWS::::Account',
    resourceId: '123456789012',
    compliance,
    annotation,
  });
});
