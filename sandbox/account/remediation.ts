import type { ResourceKey } from './evaluation-result';

/** What a parameter of the automation is given: always the same, or the id of the resource. */
export type RemediationParameter =
  | { readonly type: 'static'; readonly values: readonly string[] }
  | { readonly type: 'resource id' };

/** What AWS Config does about the NON_COMPLIANT resources of a rule. A rule has one at most. */
export interface RemediationConfiguration {
  readonly configRuleName: string;
  readonly arn: string;
  /** The SSM Automation document. */
  readonly documentName: string;
  readonly documentVersion: string | undefined;
  readonly parameters: Readonly<Record<string, RemediationParameter>>;
  readonly resourceType: string | undefined;
  /** Whether AWS Config starts it after each evaluation. */
  readonly automatic: boolean;
  /** Of the resources that are remediated together, how many percent at a time; one at least. */
  readonly concurrentExecutionRatePercentage: number;
  readonly errorPercentage: number;
  readonly maximumAutomaticAttempts: number | undefined;
  readonly retryAttemptSeconds: number | undefined;
}

export interface RemediationStep {
  readonly name: string;
  readonly state: 'SUCCEEDED' | 'FAILED';
  readonly errorMessage: string | undefined;
  readonly startTime: Date;
  readonly stopTime: Date;
}

/** The last remediation of a resource. */
export interface RemediationExecution extends ResourceKey {
  readonly state: 'QUEUED' | 'IN_PROGRESS' | 'SUCCEEDED' | 'FAILED';
  readonly steps: readonly RemediationStep[];
  readonly invocationTime: Date;
  readonly lastUpdatedTime: Date;
}

/** Whether it is not over yet. */
export function isUnderWay({ state }: RemediationExecution): boolean {
  return state === 'QUEUED' || state === 'IN_PROGRESS';
}
