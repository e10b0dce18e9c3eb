import fc from 'fast-check';
import { type Played, play } from './play';
import type { Delivery, Fault, Scenario } from './scenario';
import { iamRate, readableUsers, scenarioWith, soundParameters, stormy } from './scenarios';
import type { Call } from './wire';

/** A kind of scenario, and what must be true of it beyond the promise. */
export interface Experiment {
  readonly name: string;
  /** Its share of all schedules. */
  readonly weight: number;
  readonly scenarios: fc.Arbitrary<Scenario>;
  readonly check?: (played: Played, scenario: Scenario) => readonly string[] | Promise<readonly string[]>;
}

const FIRST: Delivery = { event: 0, timeoutMs: 900_000, twice: false, gapMs: 0 };

const QUESTIONS: readonly Call['action'][] = [
  'iam:GetLoginProfile',
  'iam:ListMFADevices',
  'iam:ListUserTags',
];

export const EXPERIMENTS: readonly Experiment[] = [
  { name: 'anything may happen', weight: 20, scenarios: scenarioWith(stormy) },
  {
    name: 'every call fails twice and is throttled, then is answered',
    weight: 2,
    scenarios: scenarioWith({
      users: readableUsers,
      parameters: soundParameters,
      // What there is to ask fits into the time.
      crowd: fc.constant(0),
      everyCallFails: fc.integer({ min: 0, max: 2 }),
      iamRate: fc.option(
        iamRate.filter(({ perSecond }) => perSecond > 1),
        { nil: undefined },
      ),
      faults: fc.array(faultOf({ kind: fc.constant('throttled'), times: fc.integer({ min: 1, max: 30 }) }), {
        maxLength: 3,
      }),
    }),
    check: ({ deliveries }) =>
      deliveries.flatMap(({ error }) => (error === undefined ? [] : [`it should end well: ${error}`])),
  },
  {
    name: 'one user can never be read, over three deliveries',
    weight: 2,
    scenarios: scenarioWith({
      users: readableUsers,
      parameters: soundParameters.map((parameters) => ({ ...parameters, report: 'all' })),
      pageSizes: fc.constant({ users: 2, virtualDevices: 2, devices: 2, tags: 2, members: 2, results: 1000 }),
      faults: fc.tuple(
        faultOf({
          kind: fc.constantFrom('denied', 'refused', 'unavailable', 'cutBefore', 'cutAfter', 'damaged'),
          action: fc.constantFrom('iam:GetLoginProfile', 'iam:ListMFADevices', 'iam:ListUserTags'),
          user: fc.nat({ max: 7 }),
          after: fc.constant(0),
          times: fc.constant('forever'),
        }),
      ),
      deliveries: fc.constant([FIRST, FIRST, FIRST]),
    }),
    check: onlyOneIsLeftOut,
  },
  {
    name: 'what AWS Config holds cannot be read',
    weight: 2,
    scenarios: scenarioWith({
      users: readableUsers,
      parameters: soundParameters,
      faults: fc.tuple(
        faultOf({
          kind: fc.constantFrom(
            'throttled',
            'denied',
            'refused',
            'unavailable',
            'cutBefore',
            'cutAfter',
            'damaged',
          ),
          action: fc.constant('config:GetComplianceDetailsByConfigRule'),
          times: fc.constant('forever'),
        }),
      ),
      deliveries: fc.constantFrom(60_000, 120_000).map((timeoutMs) => [{ ...FIRST, timeoutMs }]),
    }),
    check: everybodyHasAResult,
  },
  {
    name: 'one batch is refused',
    weight: 0.3,
    scenarios: scenarioWith({
      users: readableUsers,
      crowd: fc.integer({ min: 100, max: 320 }),
      parameters: soundParameters.map((parameters) => ({ ...parameters, report: 'all' })),
      faults: fc.tuple(
        faultOf({
          kind: fc.constantFrom('refused', 'denied'),
          action: fc.constant('config:PutEvaluations'),
          after: fc.nat({ max: 1 }),
          times: fc.constant(1),
        }),
      ),
    }),
    check: atMostABatchIsLeftOut,
  },
  {
    name: 'five runs, each too short for everybody',
    weight: 0.2,
    scenarios: scenarioWith({
      users: readableUsers,
      crowd: fc.integer({ min: 280, max: 320 }),
      parameters: fc.constantFrom({}, { report: 'changes' }),
      pageSizes: fc.constant({
        users: 25,
        virtualDevices: 25,
        devices: 1000,
        tags: 1000,
        members: 1000,
        results: 25,
      }),
      history: fc.constant([]),
      ranBefore: fc.constant(false),
      iamRate: fc.constant({ perSecond: 5, burst: 5 }),
      deliveries: fc.constant(
        [0, 1, 2, 3, 4].map((event) => ({ ...FIRST, event, timeoutMs: 25_000, gapMs: 3_600_000 })),
      ),
    }),
    check: (played) => withoutResult(played).map((userId) => `${userId} is never reached`),
  },
  {
    name: 'both report modes end in the same results',
    weight: 2,
    scenarios: scenarioWith({ ...stormy, changes: fc.constant([]), deliveries: fc.constant([FIRST]) }),
    check: modesAgree,
  },
];

function faultOf(
  special: { readonly [Member in keyof Fault]?: fc.Arbitrary<Fault[Member]> },
): fc.Arbitrary<Fault> {
  const any = {
    kind: fc.constant<Fault['kind']>('throttled'),
    action: fc.constantFrom<Fault['action'][]>(...QUESTIONS, 'iam:ListUsers', 'config:PutEvaluations'),
    after: fc.nat({ max: 3 }),
    times: fc.constant<Fault['times']>(1),
  };
  return fc.record({ ...any, ...special });
}

function idsTaken({ config }: Played): ReadonlySet<string> {
  return new Set(config.taken.map(({ key }) => key));
}

function withoutResult(played: Played): readonly string[] {
  const taken = idsTaken(played);
  return played.account.users
    .filter(({ userId }) => !taken.has(`AWS::IAM::User/${userId}`))
    .map(({ userId }) => userId);
}

/** Nobody else pays for the one: neither with a missing result, nor with calls in later deliveries. */
function onlyOneIsLeftOut(played: Played, { faults }: Scenario): readonly string[] {
  const unreadable = played.account.idOf(faults[0]?.user ?? 0);
  const others = withoutResult(played).filter((userId) => userId !== unreadable);
  const [first, second] = played.deliveries;
  const later = played.calls.slice(second?.firstCall ?? played.calls.length);
  const exempt = new Set(
    played.config.taken.flatMap(({ key, compliance }) => (compliance === 'NOT_APPLICABLE' ? [key] : [])),
  );
  const again = later.filter(
    ({ action, about }) =>
      QUESTIONS.includes(action) &&
      about !== unreadable &&
      // AWS Config keeps no NOT_APPLICABLE result, so exempt users are evaluated again.
      !exempt.has(`AWS::IAM::User/${about}`),
  );
  return [
    ...others.map((userId) => `${userId} pays for ${unreadable}: no result`),
    ...again.map(({ action, about }) => `${action} about ${about} is asked again`),
    ...(first === undefined ? ['nothing was delivered'] : []),
  ];
}

/** With what AWS Config holds unknown, everybody is sent, whatever the report mode. */
function everybodyHasAResult(played: Played): readonly string[] {
  const error = played.deliveries[0]?.error;
  if (error === undefined) return [];
  return [
    ...withoutResult(played).map((userId) => `${userId} has no result`),
    ...(String(error).includes('UnreadHistory') ? [] : [`it ends with ${error}`]),
  ];
}

function atMostABatchIsLeftOut(played: Played): readonly string[] {
  const left = withoutResult(played).length;
  return left <= 100 ? [] : [`one batch was refused and ${left} users have no result`];
}

async function modesAgree(played: Played, scenario: Scenario): Promise<readonly string[]> {
  const report = scenario.parameters['report'] === 'changes' ? 'all' : 'changes';
  const other = await play({ ...scenario, parameters: { ...scenario.parameters, report } });
  if ([played, other].some(({ deliveries }) => deliveries[0]?.error !== undefined)) return [];
  const [these, those] = [played, other].map(results);
  return these === those ? [] : [`with report ${report}: ${those}; else: ${these}`];
}

function results({ config }: Played): string {
  const lines = [...config.results].map(
    ([key, { compliance, annotation }]) => `${key} ${compliance} ${annotation}`,
  );
  return lines.sort().join('\n');
}
