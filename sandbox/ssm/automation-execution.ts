import type { Parameters } from './automation-document';

/** A step as it went. */
export interface StepExecution {
  readonly stepName: string;
  readonly action: string;
  readonly stepStatus: 'Success' | 'Failed';
  readonly startTime: Date;
  readonly endTime: Date;
  readonly failureMessage: string | undefined;
  /** By name, e.g. `Payload`. */
  readonly outputs: Readonly<Record<string, string>>;
  /** What the function wrote to its output, in lines. */
  readonly log: readonly string[];
}

/** One run of an SSM Automation document. */
export interface AutomationExecution {
  readonly executionId: string;
  readonly documentName: string;
  readonly parameters: Parameters;
  readonly status: 'InProgress' | 'Success' | 'Failed';
  readonly startTime: Date;
  readonly steps: readonly StepExecution[];
  /** What the document gives out, e.g. `AddUserToGroup.Payload`. */
  readonly outputs: Readonly<Record<string, string>>;
  readonly failureMessage: string | undefined;
}
