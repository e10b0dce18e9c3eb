import type { Evaluation } from '@aws-sdk/client-config-service';
import type { AnsweredCall } from '../../sandbox/call-log';
import type { Attempt } from '../../sandbox/deploy/lambda/attempt';
import { type Compliance, follows } from '../simulation/oracle';
import type { AnswersOfCalls } from './answers-of-calls';

type Parameters = Readonly<Record<string, string>>;

/** One turn of deliveries of an event, and what AWS Config holds after it. */
export interface Turn {
  readonly answered: AnswersOfCalls;
  readonly attempts: readonly Attempt[];
  readonly parameters: Parameters;
  readonly timeoutMs: number;
  /** Ids of the users who had a result of this event when the turn began. */
  readonly settled: ReadonlySet<string>;
  /** What AWS Config holds of a user; NOT_APPLICABLE where it holds nothing. */
  readonly held: (userId: string) => Held;
}

export interface Held {
  readonly compliance: Compliance;
  readonly ofThisEvent: boolean;
}

const GONE = 'The user no longer exists.';

/** What is wrong with a submission the moment it reaches AWS Config. */
export function inspectSubmission(
  { input }: AnsweredCall,
  answered: AnswersOfCalls,
  parameters: Parameters,
): readonly string[] {
  const { Evaluations = [] }: { readonly Evaluations?: readonly Evaluation[] } = Object(input);
  const ids = new Set(Evaluations.map(({ ComplianceResourceId: id }) => id));
  return [
    ...(Evaluations.length > 100 ? [`a batch of ${Evaluations.length} evaluations`] : []),
    ...(ids.size < Evaluations.length ? ['a batch names a resource twice'] : []),
    ...Evaluations.flatMap((evaluation) => {
      const why = unjustified(evaluation, answered, parameters);
      const { ComplianceResourceId: id, ComplianceType: type, Annotation: annotation } = evaluation;
      return why === undefined ? [] : [`${id} ${type} (${annotation}): ${why}`];
    }),
  ];
}

function unjustified(
  {
    ComplianceResourceType: type,
    ComplianceResourceId: id = '',
    ComplianceType,
    Annotation = '',
  }: Evaluation,
  { answers, lists }: AnswersOfCalls,
  parameters: Parameters,
): string | undefined {
  const compliance = complianceNamed(ComplianceType);
  if (type === 'AWS::::Account') {
    const follows = answers.root.some(
      ({ password, mfa }) => (password && !mfa ? 'NON_COMPLIANT' : 'COMPLIANT') === compliance,
    );
    return follows ? undefined : 'it does not follow from GetAccountSummary';
  }
  if (Annotation === GONE) {
    if (compliance !== 'NOT_APPLICABLE') return 'a user that is gone has no compliance';
    return lists.some((list) => !list.has(id)) ? undefined : 'every list of users shows it';
  }
  const later = lists.slice(1);
  if (later.length > 0 && !later.some((list) => list.has(id)))
    return 'the last list of users does not show it';
  const { names } = answers.about(id);
  if (!names.some(({ userName }) => Annotation.startsWith(`${userName} `))) return 'it names somebody else';
  return follows(id, answers, parameters, { compliance })
    ? undefined
    : `it does not follow from ${JSON.stringify(answers.about(id))}`;
}

function complianceNamed(name: string | undefined): Compliance {
  if (name === 'COMPLIANT' || name === 'NON_COMPLIANT' || name === 'NOT_APPLICABLE') return name;
  throw new Error(`${name} is no compliance of a rule`);
}

/** What must be true once a turn is over. */
export function inspectTurn(turn: Turn): readonly string[] {
  return turn.attempts.flatMap(({ outcome, durationMs }) => {
    const late = durationMs < turn.timeoutMs ? [] : [`it took ${durationMs} ms of ${turn.timeoutMs}`];
    switch (outcome.type) {
      case 'succeeded':
        return [...late, ...quietEnd(turn)];
      case 'error':
        return [...late, ...thrownEnd(turn, outcome.error.errorMessage)];
      default:
        return [`it ended by ${outcome.type}: ${outcome.error.errorMessage}`];
    }
  });
}

/** A run that ends well has left nobody out. */
function quietEnd(turn: Turn): readonly string[] {
  const { lists } = turn.answered;
  if (lists.length < 2) return ['it ended well without two lists of users'];
  return [
    ...unresolved(turn).map(([, name]) => `it ended well, and ${name} has no result`),
    ...(turn.attempts.length === 1 ? passedOver(turn) : []),
  ];
}

const NOBODY: ReadonlyMap<string, string> = new Map();

/** Names that passed on during the run without a word, but for users who had their result. */
function passedOver({ answered: { lists }, settled }: Turn): readonly string[] {
  const [first = NOBODY, last = NOBODY] = [lists[0], lists.at(-1)];
  const namesLeft = new Set([...last].flatMap(([id, name]) => (first.has(id) ? [] : [name])));
  return [...first].flatMap(([id, name]) => {
    const now = last.get(id);
    if (now === undefined) return namesLeft.has(name) ? [`it ended well, and ${name} is somebody else`] : [];
    return now === name || settled.has(id) ? [] : [`it ended well, and ${name} is called ${now} now`];
  });
}

/** Users that every list showed under one name, without a result of this event that IAM's answers support. */
function unresolved({
  answered: { answers, lists },
  held,
  parameters,
}: Turn): readonly (readonly [string, string])[] {
  return [...(lists[0] ?? [])].filter(([id, name]) => {
    if (!lists.every((list) => list.get(id) === name)) return false;
    const { compliance, ofThisEvent } = held(id);
    if (ofThisEvent) return false;
    // What AWS Config holds already is not sent again.
    return !(parameters['report'] === 'changes' && follows(id, answers, parameters, { compliance }));
  });
}

const COUNT = /(\d+) users? ha(?:s|ve) no result of this run/;

/** A run that throws says whom it leaves without a result: up to 20 by name, and how many. */
function thrownEnd(turn: Turn, message: string): readonly string[] {
  const { lists } = turn.answered;
  // Of two deliveries side by side, one may have read the list and the other not.
  const mayLackList = lists.length === 0 || turn.attempts.length > 1;
  if (mayLackList && /^(AwsCallFailed|OutOfTime): iam:ListUsers /.test(message)) return [];
  if (!message.startsWith('IncompleteRun: ')) return [`it is not said to be incomplete: ${message}`];
  const missing = unresolved(turn);
  const said = Number(COUNT.exec(message)?.[1] ?? 0);
  if (said < missing.length) return [`${missing.length} users are without a result, and it says ${message}`];
  if (said > 20) return [];
  return missing
    .filter(([, name]) => !message.includes(name))
    .map(([, name]) => `${name} has no result, and it says ${message}`);
}
