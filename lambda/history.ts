import { asProblem, ConsoleMfaError } from '../rule/core/errors';
import type { StoredResult } from '../rule/core/evaluation';
import type { Invocation } from '../rule/core/invocation';
import type { KnownUser, ListedUser } from '../rule/core/known-user';
import type { Assessment } from '../rule/core/outcome';
import { resultKey, type StoredResults, userKey } from '../rule/core/to-evaluations';
import type { EarlierResults } from '../rule/judge-users';
import type { ConfigCalls } from './run-calls';

/** After so many failed attempts in a row, questions no longer wait for the existing results. */
const PATIENCE = 3;

/** The results of the rule that AWS Config has from before this delivery. */
export interface History extends EarlierResults {
  /** Absent when they were not read to the end. */
  readonly results?: StoredResults;
  readonly problem?: ConsoleMfaError;
}

export interface LoadingHistory {
  /**
   * What questions begin with: the first page, which shows whether the event is a redelivery. A redelivery waits for
   * every page, since users with a result of this run need no questions; no event waits for an AWS Config that fails.
   */
  readonly early: Promise<History>;
  /** Everything that could be read. Never rejects. */
  readonly all: Promise<History>;
}

/** Starts to load the existing results. A test run has none. */
export function loadHistory(config: ConfigCalls, invocation: Invocation): LoadingHistory {
  const thisRun = invocation.orderingTimestamp.getTime();
  if (invocation.testMode) {
    const none = Promise.resolve(earlierResults(new Map(), thisRun));
    return { early: none, all: none };
  }
  const read: StoredResult[] = [];
  const soFar = () => earlierResults(byKey(read), thisRun);
  let begin = (_history: History) => {};
  const begun = new Promise<History>((resolve) => {
    begin = resolve;
  });
  const onPage = (page: readonly StoredResult[]) => {
    const isFirst = read.length === 0;
    read.push(...page);
    const isRedelivery = page.some(({ orderingTimestamp }) => orderingTimestamp === thisRun);
    if (isFirst && !isRedelivery) begin(soFar());
  };
  const onPatienceLost = () => begin(soFar());
  const all = readAll(config, invocation.configRuleName, onPage, onPatienceLost).then(
    () => {
      const results = byKey(read);
      return { ...earlierResults(results, thisRun), results };
    },
    (error: unknown) => ({ ...soFar(), problem: unreadHistory(asProblem(error)) }),
  );
  return { early: Promise.race([begun, all]), all };
}

async function readAll(
  { api, client, until }: ConfigCalls,
  configRuleName: string,
  onPage: (page: readonly StoredResult[]) => void,
  onPatienceLost: () => void,
): Promise<void> {
  let failures = 0;
  const readPage = async (nextToken: string | undefined, timeoutMs: number) => {
    try {
      const page = await api.listResults(configRuleName, nextToken, timeoutMs);
      failures = 0;
      return page;
    } catch (error) {
      failures += 1;
      if (failures === PATIENCE) onPatienceLost();
      throw error;
    }
  };
  await client.pages('config:GetComplianceDetailsByConfigRule', until, readPage, onPage);
}

function earlierResults(results: StoredResults, thisRun: number): EarlierResults {
  const timestampOf = ({ userId }: ListedUser) => results.get(resultKey(userKey(userId)))?.orderingTimestamp;
  return {
    hasResultOfThisRun: (user) => timestampOf(user) === thisRun,
    inOrderOfNeed: (users) => {
      const since = (user: KnownUser) => timestampOf(user) ?? Number.NEGATIVE_INFINITY;
      return users
        .map((user) => ({ user, since: since(user) }))
        .sort((a, b) => (a.since === b.since ? 0 : a.since - b.since))
        .map(({ user }) => user);
    },
  };
}

function byKey(results: readonly StoredResult[]): StoredResults {
  return new Map(results.map((result) => [resultKey(result), result]));
}

/** Users without a result of this delivery who have one of an earlier delivery of the same event are settled. */
export function settle(assessment: Assessment, history: EarlierResults): Assessment {
  const outcomes = assessment.outcomes.map((outcome) =>
    outcome.status === 'withheld' && history.hasResultOfThisRun(outcome.user)
      ? ({ status: 'settled', user: outcome.user } as const)
      : outcome,
  );
  return { ...assessment, outcomes };
}

function unreadHistory(cause: ConsoleMfaError): ConsoleMfaError {
  const message = `what AWS Config holds could not be read, so users that are gone keep their results: ${cause.message}`;
  return new ConsoleMfaError('UnreadHistory', message, { cause });
}
