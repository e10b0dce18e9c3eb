import { changesSince } from '../../../cli/audit/changes';
import type { EarlierAudit } from '../../../cli/audit/earlier-audit';
import { ConsoleMfaError } from '../../../rule/core/errors';
import type { Outcome } from '../../../rule/core/outcome';
import type { Compliance, Verdict } from '../../../rule/core/verdict';
import { auditOf } from '../../support/cli/audits';
import { listed } from '../../support/known-users';

const VERDICTS: Readonly<Record<Compliance, Verdict>> = {
  COMPLIANT: { compliance: 'COMPLIANT', reason: 'noPassword' },
  NON_COMPLIANT: { compliance: 'NON_COMPLIANT', reason: 'noAcceptedDevice', deviceTypes: [] },
  NOT_APPLICABLE: {
    compliance: 'NOT_APPLICABLE',
    reason: 'exempt',
    exemption: { by: 'user', pattern: '*' },
  },
};

const error = new ConsoleMfaError('OutOfTime', 'x');

function now(userName: string, compliance: Compliance | null): Outcome {
  const user = listed({ userName, userId: `id-${userName}` });
  return compliance === null
    ? { status: 'withheld', user, error }
    : { status: 'judged', user, verdict: VERDICTS[compliance] };
}

function earlier(users: Readonly<Record<string, Compliance | null>>): EarlierAudit {
  return {
    schemaVersion: 1,
    account: '123456789012',
    time: '2026-12-15T12:00:00.000Z',
    complete: true,
    users: Object.entries(users).map(([userName, compliance]) => ({
      userName,
      userId: `id-${userName}`,
      compliance,
    })),
  };
}

const none = { becameCompliant: [], becameNonCompliant: [], becameExempt: [], new: [], gone: [] };
const since = new Date('2026-12-15T12:00:00Z');

test.each([
  ['NON_COMPLIANT', 'COMPLIANT', 'becameCompliant'],
  ['NOT_APPLICABLE', 'COMPLIANT', 'becameCompliant'],
  ['COMPLIANT', 'NON_COMPLIANT', 'becameNonCompliant'],
  ['NOT_APPLICABLE', 'NON_COMPLIANT', 'becameNonCompliant'],
  ['NON_COMPLIANT', 'NOT_APPLICABLE', 'becameExempt'],
  ['COMPLIANT', 'NOT_APPLICABLE', 'becameExempt'],
] as const)('a user who was %s and is %s %s', (before, after, kind) => {
  const audit = auditOf({ outcomes: [now('alice', after)], problems: [] });
  expect(changesSince(earlier({ alice: before }), audit)).toEqual({
    ...none,
    since,
    [kind]: [{ userName: 'alice', userId: 'id-alice', before, now: after }],
  });
});

test.each([
  ['NON_COMPLIANT', 'NON_COMPLIANT'],
  [null, 'NON_COMPLIANT'],
  ['COMPLIANT', null],
  [null, null],
] as const)('from %s to %s is no change', (before, after) => {
  const audit = auditOf({ outcomes: [now('alice', after)], problems: [] });
  expect(changesSince(earlier({ alice: before }), audit)).toEqual({ ...none, since });
});

test('a user who was deleted and created again under the same name is gone and new', () => {
  const user = listed({ userName: 'alice', userId: 'id-other' });
  const audit = auditOf({
    outcomes: [{ status: 'judged', user, verdict: VERDICTS.COMPLIANT }],
    problems: [],
  });
  expect(changesSince(earlier({ alice: 'NON_COMPLIANT' }), audit)).toEqual({
    ...none,
    since,
    new: [{ userName: 'alice', userId: 'id-other', now: 'COMPLIANT' }],
    gone: [{ userName: 'alice', userId: 'id-alice', before: 'NON_COMPLIANT' }],
  });
});

test('nobody is gone where the users could not be listed', () => {
  const audit = auditOf({ outcomes: [], problems: [error] }, { includeRoot: true });
  const unlisted = { ...audit, usersListed: false };
  expect(changesSince(earlier({ alice: 'COMPLIANT' }), unlisted)).toEqual({ ...none, since });
});

test('everybody is gone from an account that is empty', () => {
  const { gone } = changesSince(earlier({ alice: null }), auditOf({ outcomes: [], problems: [] }));
  expect(gone).toEqual([{ userName: 'alice', userId: 'id-alice', before: null }]);
});

test('the root user is neither new nor gone, it is only looked at or not', () => {
  const rooted = auditOf(
    { outcomes: [], root: { compliance: 'NON_COMPLIANT', reason: 'noMfa' }, problems: [] },
    { includeRoot: true },
  );
  const root = { userName: '<root_account>', userId: '123456789012', compliance: 'COMPLIANT' } as const;
  expect(changesSince(earlier({}), rooted)).toEqual({ ...none, since });
  expect(changesSince({ ...earlier({}), users: [root] }, auditOf({ outcomes: [], problems: [] }))).toEqual({
    ...none,
    since,
  });
  expect(changesSince({ ...earlier({}), users: [root] }, rooted).becameNonCompliant).toEqual([
    { userName: '<root_account>', userId: '123456789012', before: 'COMPLIANT', now: 'NON_COMPLIANT' },
  ]);
});
