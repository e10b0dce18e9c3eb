/** Something that the design takes for granted about AWS. docs/assumptions.md says why, and how it is observed. */
export interface Assumption {
  readonly statement: string;
  /** Why this program can never observe it; absent where it can. */
  readonly unobservable?: string;
}

/** By ID, in the order in which the page lists them. */
export const ASSUMPTIONS = {
  'no-password': { statement: 'GetLoginProfile answers NoSuchEntity for a user without a password.' },
  'device-owner-id': { statement: 'ListVirtualMFADevices gives the ID of the user who has a device.' },
  'new-user-listed': { statement: 'ListUsers lists a new user within a minute.' },
  'root-summary': { statement: 'GetAccountSummary has AccountPasswordPresent and AccountMFAEnabled.' },

  'user-type-accepted': { statement: 'PutEvaluations accepts AWS::IAM::User in this Region.' },
  'batch-of-100': { statement: 'PutEvaluations accepts 100 evaluations with annotations of 256 characters.' },
  'empty-submission': { statement: 'PutEvaluations accepts an empty list.' },
  'once-a-minute': {
    statement: 'StartConfigRulesEvaluation is refused with LimitExceededException within a minute.',
  },

  'result-no-password': { statement: 'A user without a console password is shown COMPLIANT.' },
  'result-virtual-device': { statement: 'A user with a password and a virtual device is shown COMPLIANT.' },
  'result-no-device': { statement: 'A user with a password and no device is shown NON_COMPLIANT.' },
  'result-grace': {
    statement: 'A user within a grace period is shown COMPLIANT, with the end of the grace period.',
  },
  'result-tag': { statement: 'A user with an exemption tag is not shown.' },
  'result-exempt': { statement: 'A user whose name exemptUsers matches is not shown.' },
  'result-root': { statement: 'The root user is shown as AWS::::Account with the account ID.' },
  'result-changes': {
    statement: 'The result of a user who enrolls changes to COMPLIANT with the next evaluation.',
  },
  'deleted-user': { statement: 'The result of a deleted user disappears after NOT_APPLICABLE.' },
  'unrecorded-users': { statement: 'AWS Config shows results of users that its recorder does not record.' },
  'changes-keep-time': {
    statement:
      'With report=changes, AWS Config keeps showing results that are not submitted again, with their time.',
  },

  'results-shown': { statement: 'AWS Config shows a result within a minute after it has recorded it.' },
  'ordering-timestamp': {
    statement: 'All results of an evaluation have one ordering timestamp, with milliseconds.',
  },
  redelivery: { statement: 'The function accepts the same event twice, and no result changes.' },
  'no-error-status': {
    statement: 'DescribeConfigRuleEvaluationStatus tells of no error of a custom Lambda rule.',
  },
  'result-token-lifetime': {
    statement: 'A result token is valid for as long as Lambda retries an event: six hours.',
    unobservable: 'only the deployed function gets result tokens',
  },
  'recorder-off': {
    statement: 'Periodic rules keep running while the recorder is off.',
    unobservable: 'the program would have to stop the recorder of the account',
  },
  'customer-managed-recorder': {
    statement: 'A rule needs a customer managed recorder; the internal one of Security Hub does not count.',
    unobservable: 'the rule is deployed already',
  },
  'younger-regions': {
    statement: 'PutEvaluations accepts AWS::IAM::User also in Regions that cannot record it.',
    unobservable: 'user-type-accepted says so for one Region: run the program in such a Region',
  },

  'near-real-time': {
    statement: 'A change in IAM shows in AWS Config within five minutes without being asked for.',
  },
  'security-hub': { statement: 'A NON_COMPLIANT user becomes a FAILED finding in Security Hub CSPM.' },
  'automation-rule': {
    statement: 'The criterion ComplianceStatus of an automation rule matches findings of AWS Config.',
    unobservable: 'the program does not read the severity of findings',
  },
  'alert-quotes': {
    statement: 'EventBridge escapes quotation marks in annotations when it fills a template.',
    unobservable: 'the program does not receive the messages of the topic',
  },
  'topic-source-arn': {
    statement: 'EventBridge gives aws:SourceArn when it publishes to a topic.',
    unobservable: 'the program does not receive the messages of the topic',
  },

  'key-denied': { statement: 'The enforcement policy denies an access key everything but enrollment.' },
  'key-cannot-enroll': {
    statement: 'The enforcement policy denies an access key the enrollment of a device.',
  },
  'mfa-session-allowed': { statement: 'A session with an MFA code regains the permissions of its user.' },
  'session-without-mfa': {
    statement: 'A session of GetSessionToken without an MFA code cannot call IAM.',
  },
  'aws-login': {
    statement: 'Credentials of aws login carry aws:MultiFactorAuthPresent.',
    unobservable: 'aws login needs a browser',
  },
  'federated-users': {
    statement: 'Federated users of GetFederationToken cannot call IAM.',
    unobservable: 'the program does not federate',
  },
  'device-quota': {
    statement: 'Unassigned virtual devices count toward the quota of the account.',
    unobservable: 'the program would have to use up the quota',
  },
  'failed-remediation': { statement: 'A remediation whose function fails is FAILED in AWS Config.' },
  'remediation-again': {
    statement: 'An automatic remediation starts only when a NON_COMPLIANT evaluation arrives.',
    unobservable: 'it would take hours without a change to see that nothing starts',
  },

  'stack-set-race': {
    statement: 'A stack set rolls back in an account without a recorder, and does not try again.',
    unobservable: 'it takes a new account of an organization',
  },
  'managed-defaults': {
    statement: 'Only the console fills in the defaults of parameters of managed rules.',
    unobservable: 'the program deploys no managed rules',
  },
  'pack-template': {
    statement: 'AWS Config accepts a conformance pack as JSON whose parameters have AllowedPattern.',
    unobservable: 'the program deploys no conformance pack',
  },
  'event-rule-region': {
    statement: 'CloudFormation accepts AWS::Region in the name and pattern of an event rule.',
    unobservable: 'the program deploys no stack',
  },
  'runtime-and-architecture': {
    statement: 'Lambda offers nodejs24.x, and arm64 by default, in the Region of the rule.',
    unobservable: 'the function is deployed already',
  },
  'bootstrap-key': {
    statement: 'Copying assets of a bucket with a customer managed key needs kms:Decrypt.',
    unobservable: 'the program deploys no stack',
  },
  billing: {
    statement:
      'AWS Config bills each submitted evaluation, and each recorded AWS::Config::ResourceCompliance.',
    unobservable: 'the bill comes a day later',
  },
} as const satisfies Readonly<Record<string, Assumption>>;

export type AssumptionId = keyof typeof ASSUMPTIONS;

export const ASSUMPTION_IDS = Object.keys(ASSUMPTIONS) as readonly AssumptionId[];
