import { addDays, formatInstant } from '../../rule/core/calendar';
import { asProblem, ConsoleMfaError } from '../../rule/core/errors';
import type { Clock } from '../../rule/ports';
import { Tally, type TallySettings } from '../../rule/rehearsal/tally';
import type { OwnAccount } from '../aws/account-access';
import { UsageError } from '../usage-error';
import { Damage } from './damage';
import { readEventHistory } from './read-event-history';
import { type LogFileReading, readLogFiles } from './read-log-files';
import type { RehearsalReport, Source } from './report';
import type { Window } from './window';

/** How far back the event history reaches. */
const HISTORY_DAYS = 90;

export interface RehearsalRequest {
  readonly settings: TallySettings;
  readonly signal: AbortSignal;
}

export interface LogFileRequest
  extends RehearsalRequest,
    Pick<LogFileReading, 'paths' | 'stdin' | 'onProgress'> {}

/**
 * Replays log files.
 *
 * @throws UsageError `EventsOfAnotherAccount`.
 */
export async function rehearseLogFiles(request: LogFileRequest): Promise<RehearsalReport> {
  const { settings, signal } = request;
  const tally = new Tally(settings);
  const damage = new Damage();
  const read = await readLogFiles({ ...request, damage, add: adderTo(tally) });
  const problems = [damage.problem(), interruptionOf(signal)];
  return reportOf(settings, tally, { type: 'log-files', ...read }, problems);
}

export interface HistoryRequest extends RehearsalRequest {
  readonly account: OwnAccount;
  readonly regions: readonly string[];
  readonly clock: Clock;
  readonly onProgress: (share: number) => void;
}

/** Replays the event history. What cannot be read is in the report. */
export async function rehearseEventHistory(request: HistoryRequest): Promise<RehearsalReport> {
  const { settings, account, clock, signal } = request;
  const tally = new Tally(settings);
  const damage = new Damage();
  const begins = addDays(new Date(clock.now()), -HISTORY_DAYS);
  const from = new Date(Math.max(settings.from.getTime(), begins.getTime()));
  const covered = { from, to: settings.to };
  const regions =
    covered.from < covered.to
      ? await readEventHistory({
          ...request,
          window: covered,
          historyOf: account.eventHistory,
          damage,
          add: adderTo(tally),
        })
      : [];
  const { callerArn, partition } = account;
  const problems = [
    damage.problem(),
    settings.from < begins ? beforeHistory(settings, begins) : undefined,
    ...regions.map(({ problem }) => (problem?.code === 'Interrupted' ? undefined : problem)),
    interruptionOf(signal),
  ];
  const source = { type: 'event-history', callerArn, partition, regions, begins } as const;
  return reportOf(settings, tally, source, problems);
}

function adderTo(tally: Tally): (record: unknown) => string | undefined {
  return (record) => {
    try {
      return tally.add(record);
    } catch (error) {
      const { code, message } = asProblem(error);
      throw new UsageError(code, message.replace(`${code}: `, ''), { cause: error });
    }
  };
}

function reportOf(
  { from, to, exemptAccessKeys, accountId }: TallySettings,
  tally: Tally,
  source: Source,
  found: readonly (ConsoleMfaError | undefined)[],
): RehearsalReport {
  const rehearsal = tally.rehearsal();
  const problems = found.filter((problem) => problem !== undefined);
  return {
    accountId: accountId ?? rehearsal.accountId,
    window: { from, to },
    exemptAccessKeys,
    source,
    rehearsal,
    complete: problems.length === 0,
    problems,
  };
}

function interruptionOf({ aborted }: AbortSignal): ConsoleMfaError | undefined {
  if (!aborted) return undefined;
  return new ConsoleMfaError('Interrupted', 'stopped before everything was read; this is what had been read');
}

function beforeHistory({ from, to }: Window, begins: Date): ConsoleMfaError {
  const firstWholeDay = addDays(begins, 1).toISOString().slice(0, 10);
  const remedy =
    to <= begins
      ? 'read log files with --events'
      : `begin with --from ${firstWholeDay}, or read log files with --events`;
  return new ConsoleMfaError(
    'EventHistoryEnds',
    `the event history holds ${HISTORY_DAYS} days, so nothing was read from ${formatInstant(from)} to ${formatInstant(to <= begins ? to : begins)}; ${remedy}`,
  );
}
