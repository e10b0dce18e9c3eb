import type { ConfigRule } from '../../account/config-rule';
import type { Evaluation, ResourceKey } from '../../account/evaluation-result';
import type { RemediationConfiguration } from '../../account/remediation';
import type { TimelineEntry } from '../../account/timeline';

/** What AWS Config's actions reach beyond the account's state. */
export interface ConfigHooks {
  /** Whether the function exists and its resource policy lets AWS Config invoke it for this account. */
  mayInvoke(functionArn: string): boolean;
  /** A new rule is evaluated at once, and from then on at its frequency. */
  schedule(rule: ConfigRule): void;
  /** The rule's frequency is another now. */
  reschedule(rule: ConfigRule): void;
  unschedule(rule: ConfigRule): void;
  /** Starts an evaluation and does not wait for it. */
  evaluate(rule: ConfigRule): void;
  /** Whether PutEvaluations shall list this evaluation among those that failed. */
  refuses(evaluation: Evaluation): boolean;
  /** Told of each evaluation that PutEvaluations has stored. */
  readonly recorded?: (entry: TimelineEntry) => void;
  /** Whether SSM has a document of this name. */
  hasDocument(name: string): boolean;
  /** Starts the remediation of some resources and does not wait for it. */
  remediate(configuration: RemediationConfiguration, resources: readonly ResourceKey[]): void;
}
