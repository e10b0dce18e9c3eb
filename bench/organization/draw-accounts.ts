import * as fc from 'fast-check';
import { ASSUMPTIONS } from './assumptions';

/** An account as far as the simulation cares. */
export interface DrawnAccount {
  readonly users: number;
  /** Whether the stack cannot be created there. */
  readonly isFailing: boolean;
  /** How long its stack takes, in whole seconds. */
  readonly stackSeconds: number;
  /** When its function reads the code, in whole seconds after the stack has begun. */
  readonly codeReadAfterSeconds: number;
}

/** How many numbers an account is made of. */
const NUMBERS = 5;

/** Accounts by the assumptions. The same seed draws the same. */
export function drawAccounts(count: number, seed: number): readonly DrawnAccount[] {
  const numbers = uniforms(count * NUMBERS, seed);
  return Array.from({ length: count }, (_, index) => {
    const [one = 0, two = 0, three = 0, four = 0, five = 0] = numbers.slice(
      index * NUMBERS,
      (index + 1) * NUMBERS,
    );
    return {
      users: users(normal(one, two)),
      isFailing: three < ASSUMPTIONS.shareFailing,
      stackSeconds: within(ASSUMPTIONS.stackSeconds, four),
      codeReadAfterSeconds: within(ASSUMPTIONS.codeReadAfterSeconds, five),
    };
  });
}

/** Numbers between 0 and 1, all equally likely. */
function uniforms(count: number, seed: number): readonly number[] {
  const parts = 2 ** 30;
  const numbers = fc.noBias(fc.integer({ min: 0, max: parts - 1 }));
  return fc.sample(numbers, { numRuns: count, seed }).map((number) => (number + 0.5) / parts);
}

/** Box and Muller's. */
function normal(one: number, two: number): number {
  return Math.sqrt(-2 * Math.log(one)) * Math.cos(2 * Math.PI * two);
}

function users(deviation: number): number {
  const { medianUsers, sigmaOfUsers, mostUsers } = ASSUMPTIONS;
  return Math.min(mostUsers, Math.round(medianUsers * Math.exp(sigmaOfUsers * deviation)));
}

function within([least, most]: readonly [number, number], share: number): number {
  return Math.floor(least + share * (most - least + 1));
}
