import type { Assumption } from './assumption';

const NEEDS_A_NEW_ACCOUNT = 'it takes a new account of an organization';

export const DEPLOYMENT = {
  'stack-set-race': {
    statement: 'A stack set rolls back in an account without a recorder, and does not try again.',
    unobservable: {
      why: NEEDS_A_NEW_ACCOUNT,
      byHand:
        'move an account without a recorder into an organizational unit, turn the recorder on an hour later, and read list-stack-instances before 05:00 UTC',
    },
  },
  'stack-instance-event': {
    statement:
      'EventBridge gets an event with the detailed status FAILED for a failed stack instance, in the account that deploys.',
    unobservable: {
      why: NEEDS_A_NEW_ACCOUNT,
      byHand:
        'deploy with organization.alertEmail, move an account without a recorder into a unit, and wait for the message; with delegatedAdmin as well',
    },
  },
  'stack-set-retry': {
    statement:
      'CreateStackInstances by EventBridge Scheduler tries OUTDATED stack instances again, and leaves CURRENT ones alone.',
    unobservable: {
      why: NEEDS_A_NEW_ACCOUNT,
      byHand:
        'turn the recorder of a failed account on, and read list-stack-set-operation-results after 05:00 UTC',
    },
  },
  'control-tower-aggregator': {
    statement: 'The aggregator of Control Tower 4.0 shows the results of custom rules.',
    unobservable: {
      why: 'it takes a landing zone of Control Tower',
      byHand: 'open AWS Config > Aggregators in the account of the aggregator, and look for the rule',
    },
  },
  'managed-defaults': {
    statement: 'Only the console fills in the defaults of parameters of managed rules.',
    unobservable: {
      why: 'the program deploys no managed rules',
      byHand:
        'create IAM_PASSWORD_POLICY without parameters by PutConfigRule, in an account whose passwords need 8 characters: the account is COMPLIANT',
    },
  },
  'pack-template': {
    statement: 'AWS Config accepts a conformance pack as JSON whose parameters have AllowedPattern.',
    unobservable: {
      why: 'the program deploys no conformance pack',
      byHand: 'deploy the conformance pack as docs/conformance-pack.md says',
    },
  },
  'template-rule-region': {
    statement: 'CloudFormation resolves AWS::Region in the rules of a template.',
    unobservable: {
      why: 'the program deploys no stack',
      byHand:
        "deploy with nearRealTime and without region outside of IAM's Region: CloudFormation refuses it with the sentence of the rule IamEventsAppearHere",
    },
  },
  'runtime-and-architecture': {
    statement: 'Lambda offers nodejs24.x and arm64 in AWS GovCloud (US) and in China.',
    unobservable: { why: 'an account is in one partition', byHand: 'deploy the stack there' },
  },
  'bootstrap-key': {
    statement: 'Copying assets of a bucket with a customer managed key needs kms:Decrypt.',
    unobservable: {
      why: 'the program deploys no stack',
      byHand: 'bootstrap with --bootstrap-kms-key-id, and deploy with organization',
    },
  },
  billing: {
    statement:
      'AWS Config bills each submitted evaluation, and each recorded AWS::Config::ResourceCompliance.',
    unobservable: {
      why: 'the bill comes a day later',
      byHand: 'compare the usage of AWS Config in Cost Explorer with the log of the runs of that day',
    },
  },
} as const satisfies Readonly<Record<string, Assumption>>;
