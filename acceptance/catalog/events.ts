import type { Assumption } from './assumption';

export const EVENTS = {
  'near-real-time': {
    statement: 'A change in IAM shows in AWS Config within five minutes without being asked for.',
  },
  'cloudtrail-delay': {
    statement: 'CloudTrail sends an event of IAM to EventBridge within 60 seconds.',
    unobservable: {
      why: 'near-real-time measures the whole way, of which this is one part',
      byHand:
        'send events of IAM to a log group with an EventBridge rule, and compare eventTime with the ingestion time',
    },
  },
  'iam-events-region': {
    statement:
      'CloudTrail records events of IAM in one Region of a partition: us-east-1, cn-north-1, us-gov-west-1.',
    unobservable: {
      why: 'an account is in one partition, and the event history shows an event after minutes',
      byHand: 'look for a CreateUser event in the event history of that Region and of another one',
    },
  },
  'security-hub': { statement: 'A NON_COMPLIANT user becomes a FAILED finding in Security Hub CSPM.' },
  'finding-updates': {
    statement:
      'Security Hub CSPM updates a finding only when compliance changes, and deletes it 90 days after its last update.',
    unobservable: {
      why: 'it takes 90 days',
      byHand:
        'note UpdatedAt of the finding of a user who keeps failing, and read the finding again the next day and after 90 days',
    },
  },
  'finding-of-deleted-user': {
    statement: 'The finding of a deleted user becomes NOT_AVAILABLE.',
    unobservable: {
      why: 'Security Hub might take longer than the program should wait after its last evaluation',
      byHand:
        'delete a NON_COMPLIANT user, start an evaluation, and read the finding a quarter of an hour later',
    },
  },
  'automation-rule': {
    statement: 'The criterion ComplianceStatus of an automation rule matches findings of AWS Config.',
    unobservable: {
      why: 'the program cannot tell a severity of the rule from one that a person has set',
      byHand:
        'deploy with securityHubSeverity=HIGH, and read the severity of a finding that fails after that',
    },
  },
  'new-security-hub': {
    statement: 'The new Security Hub shows the findings that AWS Config sends to Security Hub CSPM.',
    unobservable: {
      why: 'the program reads the findings of Security Hub CSPM',
      byHand: 'enable both, and look for the name of the rule in the list of findings of the new one',
    },
  },
  'alert-quotes': {
    statement: 'EventBridge encodes quotation marks of a value that it puts into a JSON template.',
    unobservable: {
      why: 'the program does not receive the messages of the topic',
      byHand:
        'give a failing user an exemption tag with the value "x", quotation marks included, start an evaluation, and read the message',
    },
  },
  'topic-source-arn': {
    statement: 'EventBridge gives aws:SourceArn when it publishes to a topic.',
    unobservable: {
      why: 'the program does not receive the messages of the topic',
      byHand: 'deploy with alertEmail, make a user NON_COMPLIANT, and wait for the message',
    },
  },
} as const satisfies Readonly<Record<string, Assumption>>;
