import type { ConfigRule } from './config-rule';
import { Directory } from './directory';
import { type EvaluationResult, resultKey } from './evaluation-result';
import type { RemediationConfiguration, RemediationExecution } from './remediation';
import type { TimelineEntry } from './timeline';

/** What AWS Config recorded about a result token when it invoked the rule's function with it. */
export interface ResultToken {
  readonly token: string;
  readonly configRuleId: string;
  /** When the rule was invoked. */
  readonly invokedTime: Date;
  readonly expires: Date;
}

export interface ConfigurationRecorder {
  readonly name: string;
  readonly roleArn: string;
  readonly recording: boolean;
}

/** A recorder that an AWS service has for itself, such as Security Hub's. */
export interface ServiceLinkedRecorder extends ConfigurationRecorder {
  readonly servicePrincipal: string;
}

/** What AWS Config holds of the account. */
export interface ConfigState {
  /** The customer managed recorder: AWS Config takes no rule without one. */
  recorder: ConfigurationRecorder | undefined;
  /** These do not let anybody make a rule. */
  readonly serviceLinkedRecorders: ServiceLinkedRecorder[];
  readonly rules: Directory<ConfigRule>;
  /** Results by the rule's id. */
  readonly results: Map<string, Directory<EvaluationResult>>;
  readonly resultTokens: Map<string, ResultToken>;
  /** By the rule's name. */
  readonly remediations: Map<string, RemediationConfiguration>;
  /** By the rule's name. */
  readonly remediationExecutions: Map<string, Directory<RemediationExecution>>;
  /** Every evaluation that was stored, oldest first. */
  readonly timeline: TimelineEntry[];
}

export function newConfigState(): ConfigState {
  return {
    recorder: undefined,
    serviceLinkedRecorders: [],
    rules: new Directory<ConfigRule>(
      ({ configRuleId }) => configRuleId,
      ({ configRuleName }) => configRuleName,
    ),
    results: new Map(),
    resultTokens: new Map(),
    remediations: new Map(),
    remediationExecutions: new Map(),
    timeline: [],
  };
}

export function newResults(): Directory<EvaluationResult> {
  return new Directory<EvaluationResult>(resultKey, resultKey);
}

export function newRemediationExecutions(): Directory<RemediationExecution> {
  return new Directory<RemediationExecution>(resultKey, resultKey);
}
