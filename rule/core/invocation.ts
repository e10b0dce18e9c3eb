import { ConsoleMfaError, quoted } from './errors';

/** An invocation by AWS Config, as far as the rule needs it. */
export interface Invocation {
  readonly accountId: string;
  readonly configRuleName: string;
  readonly resultToken: string;
  /** AWS Config's token for trying a rule out: results are checked and not stored. */
  readonly testMode: boolean;
  /** When AWS Config made the notification: the ordering timestamp of every evaluation of this run. */
  readonly orderingTimestamp: Date;
  readonly ruleParameters: Readonly<Record<string, unknown>>;
}

type Members = Readonly<Record<string, unknown>>;

/**
 * Reads the event that AWS Config sends to a custom Lambda rule
 * (https://docs.aws.amazon.com/config/latest/developerguide/evaluate-config_develop-rules_example-events.html).
 *
 * @throws ConsoleMfaError `InvalidEvent` for an event that lacks what it needs, `UnsupportedMessage` for a message
 * that is no ScheduledNotification.
 */
export function parseInvocation(event: unknown): Invocation {
  const members = object(event, 'the event');
  const invoking = parseJson(text(members, 'invokingEvent', 'the event'), 'invokingEvent');
  requireScheduled(invoking['messageType']);
  const resultToken = text(members, 'resultToken', 'the event');
  return {
    accountId: text(members, 'accountId', 'the event'),
    configRuleName: text(members, 'configRuleName', 'the event'),
    resultToken,
    testMode: resultToken === 'TESTMODE',
    orderingTimestamp: instant(text(invoking, 'notificationCreationTime', 'invokingEvent')),
    ruleParameters: ruleParameters(members['ruleParameters']),
  };
}

function requireScheduled(messageType: unknown): void {
  if (messageType === 'ScheduledNotification') return;
  throw new ConsoleMfaError(
    'UnsupportedMessage',
    `messageType is ${quoted(messageType)}; this rule is periodic and serves ScheduledNotification alone, ` +
      "since a user's configuration item carries neither password nor MFA",
  );
}

function ruleParameters(value: unknown): Members {
  return value === undefined || value === '' ? {} : parseJson(value, 'ruleParameters');
}

function parseJson(value: unknown, name: string): Members {
  if (typeof value !== 'string') throw invalid(`${name} is ${quoted(value)}, not a string of JSON`);
  let parsed: unknown;
  try {
    parsed = JSON.parse(value);
  } catch (cause) {
    throw new ConsoleMfaError('InvalidEvent', `${name} is ${quoted(value)}, not JSON; ${REMEDY}`, { cause });
  }
  return object(parsed, name);
}

function object(value: unknown, name: string): Members {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Members;
  throw invalid(`${name} is ${quoted(value)}, not an object`);
}

function text(members: Members, name: string, where: string): string {
  const value = members[name];
  if (typeof value === 'string' && value !== '') return value;
  throw invalid(`${where} has ${value === undefined ? 'no' : `${quoted(value)} as`} ${name}`);
}

function instant(value: string): Date {
  const parsed = new Date(value);
  if (!Number.isNaN(parsed.getTime())) return parsed;
  throw invalid(`notificationCreationTime is ${quoted(value)}, not an instant`);
}

const REMEDY = 'let AWS Config invoke the function, or send an event as it sends them';

function invalid(what: string): ConsoleMfaError {
  return new ConsoleMfaError('InvalidEvent', `${what}; ${REMEDY}`);
}
