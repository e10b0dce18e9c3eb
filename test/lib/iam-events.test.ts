import { Stack } from 'aws-cdk-lib';
import { iamActions, iamEventPattern } from '../../lib/iam-events';
import { DEFAULT_PARAMETERS } from '../../rule/core/rule-parameters';
import { parsePattern } from '../../sandbox/events/event-pattern';

const ALWAYS = [
  'CreateUser',
  'DeleteUser',
  'CreateLoginProfile',
  'DeleteLoginProfile',
  'EnableMFADevice',
  'DeactivateMFADevice',
];

describe('the actions that can change a verdict', () => {
  test('without exemptions are those on users, passwords and devices', () => {
    expect(iamActions(DEFAULT_PARAMETERS)).toEqual(ALWAYS);
  });

  test.each([
    [{ exemptUsers: ['break-glass-*'] }, ['UpdateUser']],
    [{ exemptPaths: ['/service/'] }, ['UpdateUser']],
    [{ exemptGroups: ['robots'] }, ['AddUserToGroup', 'RemoveUserFromGroup', 'UpdateGroup']],
    [{ exemptionTag: 'mfa-exempt-until' }, ['TagUser', 'UntagUser']],
    [{ includeRoot: true }, []],
    [{ gracePeriodDays: 14 }, []],
  ])('with %j are also %j', (parameters, more) => {
    expect(iamActions({ ...DEFAULT_PARAMETERS, ...parameters })).toEqual([...ALWAYS, ...more]);
  });

  test('with everything set fit the 2,048 characters of a pattern', () => {
    const parameters = {
      ...DEFAULT_PARAMETERS,
      exemptUsers: ['a'],
      exemptGroups: ['robots'],
      exemptionTag: 'mfa-exempt-until',
    };
    expect(JSON.stringify(new Stack().resolve(iamEventPattern(iamActions(parameters)))).length).toBeLessThan(
      600,
    );
  });
});

describe('the pattern', () => {
  // What is absent is a token until then.
  const { detailType, ...pattern } = new Stack().resolve(iamEventPattern(['CreateUser']));
  const matches = (detail: Readonly<Record<string, unknown>>, source = 'aws.iam') =>
    parsePattern({ ...pattern, 'detail-type': detailType })({
      version: '0',
      id: 'id',
      'detail-type': 'AWS API Call via CloudTrail',
      source,
      account: '123456789012',
      time: '2027-01-15T12:00:00Z',
      region: 'us-east-1',
      resources: [],
      detail: { eventSource: 'iam.amazonaws.com', eventName: 'CreateUser', ...detail },
    });

  test('is for a call that succeeded, in whatever region the event comes to', () => {
    expect(matches({ awsRegion: 'us-east-1' })).toBe(true);
    expect(matches({ awsRegion: 'cn-north-1' })).toBe(true);
  });

  test('is for no call that failed, no other action and no other service', () => {
    expect(matches({ errorCode: 'EntityAlreadyExists' })).toBe(false);
    expect(matches({ eventName: 'ListUsers' })).toBe(false);
    expect(matches({}, 'aws.sts')).toBe(false);
  });
});
