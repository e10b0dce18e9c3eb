import type { Submission } from '../../lambda/ports';
import { ConsoleMfaError } from '../../rule/core/errors';
import type { Evaluation, StoredResult } from '../../rule/core/evaluation';
import type { DeliveryRecord } from './delivery-record';
import { complianceOf, follows, type Ruling } from './oracle';
import { ACCOUNT_ID, type Scenario } from './scenario';
import { keyOf, type SimulatedConfig } from './simulated-config';
import type { Call } from './wire';

type Parameters = Scenario['parameters'];
type Listed = NonNullable<DeliveryRecord['end']>;

const ROOT = `AWS::::Account/${ACCOUNT_ID}`;
const HISTORY = 'config:GetComplianceDetailsByConfigRule';

/** What every submission must be, the moment it reaches AWS Config. */
export function inspectSubmission(
  { evaluations, orderingTimestamp, resultToken }: Submission,
  delivery: DeliveryRecord,
  parameters: Parameters,
): void {
  const breach = (text: string) => delivery.breaches.push(text);
  if (evaluations.length > 100) breach(`a batch of ${evaluations.length} evaluations`);
  if (new Set(evaluations.map(keyOf)).size < evaluations.length) breach('a batch names a resource twice');
  if (resultToken !== `token-${delivery.delivery.event}`)
    breach(`the token ${resultToken} is another event's`);
  if (orderingTimestamp.getTime() !== delivery.orderingTimestamp)
    breach("the ordering timestamp is another event's");
  for (const evaluation of evaluations) {
    const { annotation } = evaluation;
    if (annotation.length < 1 || annotation.length > 256)
      breach(`an annotation of ${annotation.length} characters`);
    const why = unjustified(evaluation, delivery, parameters);
    if (why !== undefined)
      breach(`${evaluation.resourceId} ${evaluation.compliance} (${annotation}): ${why}`);
  }
}

/** What an evaluation does not follow from; `undefined` where it follows from IAM's answers. */
function unjustified(
  { resourceType, resourceId, compliance, annotation }: Evaluation,
  { answers, end }: DeliveryRecord,
  parameters: Parameters,
): string | undefined {
  if (resourceType === 'AWS::::Account')
    return unjustifiedRoot(resourceId, compliance, answers.root, parameters);
  if (annotation === 'The user no longer exists.') {
    if (compliance !== 'NOT_APPLICABLE') return 'a user that is gone has no compliance';
    if (end === undefined) return 'no list of users was read to its end that could lack this one';
    return end.has(resourceId) ? 'the last list of users shows it' : undefined;
  }
  if (end?.has(resourceId) === false) return 'the last list of users does not show it';
  const ruling = rulingOf(annotation);
  if (ruling === undefined) return 'an annotation of an unknown form';
  if (complianceOf(ruling) !== compliance) return 'the annotation contradicts it';
  const named = answers.about(resourceId).names.some(({ userName }) => annotation.startsWith(`${userName} `));
  if (!named) return 'the annotation names somebody else';
  const justified = follows(resourceId, answers, parameters, { compliance, ruling });
  return justified
    ? undefined
    : `${ruling} does not follow from ${JSON.stringify(answers.about(resourceId))}`;
}

function unjustifiedRoot(
  resourceId: string,
  compliance: Evaluation['compliance'],
  answered: readonly { readonly password: boolean; readonly mfa: boolean }[],
  parameters: Parameters,
): string | undefined {
  if (resourceId !== ACCOUNT_ID) return 'another account';
  if (parameters['includeRoot'] !== 'true') {
    return compliance === 'NOT_APPLICABLE' ? undefined : 'the root user is not to be evaluated';
  }
  const justified = answered.some(
    ({ password, mfa }) => (password && !mfa ? 'NON_COMPLIANT' : 'COMPLIANT') === compliance,
  );
  return justified ? undefined : 'it does not follow from GetAccountSummary';
}

const WORDINGS: readonly (readonly [RegExp, (found: RegExpExecArray) => Ruling])[] = [
  [/ has no console password\. /, () => 'noPassword'],
  [/ has an accepted MFA device /, () => 'device'],
  [/ and no MFA device.* Grace ends (\S+); /, ([, instant]) => `grace until ${instant}`],
  [/ has a console password and no MFA device.* To do: /, () => 'failing'],
  [/ is exempt /, () => 'exempt'],
];

function rulingOf(annotation: string): Ruling | undefined {
  for (const [wording, ruling] of WORDINGS) {
    const found = wording.exec(annotation);
    if (found !== null) return ruling(found);
  }
  return undefined;
}

/** What must be true once a delivery is over. */
export function inspectDelivery(
  delivery: DeliveryRecord,
  config: SimulatedConfig,
  calls: readonly Call[],
  { parameters, changes }: Scenario,
): readonly string[] {
  const reportsAll = parameters['report'] !== 'changes';
  const toldInTime = isToldInTime(delivery, calls);
  return [
    ...delivery.breaches,
    ...late(delivery, calls),
    ...(delivery.error === undefined
      ? quietEnd(delivery, config, parameters)
      : thrownEnd(delivery, config, parameters)),
    // A name that passes on makes a question about one user one about another.
    ...(reportsAll && changes.length === 0 && toldInTime && delivery.sawAllResults
      ? askedAgain(delivery, calls)
      : []),
  ];
}

function late({ endedAt, deadline }: DeliveryRecord, calls: readonly Call[]): readonly string[] {
  const lastCall = calls.reduce((latest, { ended }) => Math.max(latest, ended), 0);
  return [
    ...(endedAt < deadline ? [] : [`the run ends ${endedAt - deadline} ms after its deadline`]),
    ...(lastCall <= deadline ? [] : [`a call ends ${lastCall - deadline} ms after the deadline`]),
  ];
}

/** A run that ends well has left nobody out. */
function quietEnd(
  delivery: DeliveryRecord,
  config: SimulatedConfig,
  parameters: Parameters,
): readonly string[] {
  const { beginning, end, puts, historyRead } = delivery;
  if (beginning === undefined || end === undefined) return ['it ends well without two lists of users'];
  return [
    ...(puts.some(({ acknowledged }) => acknowledged !== undefined) ? [] : ['it submits nothing']),
    ...(historyRead ? [] : ['it ends well without having read what AWS Config holds']),
    ...unreadGroups(delivery, parameters),
    ...replacedUsers(beginning, end).map(
      (userName) => `it ends well, and ${userName} was replaced without a word`,
    ),
    ...[...beginning.values()]
      .filter(({ userId }) => end.has(userId) && !isSuperseded(`AWS::IAM::User/${userId}`, delivery, config))
      .filter(({ userId }) => !mayBeResolved(userId, delivery, config, parameters))
      .map(({ userId, userName }) => `it ends well, and ${userName} (${userId}) is left out`),
    ...(parameters['includeRoot'] === 'true' && !config.results.has(ROOT) && delivery.sawAllResults
      ? ['the root user is left out']
      : []),
    // A result that AWS Config did not show yet is cleared by a later run.
    ...[...(delivery.sawAllResults ? config.results.values() : [])]
      .filter((held) => held.orderingTimestamp <= delivery.orderingTimestamp)
      .filter((held) => isObsolete(held, end, parameters))
      .map((held) => `AWS Config still holds a result of ${keyOf(held)}`),
  ];
}

/** The names of users that are gone which have passed to users who were not there at the beginning. */
function replacedUsers(beginning: Listed, end: Listed): readonly string[] {
  const left = [...beginning.values()]
    .filter(({ userId }) => !end.has(userId))
    .map(({ userName }) => userName);
  return [...end.values()]
    .filter(({ userId, userName }) => !beginning.has(userId) && left.includes(userName))
    .map(({ userName }) => userName);
}

function unreadGroups({ answers }: DeliveryRecord, parameters: Parameters): readonly string[] {
  const groups = parameters['exemptGroups']?.split(';') ?? [];
  return groups
    .filter((group) => !answers.group(group).wasRead)
    .map((group) => `it ends well without having read ${group}`);
}

function isObsolete(
  { resourceType, resourceId }: StoredResult,
  end: ReadonlyMap<string, unknown>,
  parameters: Parameters,
): boolean {
  if (resourceType === 'AWS::IAM::User') return !end.has(resourceId);
  return resourceType === 'AWS::::Account' && parameters['includeRoot'] !== 'true';
}

/** A run of a later event has had the last word. */
function isSuperseded(key: string, { orderingTimestamp }: DeliveryRecord, config: SimulatedConfig): boolean {
  return config.taken.some((taken) => taken.key === key && taken.orderingTimestamp > orderingTimestamp);
}

/**
 * The same, but with report `changes` only for a run that saw all results of earlier ones: what it compares with an
 * older result may be corrected by a later run alone.
 */
function mayBeResolved(
  userId: string,
  delivery: DeliveryRecord,
  config: SimulatedConfig,
  parameters: Parameters,
): boolean {
  const comparesWithOlderResults = parameters['report'] === 'changes' && !delivery.sawAllResults;
  return comparesWithOlderResults || isResolved(userId, delivery, config, parameters);
}

/** AWS Config shows what follows about the user, from this run or, with report `changes`, from before. */
function isResolved(
  userId: string,
  { answers, orderingTimestamp }: DeliveryRecord,
  config: SimulatedConfig,
  parameters: Parameters,
): boolean {
  const key = `AWS::IAM::User/${userId}`;
  const ofThisRun = config.taken.filter(
    (taken) => taken.key === key && taken.orderingTimestamp === orderingTimestamp,
  );
  if (parameters['report'] !== 'changes' && ofThisRun.length === 0) return false;
  const compliance = config.results.get(key)?.compliance ?? 'NOT_APPLICABLE';
  return follows(userId, answers, parameters, { compliance });
}

/** A run that throws says whom it has left out. */
function thrownEnd(
  delivery: DeliveryRecord,
  config: SimulatedConfig,
  parameters: Parameters,
): readonly string[] {
  const { error, beginning, end } = delivery;
  if (!(error instanceof ConsoleMfaError))
    return [`it throws ${error instanceof Error ? error.stack : error}`];
  if (beginning === undefined) return error.code === 'IncompleteRun' ? ['users without a list'] : [];
  if (error.code !== 'IncompleteRun') return [`users were listed, and the run throws ${error.code}`];
  const counted = Number(/(\d+) users? ha(?:s|ve) no result of this run/.exec(error.message)?.[1] ?? 0);
  const listed = [...beginning.values()].filter(({ userId }) => end?.has(userId) !== false);
  const left = listed.filter(({ userId }) => isLeftOut(userId, delivery, config, parameters));
  const most = mostLeftOut(delivery);
  const named = left.filter(({ userName }) => names(error.message, userName));
  return [
    ...(counted < left.length
      ? [`${left.length} users are left out and it counts ${counted}: ${error.message}`]
      : []),
    ...(counted > most ? [`at most ${most} are left out and it counts ${counted}`] : []),
    ...(named.length < left.length && (counted <= 20 || named.length > 20)
      ? [`${left.length} users are left out and it names ${named.length}: ${error.message}`]
      : []),
  ];
}

/** Nothing in AWS Config is of this run, nor, with report `changes`, what this run would have said. */
function isLeftOut(
  userId: string,
  delivery: DeliveryRecord,
  config: SimulatedConfig,
  parameters: Parameters,
): boolean {
  const key = `AWS::IAM::User/${userId}`;
  if (
    config.taken.some((taken) => taken.key === key && taken.orderingTimestamp >= delivery.orderingTimestamp)
  ) {
    return false;
  }
  return parameters['report'] !== 'changes' || !mayBeResolved(userId, delivery, config, parameters);
}

/** Everybody in the lists who was not known to be settled, and everything sent, that AWS Config did not say it has taken. */
function mostLeftOut(delivery: DeliveryRecord): number {
  const { beginning, end, puts, settled, historyRead, sawAllResults } = delivery;
  const listed = [...(beginning?.keys() ?? []), ...(end?.keys() ?? [])].map((id) => `AWS::IAM::User/${id}`);
  const isKnown = (key: string) => historyRead && sawAllResults && settled.has(key);
  const open = new Set(listed.filter((key) => !isKnown(key)));
  for (const { evaluations } of puts) for (const evaluation of evaluations) open.add(keyOf(evaluation));
  for (const { acknowledged } of puts)
    for (const evaluation of acknowledged ?? []) open.delete(keyOf(evaluation));
  return open.size;
}

function names(message: string, userName: string): boolean {
  return new RegExp(`(^|[ ,.])${userName}([,:. ]|$)`).test(message);
}

/** Whether the run learnt in time what earlier deliveries have settled: it does not wait for that without end. */
function isToldInTime({ historyRead, firstPageTells }: DeliveryRecord, calls: readonly Call[]): boolean {
  const untold = calls.filter(({ action, outcome }) => action === HISTORY && outcome !== 'answered');
  return historyRead && firstPageTells && untold.length < 3;
}

/** A repeated delivery, which the first page of results gives away, asks nothing about whom an earlier one settled. */
function askedAgain({ settled }: DeliveryRecord, calls: readonly Call[]): readonly string[] {
  const again = calls.filter(({ about }) => about !== undefined && settled.has(`AWS::IAM::User/${about}`));
  return again
    .slice(0, 1)
    .map(({ action, about }) => `${action} about ${about}, whose result is of this run already`);
}
