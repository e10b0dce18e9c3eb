import { Ids } from '../../account/ids';
import { apiCallEvent } from '../../cloudtrail/api-call';
import { cloudTrailEvent } from '../../events/cloudtrail-event';
import { administrator } from '../../identify';
import { emptyAccount, NOW } from '../support/served-account';

const account = emptyAccount();
const CALL = {
  signer: { caller: administrator(account), session: undefined, accessKeyId: 'ASIAADMINISTRATOR234' },
  eventSource: 'iam.amazonaws.com',
  eventName: 'CreateLoginProfile',
  awsRegion: 'us-east-1',
  readOnly: false,
  requestId: 'f1',
  details: () => ({ requestParameters: { userName: 'anna' } }),
} as const;

function eventOf(call: object) {
  const { cloudTrail } = account;
  cloudTrail.record(apiCallEvent(account, NOW, { ...CALL, ...call }));
  const recorded = cloudTrail.all.at(-1);
  return recorded && { recorded, event: cloudTrailEvent(recorded, account, new Ids('test'), NOW) };
}

test('a change in IAM is an event whose detail is the record of CloudTrail', () => {
  const { recorded, event } = eventOf({}) ?? {};
  expect(event).toMatchObject({
    source: 'aws.iam',
    'detail-type': 'AWS API Call via CloudTrail',
    account: '123456789012',
    region: 'us-east-1',
    time: '2027-01-15T12:00:00Z',
    detail: { eventName: 'CreateLoginProfile', requestParameters: { userName: 'anna' } },
  });
  expect(event?.detail).toEqual(recorded?.record);
  expect(event?.detail).not.toHaveProperty('errorCode');
});

test('a refused one says so', () => {
  const error = { code: 'EntityAlreadyExistsException', message: 'There is one.' };
  expect(eventOf({ error })?.event?.detail).toMatchObject({ errorCode: 'EntityAlreadyExistsException' });
});

test.each([{ readOnly: true }, { eventSource: 'config.amazonaws.com' }])(
  'what changes nothing in IAM is none: %j',
  (call) => {
    expect(eventOf(call)?.event).toBeUndefined();
  },
);
