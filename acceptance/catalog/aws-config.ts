import type { Assumption } from './assumption';

export const AWS_CONFIG = {
  'user-type-accepted': { statement: 'PutEvaluations accepts AWS::IAM::User in this Region.' },
  'batch-of-100': { statement: 'PutEvaluations accepts 100 evaluations with annotations of 256 characters.' },
  'empty-submission': { statement: 'PutEvaluations accepts an empty list.' },
  'rule-name-limit': {
    statement: 'GetComplianceDetailsByConfigRule refuses rule names of more than 64 characters.',
  },
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
  'asynchronous-invocation': {
    statement:
      'AWS Config invokes the function asynchronously, and Lambda delivers the event of a failed run twice more.',
    unobservable: {
      why: 'the function would have to fail',
      byHand:
        "take iam:ListUsers away from the function's role, start an evaluation, and count the runs in the log: three within some minutes",
    },
  },
  'result-token-lifetime': {
    statement: 'A result token is valid for as long as Lambda retries an event: six hours.',
    unobservable: {
      why: 'only a function that AWS Config invokes gets result tokens',
      byHand:
        'have a rule of your own log its result token, and call PutEvaluations with the token after one hour and after six',
    },
  },
  'recorder-off': {
    statement: 'Periodic rules keep running while the recorder is off.',
    unobservable: {
      why: 'the program would have to stop the recorder of the account',
      byHand:
        'stop the recorder of a test account for longer than the period of the rule, and look in the log of the function for a run',
    },
  },
  'customer-managed-recorder': {
    statement: 'A rule needs a customer managed recorder; the internal one of Security Hub does not count.',
    unobservable: {
      why: 'the rule is deployed already',
      byHand:
        'enable Security Hub CSPM in a test account without a recorder, and deploy: CloudFormation reports NoAvailableConfigurationRecorderException',
    },
  },
  'younger-regions': {
    statement: 'PutEvaluations accepts AWS::IAM::User also in Regions that cannot record it.',
    unobservable: {
      why: 'user-type-accepted says so for one Region',
      byHand: 'deploy in such a Region, for example ca-west-1, and run this program there',
    },
  },
} as const satisfies Readonly<Record<string, Assumption>>;
