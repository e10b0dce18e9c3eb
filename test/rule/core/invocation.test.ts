import { parseInvocation } from '../../../rule/core/invocation';
import { thrownBy } from '../../support/thrown';

const invoking = {
  awsAccountId: '123456789012',
  notificationCreationTime: '2027-01-15T12:00:00.123Z',
  messageType: 'ScheduledNotification',
  recordVersion: '1.0',
};
const event = {
  version: '1.0',
  invokingEvent: JSON.stringify(invoking),
  ruleParameters: '{"gracePeriodDays":"30"}',
  resultToken: 'token',
  eventLeftScope: false,
  executionRoleArn: 'arn:aws:iam::123456789012:role/config',
  configRuleArn: 'arn:aws:config:us-east-1:123456789012:config-rule/config-rule-abc',
  configRuleName: 'console-mfa',
  configRuleId: 'config-rule-abc',
  accountId: '123456789012',
};
const REMEDY = 'let AWS Config invoke the function, or send an event as it sends them';

function faultOf(given: unknown): string {
  return thrownBy(() => parseInvocation(given)).message;
}

test('a scheduled event is read', () => {
  expect(parseInvocation(event)).toEqual({
    accountId: '123456789012',
    configRuleName: 'console-mfa',
    resultToken: 'token',
    testMode: false,
    orderingTimestamp: new Date('2027-01-15T12:00:00.123Z'),
    ruleParameters: { gracePeriodDays: '30' },
  });
});

test('the token TESTMODE, and no other, makes a trial', () => {
  expect(parseInvocation({ ...event, resultToken: 'TESTMODE' }).testMode).toBe(true);
  expect(parseInvocation({ ...event, resultToken: 'TESTMODE2' }).testMode).toBe(false);
});

test.each([undefined, '', '{}'])('ruleParameters %j are none', (ruleParameters) => {
  expect(parseInvocation({ ...event, ruleParameters }).ruleParameters).toEqual({});
});

test.each([
  ['ConfigurationItemChangeNotification', '"ConfigurationItemChangeNotification"'],
  ['OversizedConfigurationItemChangeNotification', '"OversizedConfigurationItemChangeNotification"'],
  ['ConfigurationSnapshotDeliveryCompleted', '"ConfigurationSnapshotDeliveryCompleted"'],
  ['scheduledNotification', '"scheduledNotification"'],
  [undefined, '"undefined"'],
  [['ScheduledNotification'], '"[\\"ScheduledNotification\\"]"'],
])('a message of type %j is not served', (messageType, shown) => {
  const error = thrownBy(() =>
    parseInvocation({ ...event, invokingEvent: JSON.stringify({ ...invoking, messageType }) }),
  );
  expect(error.code).toBe('UnsupportedMessage');
  expect(error.message).toBe(
    `UnsupportedMessage: messageType is ${shown}; this rule is periodic and serves ScheduledNotification alone, ` +
      "since a user's configuration item carries neither password nor MFA",
  );
});

describe('an event that lacks what it needs', () => {
  test.each(['invokingEvent', 'resultToken', 'accountId', 'configRuleName'] as const)('%s', (name) => {
    expect(thrownBy(() => parseInvocation({ ...event, [name]: undefined })).code).toBe('InvalidEvent');
    expect(faultOf({ ...event, [name]: undefined })).toBe(
      `InvalidEvent: the event has no ${name}; ${REMEDY}`,
    );
    expect(faultOf({ ...event, [name]: '' })).toBe(`InvalidEvent: the event has "" as ${name}; ${REMEDY}`);
    expect(faultOf({ ...event, [name]: 7 })).toBe(`InvalidEvent: the event has "7" as ${name}; ${REMEDY}`);
    expect(faultOf({ ...event, [name]: null })).toBe(
      `InvalidEvent: the event has "null" as ${name}; ${REMEDY}`,
    );
  });

  test('notificationCreationTime', () => {
    const at = (notificationCreationTime: unknown) =>
      faultOf({ ...event, invokingEvent: JSON.stringify({ ...invoking, notificationCreationTime }) });
    expect(at(undefined)).toBe(`InvalidEvent: invokingEvent has no notificationCreationTime; ${REMEDY}`);
    expect(at(1_800_000_000)).toBe(
      `InvalidEvent: invokingEvent has "1800000000" as notificationCreationTime; ${REMEDY}`,
    );
    expect(at('yesterday')).toBe(
      `InvalidEvent: notificationCreationTime is "yesterday", not an instant; ${REMEDY}`,
    );
  });
});

describe('an event that is malformed', () => {
  test.each([
    [undefined, '"undefined"'],
    [null, '"null"'],
    ['{}', '"{}"'],
    [[], '"[]"'],
    [7, '"7"'],
  ])('%j', (given, shown) => {
    expect(faultOf(given)).toBe(`InvalidEvent: the event is ${shown}, not an object; ${REMEDY}`);
  });

  test.each([
    ['{"messageType"', 'invokingEvent is "{\\"messageType\\"", not JSON'],
    ['[]', 'invokingEvent is "[]", not an object'],
    ['null', 'invokingEvent is "null", not an object'],
    ['"ScheduledNotification"', 'invokingEvent is "ScheduledNotification", not an object'],
    ['7', 'invokingEvent is "7", not an object'],
  ])('invokingEvent %s', (invokingEvent, fault) => {
    expect(faultOf({ ...event, invokingEvent })).toBe(`InvalidEvent: ${fault}; ${REMEDY}`);
  });

  test.each([
    ['{', 'ruleParameters is "{", not JSON'],
    ['[]', 'ruleParameters is "[]", not an object'],
    [null, 'ruleParameters is "null", not a string of JSON'],
    [{}, 'ruleParameters is "{}", not a string of JSON'],
  ])('ruleParameters %j', (ruleParameters, fault) => {
    expect(faultOf({ ...event, ruleParameters })).toBe(`InvalidEvent: ${fault}; ${REMEDY}`);
  });

  test('keeps the fault of its JSON as the cause', () => {
    expect(thrownBy(() => parseInvocation({ ...event, invokingEvent: '{' })).cause).toBeInstanceOf(
      SyntaxError,
    );
  });
});
