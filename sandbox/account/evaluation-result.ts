/** What a rule may say of a resource. */
export type Compliance = 'COMPLIANT' | 'NON_COMPLIANT' | 'NOT_APPLICABLE';

export interface ResourceKey {
  readonly resourceType: string;
  readonly resourceId: string;
}

/** What a rule's function submits. */
export interface Evaluation extends ResourceKey {
  readonly compliance: Compliance;
  readonly annotation: string | undefined;
  /** When AWS Config made the notification that the evaluation answers. */
  readonly orderingTimestamp: Date;
}

/** The evaluation that counts for a resource. */
export interface EvaluationResult extends Evaluation {
  readonly configRuleInvokedTime: Date;
  readonly resultRecordedTime: Date;
}

/** Results are per type and id of a resource. */
export function resultKey({ resourceType, resourceId }: ResourceKey): string {
  return `${resourceType} ${resourceId}`;
}
