import type { ConsoleMfaError } from '../../rule/core/errors';
import type { Rehearsal, RehearsalVerdict, UserRehearsal } from '../../rule/rehearsal/rehearsal';
import type { RegionRead } from './read-event-history';
import type { FilesRead } from './read-log-files';
import type { Window } from './window';

/** Of the JSON document that docs/rehearse.schema.json describes. It changes where a reader of the last one could fail. */
export const SCHEMA_VERSION = 1;

/** What a rehearsal has found out: the one thing that every format shows. */
export interface RehearsalReport {
  /** Undefined where there was no event to tell. */
  readonly accountId: string | undefined;
  readonly window: Window;
  /** Whether the policy leaves long-term access keys alone. */
  readonly exemptAccessKeys: boolean;
  readonly source: Source;
  readonly rehearsal: Rehearsal;
  /** Whether everything that was asked for could be read. */
  readonly complete: boolean;
  /** Why it is not complete. */
  readonly problems: readonly ConsoleMfaError[];
}

export type Source = LogFiles | EventHistory;

export interface LogFiles extends FilesRead {
  readonly type: 'log-files';
}

export interface EventHistory {
  readonly type: 'event-history';
  /** The ARN of the caller. */
  readonly callerArn: string;
  readonly partition: string;
  readonly regions: readonly RegionRead[];
  /** Before this instant it holds nothing. */
  readonly begins: Date;
}

/** The Regions whose events were read. */
export function regionsOf({ source, rehearsal }: RehearsalReport): readonly string[] {
  return source.type === 'log-files' ? rehearsal.regions : source.regions.map(({ region }) => region);
}

/** In the order that reports show them. */
export const VERDICTS: readonly RehearsalVerdict[] = ['denied', 'unknown', 'unaffected', 'no-calls'];

/** Users with a verdict, those who would lose the most calls first. */
export function usersWith(report: RehearsalReport, verdict: RehearsalVerdict): readonly UserRehearsal[] {
  const users = report.rehearsal.users.filter((user) => user.verdict === verdict);
  return verdict === 'denied' ? users.sort((a, b) => deniedCallsOf(b) - deniedCallsOf(a)) : users;
}

/** How many calls of a user would be denied. */
export function deniedCallsOf({ denied }: UserRehearsal): number {
  return denied.reduce((sum, { count }) => sum + count, 0);
}

/** How many calls would be denied in all. */
export function allDeniedCalls({ rehearsal }: RehearsalReport): number {
  return rehearsal.users.reduce((sum, user) => sum + deniedCallsOf(user), 0);
}

/** Users with calls that the policy leaves undecided, whatever else is known of them. */
export function undecidedUsers({ rehearsal }: RehearsalReport): readonly UserRehearsal[] {
  return rehearsal.users.filter(({ unknown }) => unknown > 0);
}
