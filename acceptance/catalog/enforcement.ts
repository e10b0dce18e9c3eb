import type { Assumption } from './assumption';

const NEEDS_A_BROWSER = 'signing in to the console needs a browser';

export const ENFORCEMENT = {
  'key-denied': { statement: 'The enforcement policy denies an access key everything but enrollment.' },
  'key-cannot-enroll': {
    statement: 'The enforcement policy denies an access key the enrollment of a device.',
  },
  'refusal-names-policy': {
    statement: 'When a policy denies a call, the error names the kind of policy.',
  },
  'own-user-with-path': {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of IAM's, not of this string
    statement: 'A policy for user/*/${aws:username} applies to a user with a path.',
  },
  'mfa-session-allowed': { statement: 'A session with an MFA code regains the permissions of its user.' },
  'session-without-mfa': {
    statement: 'A session of GetSessionToken without an MFA code cannot call IAM.',
  },
  'console-asks-for-code': {
    statement: 'The console asks a user who has a device for a code at every sign-in.',
    unobservable: { why: NEEDS_A_BROWSER, byHand: 'sign in as a user with a virtual device' },
  },
  'forced-password-change': {
    statement:
      'A forced change of the password at the first sign-in needs only ChangePassword and GetAccountPasswordPolicy.',
    unobservable: {
      why: NEEDS_A_BROWSER,
      byHand:
        'create a member of the group with a password that must be changed, and sign in after the date of enforcement',
    },
  },
  'aws-login': {
    statement: 'Credentials of aws login carry aws:MultiFactorAuthPresent.',
    unobservable: {
      why: 'aws login needs a browser',
      byHand:
        'after the date of enforcement, sign in with aws login as a member without a device, and run iam-console-mfa enrol',
    },
  },
  'oauth-token-with-iam': {
    statement: 'CreateOAuth2TokenWithIAM is never authorized on oauth2/public-client/*.',
    unobservable: {
      why: 'the call needs an application that is registered for it',
      byHand:
        'make the call with the access key of a member after the date of enforcement, and expect AccessDenied',
    },
  },
  'federated-users': {
    statement: 'Federated users of GetFederationToken cannot call IAM.',
    unobservable: {
      why: 'the program does not federate',
      byHand:
        'call GetFederationToken with a policy that allows everything, and ListUsers with the credentials it returns',
    },
  },
  'device-quota': {
    statement: 'Unassigned virtual devices count toward the quota of the account.',
    unobservable: {
      why: 'the program would have to use up the quota',
      byHand:
        'in a test account, create virtual devices until CreateVirtualMFADevice answers LimitExceeded, then delete them',
    },
  },
  'exemption-tag-policy': {
    statement: 'A service control policy on aws:TagKeys reserves the exemption tag for one role.',
    unobservable: {
      why: 'the policy belongs to the organization',
      byHand:
        'attach the policy of docs/rule.md to a test account, and tag a user with and without that role',
    },
  },
  'failed-remediation': { statement: 'A remediation whose function fails is FAILED in AWS Config.' },
  'remediation-again': {
    statement: 'An automatic remediation starts only when a NON_COMPLIANT evaluation arrives.',
    unobservable: {
      why: 'it would take hours without a change to see that nothing starts',
      byHand:
        'deploy with remediation=automatic and report=changes, and compare InvocationTime in describe-remediation-execution-status over a day',
    },
  },
  'remediation-attempts': {
    statement: 'AWS Config counts every attempt toward MaximumAutomaticAttempts, successful ones included.',
    unobservable: {
      why: 'it takes an automatic remediation and six evaluations in ten minutes',
      byHand:
        'deploy with remediation=automatic and report=all, start six evaluations in ten minutes, and list describe-remediation-exceptions',
    },
  },
  'remediation-repeated': {
    statement: 'AWS Config does not repeat a failed automatic remediation before the next evaluation.',
    unobservable: {
      why: 'it takes an automatic remediation',
      byHand:
        'deploy with remediation=automatic, let it fail for a user in ten groups, and count the executions in Systems Manager for ten minutes',
    },
  },
} as const satisfies Readonly<Record<string, Assumption>>;
