import type { Account } from '../account/account';
import type { TimelineEntry } from '../account/timeline';
import type { Invocation } from '../deploy/lambda/asynchronous';
import type { ChangeView, RunView } from './view';
import { visible } from './visible';

/** How many runs the page shows, and how many changes of each. */
const RUNS_SHOWN = 20;
const CHANGES_SHOWN = 12;

/** The last evaluations of rules, newest first, each with what it changed. */
export function runsOf(
  account: Account,
  invocations: readonly Invocation[],
  timeline: readonly TimelineEntry[],
): readonly RunView[] {
  const shown = invocations.slice(-RUNS_SHOWN).flatMap(notified).reverse();
  const oldest = Math.min(...shown.map(({ time }) => time.getTime()));
  const entries = byRun(entriesSince(timeline, oldest));
  return shown.map((run) => runView(account, run, entries.get(runKey(run.rule, run.time)) ?? []));
}

interface NotifiedRun {
  readonly invocation: Invocation;
  readonly rule: string;
  readonly time: Date;
}

/** What AWS Config sent; other events are no runs of a rule. */
function notified(invocation: Invocation): readonly NotifiedRun[] {
  const { configRuleName, invokingEvent }: { configRuleName?: unknown; invokingEvent?: unknown } = Object(
    invocation.event,
  );
  if (typeof configRuleName !== 'string' || typeof invokingEvent !== 'string') return [];
  const { notificationCreationTime } = JSON.parse(invokingEvent);
  return [{ invocation, rule: configRuleName, time: new Date(notificationCreationTime) }];
}

/** Entries are in the order they were stored, so those of the last runs are last. */
function entriesSince(timeline: readonly TimelineEntry[], oldest: number): readonly TimelineEntry[] {
  const before = timeline.findLastIndex(({ resultRecordedTime }) => resultRecordedTime.getTime() < oldest);
  return timeline.slice(before + 1);
}

function byRun(timeline: readonly TimelineEntry[]): ReadonlyMap<string, readonly TimelineEntry[]> {
  const entries = new Map<string, TimelineEntry[]>();
  for (const entry of timeline) {
    const key = runKey(entry.configRuleName, entry.configRuleInvokedTime);
    const ofRun = entries.get(key);
    if (ofRun === undefined) entries.set(key, [entry]);
    else ofRun.push(entry);
  }
  return entries;
}

function runKey(rule: string, time: Date): string {
  return `${time.getTime()} ${rule}`;
}

function runView(
  account: Account,
  { invocation: { requestId, status, attempts }, rule, time }: NotifiedRun,
  entries: readonly TimelineEntry[],
): RunView {
  const outcome = attempts.at(-1)?.outcome;
  const changed = entries.filter(({ compliance, previousCompliance }) => compliance !== previousCompliance);
  return {
    id: requestId,
    rule: visible(rule),
    time: time.toISOString(),
    status,
    error: outcome === undefined || outcome.type === 'succeeded' ? null : visible(outcome.error.errorMessage),
    evaluations: entries.length,
    changes: changed.slice(0, CHANGES_SHOWN).map((entry) => changeView(account, entry)),
    moreChanges: Math.max(0, changed.length - CHANGES_SHOWN),
  };
}

function changeView(account: Account, entry: TimelineEntry): ChangeView {
  const { resourceId, previousCompliance, compliance } = entry;
  const name = account.users.byId(resourceId)?.userName ?? resourceId;
  return { name: visible(name), before: previousCompliance, now: compliance };
}
