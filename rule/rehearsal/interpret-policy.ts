import type { Condition, PolicyDocument, Statement } from '../policies/policy-document';
import { type Answer, all, any, not, Undecided } from './answer';
import { conditionsHold } from './conditions';
import { matchesAction, matchesResource } from './patterns';
import type { PolicyRequest } from './request';

/** Whether a policy denies a request. What it allows is not asked. */
export type Denial =
  | { readonly type: 'denied'; readonly sid: string }
  | { readonly type: 'not-denied' }
  | { readonly type: 'unknown'; readonly reason: string };

/**
 * Interprets the document itself, so that it cannot say something else than the policy that is attached. What the
 * interpreter does not know, and what the request leaves open, is `unknown` unless another part decides without it.
 */
export function interpret(policy: PolicyDocument, request: PolicyRequest): Denial {
  let undecided: Undecided | undefined;
  for (const statement of policy.Statement) {
    const applies = statement.Effect === 'Allow' ? false : appliesTo(statement, request);
    if (applies === true) return { type: 'denied', sid: statement.Sid };
    if (applies !== false) undecided ??= applies;
  }
  return undecided === undefined ? { type: 'not-denied' } : { type: 'unknown', reason: undecided.reason };
}

function appliesTo(statement: Statement, { action, resource, context }: PolicyRequest): Answer {
  return all(
    () => actionsInclude(statement, action),
    () => conditionsHold(conditionOf(statement), context),
    () => resourcesInclude(statement, (pattern) => matchesResource(pattern, resource, context)),
    () => isUnderstood(statement),
  );
}

const NO_CONDITION: Condition = {};

function conditionOf({ Condition = NO_CONDITION }: Statement): Condition {
  return Condition;
}

const UNDERSTOOD: ReadonlySet<string> = new Set([
  'Sid',
  'Effect',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
]);

function isUnderstood(statement: Statement): Answer {
  const other = Object.keys(statement).find((element) => !UNDERSTOOD.has(element));
  return other === undefined || new Undecided(`the policy has the element ${other}`);
}

/** By statement, what was found for an action: a record of a million calls has few different ones. */
const found = new WeakMap<Statement, Map<string, boolean>>();

function actionsInclude(statement: Statement, action: string | Undecided): Answer {
  if (action instanceof Undecided) return action;
  let answers = found.get(statement);
  if (answers === undefined) {
    answers = new Map();
    found.set(statement, answers);
  }
  let answer = answers.get(action);
  if (answer === undefined) {
    answer = matchesList(statement, action);
    answers.set(action, answer);
  }
  return answer;
}

function matchesList(statement: Statement, action: string): boolean {
  const isOneOf = (patterns: readonly string[]) => patterns.some((pattern) => matchesAction(pattern, action));
  return 'Action' in statement ? isOneOf(statement.Action) : !isOneOf(statement.NotAction);
}

function resourcesInclude(statement: Statement, matches: (pattern: string) => Answer): Answer {
  return 'Resource' in statement
    ? any(statement.Resource.map(matches))
    : not(any(statement.NotResource.map(matches)));
}
