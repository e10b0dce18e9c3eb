import { Ids } from '../../account/ids';
import type { AnsweredCall } from '../../call-log';
import { cloudTrailEvent } from '../../events/cloudtrail-event';
import { emptyAccount, NOW } from '../support/served-account';

const CALL: AnsweredCall = {
  number: 1,
  service: 'iam',
  action: 'CreateLoginProfile',
  userName: 'anna',
  input: { UserName: 'anna', Password: 'Correct-horse-1', PasswordResetRequired: true },
  callerArn: 'arn:aws:sts::123456789012:assumed-role/Administrator/sandbox',
  userId: 'AIDAANNA',
  errorCode: undefined,
  output: {},
};

const eventOf = (call: Partial<AnsweredCall>) =>
  cloudTrailEvent({ ...CALL, ...call }, emptyAccount(), new Ids('test'), NOW);

test('a change in IAM is an event of CloudTrail, without its secrets', () => {
  expect(eventOf({})).toMatchObject({
    source: 'aws.iam',
    'detail-type': 'AWS API Call via CloudTrail',
    account: '123456789012',
    region: 'us-east-1',
    time: '2027-01-15T12:00:00Z',
    detail: {
      eventSource: 'iam.amazonaws.com',
      eventName: 'CreateLoginProfile',
      eventTime: '2027-01-15T12:00:00Z',
      managementEvent: true,
      readOnly: false,
    },
  });
  expect(eventOf({})?.detail['requestParameters']).toEqual({ userName: 'anna', passwordResetRequired: true });
  expect(JSON.stringify(eventOf({}))).not.toContain('Correct-horse-1');
});

test('a refused one says so', () => {
  expect(eventOf({})?.detail).not.toHaveProperty('errorCode');
  expect(eventOf({ errorCode: 'EntityAlreadyExists' })?.detail).toMatchObject({
    errorCode: 'EntityAlreadyExists',
  });
});

test.each([
  { action: 'ListUsers' },
  { action: 'GetLoginProfile' },
  { action: 'GenerateCredentialReport' },
  { service: 'config', action: 'PutConfigRule' } as const,
  { callerArn: undefined },
])('what changes nothing in IAM is none: %j', (call) => {
  expect(eventOf(call)).toBeUndefined();
});
