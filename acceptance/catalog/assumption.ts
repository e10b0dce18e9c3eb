/** Something that the design takes for granted about AWS. docs/assumptions.md says why, and how it is observed. */
export interface Assumption {
  readonly statement: string;
  /** Absent where this program can observe it. */
  readonly unobservable?: Unobservable;
}

/** Why this program can never observe an assumption, and what a person can do instead. */
export interface Unobservable {
  readonly why: string;
  readonly byHand: string;
}

export function textOf({ why, byHand }: Unobservable): string {
  return `${why}. To check by hand: ${byHand}`;
}
