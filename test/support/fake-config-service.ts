import type { ConfigApi, Submission } from '../../lambda/ports';
import type { ResourceKey, StoredResult } from '../../rule/core/evaluation';
import { resultKey, type StoredResults } from '../../rule/core/to-evaluations';
import type { Clock } from '../../rule/ports';
import { Line, pageOf } from './calls';

/** AWS Config in memory: holds results, takes evaluations, and drops those that are NOT_APPLICABLE. */
export class FakeConfigService implements ConfigApi {
  readonly line: Line;
  readonly submissions: Submission[] = [];
  readonly results = new Map<string, StoredResult>();
  /** Chooses the evaluations of a submission that AWS Config does not take. */
  onSubmission: (submission: Submission) => readonly ResourceKey[] = () => [];

  constructor(clock: Clock, results: StoredResults = new Map()) {
    this.line = new Line(clock);
    this.results = new Map(results);
  }

  listResults(configRuleName: string, nextToken: string | undefined, timeoutMs: number) {
    return this.line.carry('config:GetComplianceDetailsByConfigRule', configRuleName, timeoutMs, () =>
      pageOf([...this.results.values()], nextToken, 100),
    );
  }

  putEvaluations(submission: Submission, timeoutMs: number) {
    return this.line.carry('config:PutEvaluations', '', timeoutMs, () => {
      this.submissions.push(submission);
      const failed = this.onSubmission(submission);
      if (!submission.testMode) this.#store(submission, new Set(failed.map(resultKey)));
      return failed;
    });
  }

  /** What AWS Config shows: `AIDA-alice COMPLIANT`, in the order of the ids. */
  get shown(): readonly string[] {
    return [...this.results.values()]
      .map(({ resourceId, compliance }) => `${resourceId} ${compliance}`)
      .sort();
  }

  #store({ evaluations, orderingTimestamp }: Submission, failed: ReadonlySet<string>): void {
    for (const evaluation of evaluations.filter((candidate) => !failed.has(resultKey(candidate)))) {
      const { compliance } = evaluation;
      if (compliance === 'NOT_APPLICABLE') this.results.delete(resultKey(evaluation));
      else {
        const result = { ...evaluation, compliance, orderingTimestamp: orderingTimestamp.getTime() };
        this.results.set(resultKey(evaluation), result);
      }
    }
  }
}

/** A result as an earlier run has stored it. */
export function storedResult(resourceId: string, result: Partial<StoredResult> = {}): StoredResult {
  return {
    resourceType: 'AWS::IAM::User',
    resourceId,
    compliance: 'COMPLIANT',
    annotation: 'from an earlier run',
    orderingTimestamp: Date.parse('2027-01-14T12:00:00Z'),
    ...result,
  };
}

export function holding(...results: readonly StoredResult[]): StoredResults {
  return new Map(results.map((result) => [resultKey(result), result]));
}
