import type { Compliance, EvaluationResult } from './evaluation-result';

/** An evaluation that AWS Config stored, and the resource's compliance before it. */
export interface TimelineEntry extends EvaluationResult {
  readonly configRuleName: string;
  /** NOT_APPLICABLE if there was no result. */
  readonly previousCompliance: Compliance;
}

/** How many entries are kept: ten evaluations of the largest account. */
export const TIMELINE_LENGTH = 50_000;

/** How many entries are dropped at once, so that dropping seldom happens. */
const DROPPED = 5_000;

export function appendToTimeline(timeline: TimelineEntry[], entry: TimelineEntry): void {
  if (timeline.length >= TIMELINE_LENGTH) timeline.splice(0, DROPPED);
  timeline.push(entry);
}
