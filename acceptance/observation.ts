import { ASSUMPTION_IDS, ASSUMPTIONS, type AssumptionId } from './assumptions';
import { type Assumption, textOf } from './catalog/assumption';

/** What the program saw of an assumption. */
export type Observation =
  | { readonly status: 'held'; readonly saw?: string }
  | { readonly status: 'did not hold'; readonly saw: string }
  | { readonly status: 'could not be observed'; readonly why: string };

export const held = (saw?: string): Observation =>
  saw === undefined ? { status: 'held' } : { status: 'held', saw };
export const didNotHold = (saw: string): Observation => ({ status: 'did not hold', saw });
export const notObserved = (why: string): Observation => ({ status: 'could not be observed', why });

/** Observations by assumption, in the order of the catalog. An assumption keeps its first observation. */
export class Observations {
  readonly #made = new Map<AssumptionId, Observation>();

  constructor(private readonly print: (line: string) => void) {}

  has(id: AssumptionId): boolean {
    return this.#made.has(id);
  }

  /** Prints the line of an assumption, once. */
  record(id: AssumptionId, observation: Observation): void {
    if (this.#made.has(id)) return;
    this.#made.set(id, observation);
    this.print(lineOf(id, observation));
  }

  /** Gives every assumption that has no line yet the reason why. */
  recordRest(why: string): void {
    for (const id of ASSUMPTION_IDS) {
      const { unobservable }: Assumption = ASSUMPTIONS[id];
      this.record(id, notObserved(unobservable === undefined ? why : textOf(unobservable)));
    }
  }

  get failed(): number {
    return [...this.#made.values()].filter(({ status }) => status === 'did not hold').length;
  }

  /** How many there are of each. */
  get summary(): string {
    const count = (status: Observation['status']) =>
      [...this.#made.values()].filter((observation) => observation.status === status).length;
    return `${count('held')} held, ${count('did not hold')} did not hold, ${count('could not be observed')} could not be observed`;
  }
}

function lineOf(id: AssumptionId, observation: Observation): string {
  const { statement } = ASSUMPTIONS[id];
  const start = `${observation.status}: ${id}: ${statement}`;
  switch (observation.status) {
    case 'held':
      return observation.saw === undefined ? start : `${start} Saw: ${observation.saw}`;
    case 'did not hold':
      return `${start} Saw: ${observation.saw}`;
    case 'could not be observed':
      return `${start} Why: ${observation.why}`;
  }
}
