import type { Condition } from '../policies/policy-document';
import { type Answer, all, Undecided } from './answer';
import type { RequestContext } from './request';

/** Whether all conditions of a statement hold. */
export function conditionsHold(condition: Condition, context: RequestContext): Answer {
  return all(
    ...Object.entries(condition).flatMap(([operator, keys]) =>
      Object.entries(keys).map(
        ([key, wanted]) =>
          () =>
            holds(operator, context(key), wanted),
      ),
    ),
  );
}

type Test = (value: string | null, wanted: string) => Answer;

/**
 * The operators of the enforcement policy. With a key that the request does not have, an operator does not hold, one
 * with `IfExists` does, and `Null` asks for exactly that.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
const OPERATORS: ReadonlyMap<string, Test> = new Map<string, Test>([
  ['Bool', (value, wanted) => value !== null && sameTruth(value, wanted)],
  ['BoolIfExists', (value, wanted) => value === null || sameTruth(value, wanted)],
  ['DateGreaterThanEquals', (value, wanted) => value !== null && !isBefore(value, wanted)],
  ['Null', (value, wanted) => sameTruth(String(value === null), wanted)],
]);

function holds(operator: string, value: string | null | Undecided, wanted: unknown): Answer {
  const test = OPERATORS.get(operator);
  if (test === undefined) return new Undecided(`the policy has the condition operator ${operator}`);
  if (typeof wanted !== 'string') return new Undecided(`the policy has a list of values for ${operator}`);
  return value instanceof Undecided ? value : test(value, wanted);
}

function sameTruth(value: string, wanted: string): boolean {
  return value.toLowerCase() === wanted.toLowerCase();
}

function isBefore(value: string, wanted: string): boolean {
  return Date.parse(value) < Date.parse(wanted);
}
