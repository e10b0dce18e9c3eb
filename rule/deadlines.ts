/** The instants by which the stages of a run must have ended, in milliseconds since the epoch. */
export interface Deadlines {
  readonly questions: number;
  readonly confirmation: number;
  readonly submission: number;
}

/** The share of a run's time that is kept back for confirming and submitting. */
const RESERVED_SHARE = 0.15;
const LEAST_RESERVED_MS = 5_000;
/** What the last submission leaves to the process for logs and metrics. */
const LAST_WORDS_MS = 500;

/**
 * Divides the time of a run. Questions end early enough for the second ListUsers, and that for the submission, so
 * that what is known is submitted however slow AWS is.
 */
export function deadlinesOf(began: number, deadline: number): Deadlines {
  const time = deadline - began;
  const reserved = Math.min(time / 2, Math.max(time * RESERVED_SHARE, LEAST_RESERVED_MS));
  return {
    questions: deadline - reserved,
    confirmation: deadline - reserved / 2,
    submission: deadline - Math.min(LAST_WORDS_MS, reserved / 10),
  };
}
