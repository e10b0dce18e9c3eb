import { ConsoleMfaError } from '../../../rule/core/errors';
import type { Evaluation, StoredResult } from '../../../rule/core/evaluation';
import type { Assessment, Outcome } from '../../../rule/core/outcome';
import { resultKey, type StoredResults, toEvaluations, userKey } from '../../../rule/core/to-evaluations';
import type { Verdict } from '../../../rule/core/verdict';
import { listed, policy } from '../../support/known-users';

const ACCOUNT = '123456789012';
const THEN = Date.parse('2027-01-14T12:00:00Z');
const NOW = Date.parse('2027-01-15T12:00:00Z');
const run = { accountId: ACCOUNT, orderingTimestamp: new Date(NOW) };
const changes = policy({ report: 'changes' });

const judged = (userName: string, verdict: Verdict): Outcome => ({
  status: 'judged',
  user: listed({ userId: `AIDA-${userName}`, userName }),
  verdict,
});
const alice = judged('alice', { compliance: 'COMPLIANT', reason: 'noPassword' });
const bob = judged('bob', { compliance: 'NON_COMPLIANT', reason: 'noAcceptedDevice', deviceTypes: [] });
const robot = judged('robot', {
  compliance: 'NOT_APPLICABLE',
  reason: 'exempt',
  exemption: { by: 'user', pattern: 'robot' },
});

const ALICE = {
  resourceType: 'AWS::IAM::User',
  resourceId: 'AIDA-alice',
  compliance: 'COMPLIANT',
  annotation: 'alice has no console password. Nothing to do.',
} as const;
const BOB = {
  resourceType: 'AWS::IAM::User',
  resourceId: 'AIDA-bob',
  compliance: 'NON_COMPLIANT',
  annotation:
    'bob has a console password and no MFA device. To do: IAM > Users > Security credentials > Assign MFA device.',
} as const;
const ROBOT = {
  resourceType: 'AWS::IAM::User',
  resourceId: 'AIDA-robot',
  compliance: 'NOT_APPLICABLE',
  annotation: 'robot is exempt by exemptUsers (robot).',
} as const;
const GONE = {
  resourceType: 'AWS::IAM::User',
  resourceId: 'AIDA-gone',
  compliance: 'NOT_APPLICABLE',
  annotation: 'The user no longer exists.',
} as const;
const ROOT = {
  resourceType: 'AWS::::Account',
  resourceId: ACCOUNT,
  compliance: 'COMPLIANT',
  annotation: 'The root user has an MFA device. Nothing to do.',
} as const;

function assessment(outcomes: readonly Outcome[], more: Partial<Assessment> = {}): Assessment {
  return {
    outcomes,
    listedAtTheEnd: new Set(outcomes.map(({ user }) => user.userId)),
    problems: [],
    ...more,
  };
}

function holding(...results: (Partial<StoredResult> & { readonly resourceId: string })[]): StoredResults {
  const stored = results.map(
    (result): StoredResult => ({
      resourceType: 'AWS::IAM::User',
      compliance: 'COMPLIANT',
      annotation: undefined,
      orderingTimestamp: THEN,
      ...result,
    }),
  );
  return new Map(stored.map((result) => [resultKey(result), result]));
}

const stored = (
  { resourceType, resourceId, compliance, annotation }: Evaluation,
  orderingTimestamp = THEN,
) => ({
  resourceType,
  resourceId,
  compliance: compliance === 'COMPLIANT' ? ('COMPLIANT' as const) : ('NON_COMPLIANT' as const),
  annotation,
  orderingTimestamp,
});

test('a user is known to AWS Config by its id', () => {
  expect(userKey('AIDA1')).toEqual({ resourceType: 'AWS::IAM::User', resourceId: 'AIDA1' });
  expect(resultKey(userKey('AIDA1'))).toBe('AWS::IAM::User AIDA1');
});

describe('report: all', () => {
  test('everybody judged has an evaluation', () => {
    expect(toEvaluations(assessment([alice, bob, robot]), policy(), run, holding())).toEqual([
      ALICE,
      BOB,
      ROBOT,
    ]);
  });

  test('what is the same as before is sent too', () => {
    const before = holding(stored(ALICE), stored(BOB));
    expect(toEvaluations(assessment([alice, bob]), policy(), run, before)).toEqual([ALICE, BOB]);
  });

  test('whoever is withheld, settled or gone without a result has none', () => {
    const { user } = alice;
    const outcomes: readonly Outcome[] = [
      { status: 'withheld', user, error: new ConsoleMfaError('UnknownMfaDevice', 'no') },
      { status: 'settled', user },
      { status: 'gone', user },
    ];
    expect(toEvaluations(assessment(outcomes), policy(), run, holding())).toEqual([]);
    expect(toEvaluations(assessment(outcomes), policy(), run)).toEqual([]);
  });
});

describe('report: changes', () => {
  test('only what differs is sent', () => {
    const before = holding(stored(ALICE), stored({ ...BOB, compliance: 'COMPLIANT' }));
    expect(toEvaluations(assessment([alice, bob]), changes, run, before)).toEqual([BOB]);
  });

  test('another annotation is a difference', () => {
    const before = holding({ ...stored(BOB), annotation: 'another' });
    expect(toEvaluations(assessment([bob]), changes, run, before)).toEqual([BOB]);
  });

  test('a user who is not held is new', () => {
    expect(toEvaluations(assessment([alice]), changes, run, holding())).toEqual([ALICE]);
  });

  test('an exempt user who is not held is the same as before', () => {
    expect(toEvaluations(assessment([robot]), changes, run, holding())).toEqual([]);
  });

  test('an exempt user who is held has become exempt', () => {
    const before = holding({ resourceId: 'AIDA-robot', annotation: ROBOT.annotation });
    expect(toEvaluations(assessment([robot]), changes, run, before)).toEqual([ROBOT]);
  });

  test('everything is sent where what AWS Config holds could not be read', () => {
    expect(toEvaluations(assessment([alice, bob, robot]), changes, run)).toEqual([ALICE, BOB, ROBOT]);
  });
});

describe.each([
  ['all', policy()],
  ['changes', changes],
])('a user that is gone (report: %s)', (_mode, parameters) => {
  test('is NOT_APPLICABLE where AWS Config holds a result', () => {
    const before = holding(stored(ALICE), { resourceId: 'AIDA-gone' });
    expect(toEvaluations(assessment([alice]), parameters, run, before)).toContainEqual(GONE);
  });

  test('is NOT_APPLICABLE though it was there at the beginning', () => {
    const outcomes: readonly Outcome[] = [{ status: 'gone', user: listed({ userId: 'AIDA-gone' }) }];
    const before = holding({ resourceId: 'AIDA-gone', orderingTimestamp: NOW });
    const ended = assessment(outcomes, { listedAtTheEnd: new Set() });
    expect(toEvaluations(ended, parameters, run, before)).toEqual([GONE]);
  });

  test('is not told by a second list that could not be read', () => {
    const { listedAtTheEnd: _, ...unread } = assessment([]);
    expect(toEvaluations(unread, parameters, run, holding({ resourceId: 'AIDA-gone' }))).toEqual([]);
  });

  test('is not told by results that could not be read', () => {
    expect(toEvaluations(assessment([]), parameters, run)).toEqual([]);
  });

  test('is not who was made during the run', () => {
    const ended = assessment([], { listedAtTheEnd: new Set(['AIDA-new']) });
    expect(toEvaluations(ended, parameters, run, holding({ resourceId: 'AIDA-new' }))).toEqual([]);
  });

  test('is no resource of another type', () => {
    const other = holding({ resourceType: 'AWS::IAM::Role', resourceId: 'AROA' });
    expect(toEvaluations(assessment([]), parameters, run, other)).toEqual([]);
  });
});

describe('the root user', () => {
  const root = { compliance: 'COMPLIANT', reason: 'mfa' } as const;
  const includeRoot = policy({ includeRoot: true });

  test('is evaluated as the account, after the users', () => {
    expect(toEvaluations(assessment([alice], { root }), includeRoot, run, holding())).toEqual([ALICE, ROOT]);
  });

  test('is sent once under report: changes', () => {
    const parameters = policy({ includeRoot: true, report: 'changes' });
    expect(toEvaluations(assessment([], { root }), parameters, run, holding(stored(ROOT)))).toEqual([]);
  });

  test('keeps its result where it could not be read', () => {
    expect(toEvaluations(assessment([]), includeRoot, run, holding(stored(ROOT)))).toEqual([]);
  });

  test('is NOT_APPLICABLE once includeRoot is switched off', () => {
    expect(toEvaluations(assessment([]), policy(), run, holding(stored(ROOT)))).toEqual([
      {
        ...ROOT,
        compliance: 'NOT_APPLICABLE',
        annotation: 'The root user is no longer evaluated: includeRoot is not true.',
      },
    ]);
  });
});

describe('a repeated delivery', () => {
  test('does not send again what the first one has stored', () => {
    const before = holding(stored(ALICE, NOW), stored(BOB));
    expect(toEvaluations(assessment([alice, bob]), policy(), run, before)).toEqual([BOB]);
  });

  test('sends what came out differently', () => {
    const before = holding({ ...stored(ALICE, NOW), annotation: 'another' });
    expect(toEvaluations(assessment([alice]), policy(), run, before)).toEqual([ALICE]);
  });
});
