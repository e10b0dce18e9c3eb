import { formatInstant } from '../../rule/core/calendar';
import { ACCESS_KEYS_EXEMPT_WARNING } from '../../rule/policies/enforcement-policy';
import type { DeniedCalls } from '../../rule/rehearsal/rehearsal';
import {
  allDeniedCalls,
  type RehearsalReport,
  regionsOf,
  type Source,
  undecidedUsers,
  usersWith,
} from './report';

/** A number as people read it, for example `12,345`. */
export function number(count: number): string {
  return count.toLocaleString('en');
}

/** `1 call`, `12,345 calls` */
export function some(count: number, thing: string): string {
  return `${number(count)} ${thing}${count === 1 ? '' : 's'}`;
}

/** `once`, `12,345 times` */
export function times(count: number): string {
  return count === 1 ? 'once' : `${number(count)} times`;
}

/** What a denied call was made with. */
export function credentialOf({ credential, accessKeyId, console }: DeniedCalls): string {
  if (credential === 'access-key') return accessKeyId ?? 'access key';
  return console ? 'console without MFA' : 'session without MFA';
}

/** What a document is of, for example `account 123456789012`. */
export function subjectOf({ accountId }: RehearsalReport): string {
  return accountId === undefined ? 'no account' : `account ${accountId}`;
}

export function sourceName({ type }: Source): string {
  return type === 'log-files' ? 'CloudTrail log files' : 'CloudTrail event history';
}

/** The sentence that a reader in a hurry takes away. */
export function headline(report: RehearsalReport): string {
  const denied = usersWith(report, 'denied').length;
  const unknown = undecidedUsers(report).length;
  const { users } = report.rehearsal;
  const undecided = unknown === 0 ? '' : ` Not everything can be said of ${some(unknown, 'user')}.`;
  if (denied > 0) {
    return `${number(denied)} of ${some(users.length, 'user')} would lose ${some(allDeniedCalls(report), 'call')}.${undecided}`;
  }
  if (!report.complete) return `No lost call was found, but not everything could be read.${undecided}`;
  if (unknown > 0) return `No lost call was found.${undecided}`;
  if (usersWith(report, 'unaffected').length === 0) return 'No call of an IAM user was found.';
  return 'No user would lose a call.';
}

/** Says what the rehearsal does not know, because it was not read: Regions, data events, days. */
export function limits(report: RehearsalReport): readonly string[] {
  return [...regionLimits(report), dataEventLimit(report.source), ...dayLimits(report)];
}

function regionLimits(report: RehearsalReport): readonly string[] {
  const regions = regionsOf(report).join(', ');
  const { source } = report;
  if (source.type === 'event-history') {
    const stopped = source.regions.flatMap(({ region, stoppedAt }) =>
      stoppedAt === undefined
        ? []
        : [`In ${region}, events before ${formatInstant(stoppedAt)} were not read.`],
    );
    return [
      regions === ''
        ? 'No Region was read.'
        : `Regions read: ${regions}. Calls in other Regions were not read; name them with --regions.`,
      ...stopped,
    ];
  }
  const files = some(source.files, 'file');
  const empty = source.empty === 0 ? '' : ` (${number(source.empty)} empty)`;
  return [
    regions === ''
      ? `Read: ${files}${empty}, without an event.`
      : `Read: ${files}${empty} with events of ${regions}. Calls in other Regions are not in them.`,
  ];
}

function dataEventLimit({ type }: Source): string {
  return type === 'event-history'
    ? 'The event history has no data events, such as reading S3 objects or invoking functions; log files of a trail that records them do (--events).'
    : 'Data events, such as reading S3 objects or invoking functions, are in log files only if the trail records them.';
}

function dayLimits({ window, source, rehearsal }: RehearsalReport): readonly string[] {
  const [from, to] = [formatInstant(window.from), formatInstant(window.to)];
  const { outsideWindow: outside, otherAccounts } = rehearsal;
  const sentences = [
    `Calls before ${from} and from ${to} on do not count${outside === 0 ? '' : ` (${some(outside, 'event')})`}.`,
  ];
  if (source.type === 'event-history' && window.from < source.begins) {
    sentences.push(`Days before ${formatInstant(source.begins)} are not in the event history.`);
  }
  if (
    source.type === 'log-files' &&
    rehearsal.firstEvent !== undefined &&
    rehearsal.lastEvent !== undefined
  ) {
    sentences.push(
      `The events within that time are from ${rehearsal.firstEvent} to ${rehearsal.lastEvent}; of days without a log file nothing is known.`,
    );
  }
  if (otherAccounts > 0) sentences.push(`${some(otherAccounts, 'event')} of other accounts do not count.`);
  return sentences;
}

/** What to do about lost calls, as far as it applies. */
export interface Remedy {
  readonly who: string;
  readonly what: string;
}

export function remediesFor(report: RehearsalReport): readonly Remedy[] {
  const credentials = new Set(
    report.rehearsal.users.flatMap(({ denied }) => denied.map(({ credential }) => credential)),
  );
  return [
    ...(credentials.has('session-without-mfa') ? [WITHOUT_MFA] : []),
    ...(credentials.has('access-key') ? [PERSON_WITH_KEY, PROGRAM, OUT_OF_THE_GROUP] : []),
    ...(credentials.has('access-key') ? [EXEMPT_KEYS] : []),
    ...(report.exemptAccessKeys ? [KEYS_ARE_EXEMPT] : []),
  ];
}

const WITHOUT_MFA: Remedy = {
  who: 'A person in a session without MFA',
  what: 'sets up MFA in the console or with "npx iam-console-mfa enrol", then signs out and in again.',
};
const PERSON_WITH_KEY: Remedy = {
  who: 'A person with an access key',
  what: 'sets up MFA with an authenticator app; "aws configure mfa-login" then gives the AWS CLI a session with MFA.',
};
const PROGRAM: Remedy = {
  who: 'A program with an access key',
  what: 'gets a role in place of the key: of the instance, function, or pipeline that it runs in, or by IAM Roles Anywhere.',
};
const OUT_OF_THE_GROUP: Remedy = {
  who: 'A user that cannot change by the date',
  what: 'stays out of the group that the policy is attached to.',
};
const EXEMPT_KEYS: Remedy = {
  who: 'As a last resort, with an end',
  what: `--exempt-access-keys (exemptAccessKeys in the stack). ${ACCESS_KEYS_EXEMPT_WARNING}`,
};
const KEYS_ARE_EXEMPT: Remedy = { who: 'Access keys are exempt here', what: ACCESS_KEYS_EXEMPT_WARNING };
