import { confirm } from '../../rule/confirm';
import { ConsoleMfaError } from '../../rule/core/errors';
import type { Outcome } from '../../rule/core/outcome';
import { askingIam } from '../support/asking';
import { type FakeIam, named } from '../support/fake-iam';
import { listed } from '../support/known-users';

const user = (userName: string) => listed({ userId: `AIDA-${userName}`, userName });
const asked = (userName: string): Outcome => ({
  status: 'judged',
  user: { ...user(userName), loginProfile: 'none' },
  verdict: { compliance: 'COMPLIANT', reason: 'noPassword' },
});
const fromBulk = (userName: string): Outcome => ({
  status: 'judged',
  user: { ...user(userName), virtualDevice: true },
  verdict: { compliance: 'COMPLIANT', reason: 'acceptedDevice', types: ['virtual'] },
});
const unread = new ConsoleMfaError('UnknownMfaDevice', 'could not be read');
const withheld = (userName: string): Outcome => ({ status: 'withheld', user: user(userName), error: unread });
const settled = (userName: string): Outcome => ({ status: 'settled', user: user(userName) });

/** Confirms what was found out of alice and others, with the users that IAM has at the end. */
async function confirmed(
  outcomes: readonly Outcome[],
  users: FakeIam['users'],
  prepare: (iam: FakeIam) => void = () => {},
) {
  const { clock, iam, reader } = askingIam(users);
  prepare(iam);
  return clock.run(() => confirm(reader, { problems: [] }, outcomes));
}

test('a user whose id still has its name keeps its outcome', async () => {
  const outcomes = [asked('alice'), fromBulk('bob'), withheld('carol'), settled('dave')];
  const users = [named('alice'), named('bob'), named('carol'), named('dave')];
  expect(await confirmed(outcomes, users)).toEqual({
    outcomes,
    listedAtTheEnd: new Set(['AIDA-alice', 'AIDA-bob', 'AIDA-carol', 'AIDA-dave']),
    problems: [],
  });
});

test('a user who is no longer listed is gone, whatever was found out', async () => {
  const outcomes = [asked('alice'), fromBulk('bob'), withheld('carol'), settled('dave')];
  const { outcomes: after, listedAtTheEnd } = await confirmed(outcomes, []);
  expect(after.map(({ status, user: { userName } }) => `${userName} ${status}`)).toEqual([
    'alice gone',
    'bob gone',
    'carol gone',
    'dave gone',
  ]);
  expect(listedAtTheEnd).toEqual(new Set());
});

test('a user who was renamed is withheld', async () => {
  const renamed = [named('alicia', { userId: 'AIDA-alice' })];
  const { outcomes } = await confirmed([asked('alice')], renamed);
  expect(outcomes).toMatchObject([{ status: 'withheld', user: { userName: 'alice' } }]);
  expect(outcomes[0]).toHaveProperty(
    'error.message',
    'UserRenamed: the user "alice" was renamed to "alicia" during the run; the next run judges it',
  );
});

test('a user who was renamed keeps the result that an earlier delivery has stored', async () => {
  const renamed = [named('alicia', { userId: 'AIDA-alice' })];
  expect((await confirmed([settled('alice')], renamed)).outcomes).toEqual([settled('alice')]);
});

test('two users who swapped their names are both withheld', async () => {
  const swapped = [named('alice', { userId: 'AIDA-bob' }), named('bob', { userId: 'AIDA-alice' })];
  const { outcomes } = await confirmed([asked('alice'), fromBulk('bob')], swapped);
  expect(outcomes).toMatchObject([
    { status: 'withheld', user: { userId: 'AIDA-alice' }, error: { code: 'UserRenamed' } },
    { status: 'withheld', user: { userId: 'AIDA-bob' }, error: { code: 'UserRenamed' } },
  ]);
});

test('a user who was replaced by another of the same name is gone, and the other is withheld', async () => {
  const { outcomes, listedAtTheEnd } = await confirmed(
    [asked('alice')],
    [named('alice', { userId: 'AIDA-new' })],
  );
  expect(outcomes).toMatchObject([
    { status: 'gone', user: { userId: 'AIDA-alice' } },
    { status: 'withheld', user: { userId: 'AIDA-new', userName: 'alice' } },
  ]);
  expect(outcomes[1]).toHaveProperty(
    'error.message',
    'UserReplaced: the user "alice" was deleted during the run and created again; the next run judges the new one',
  );
  expect(listedAtTheEnd).toEqual(new Set(['AIDA-new']));
});

test('a user who takes the name of one that is gone is withheld once, for its renaming', async () => {
  const { outcomes } = await confirmed(
    [asked('alice'), asked('bob')],
    [named('alice', { userId: 'AIDA-bob' })],
  );
  expect(outcomes).toMatchObject([
    { status: 'gone' },
    { status: 'withheld', error: { code: 'UserRenamed' } },
  ]);
});

test("a user who was made during the run under a renamed user's old name is the next run's", async () => {
  const users = [named('alicia', { userId: 'AIDA-alice' }), named('alice', { userId: 'AIDA-new' })];
  const { outcomes } = await confirmed([asked('alice')], users);
  expect(outcomes).toMatchObject([{ status: 'withheld', user: { userId: 'AIDA-alice' } }]);
  expect(outcomes).toHaveLength(1);
});

test("a user who was made during the run is the next run's", async () => {
  const { outcomes, listedAtTheEnd } = await confirmed([asked('alice')], [named('alice'), named('new')]);
  expect(outcomes).toEqual([asked('alice')]);
  expect(listedAtTheEnd).toEqual(new Set(['AIDA-alice', 'AIDA-new']));
});

describe('a second list that could not be read', () => {
  const denied = (iam: FakeIam) => {
    iam.line.onCall = () => 'denied';
  };

  test('makes nobody gone, and is a problem of the run', async () => {
    const { listedAtTheEnd, problems } = await confirmed([asked('alice')], [], denied);
    expect(listedAtTheEnd).toBeUndefined();
    expect(problems.map(({ message }) => message)).toEqual([
      'Unconfirmed: that names still belong to the same users could not be confirmed: AwsCallFailed: iam:ListUsers is not allowed; grant the role this action (Faked: by the test)',
    ]);
    expect(problems[0]?.cause).toMatchObject({ failure: 'denied' });
  });

  test('confirms nobody who was asked about by name', async () => {
    const { outcomes, problems } = await confirmed([asked('alice')], [named('alice')], denied);
    expect(outcomes).toEqual([
      { status: 'withheld', user: { ...user('alice'), loginProfile: 'none' }, error: problems[0] },
    ]);
  });

  test('leaves a user who is withheld after an answer its own error', async () => {
    const loginProfile = { createDate: new Date('2026-01-01T00:00:00Z') };
    const carol = { status: 'withheld' as const, user: { ...user('carol'), loginProfile }, error: unread };
    expect((await confirmed([carol], [], denied)).outcomes).toEqual([carol]);
  });

  test('takes nothing from what bulk lists told by id, from who is withheld, or from who is settled', async () => {
    const outcomes = [fromBulk('bob'), withheld('carol'), settled('dave')];
    expect((await confirmed(outcomes, [], denied)).outcomes).toEqual(outcomes);
  });

  test('to its end is none', async () => {
    const { outcomes, listedAtTheEnd } = await confirmed(
      [asked('alice')],
      [named('alice'), named('bob')],
      (iam) => {
        iam.pageSize = 1;
        iam.line.onCall = ({ about }) => (about === '1' ? 'refused' : undefined);
      },
    );
    expect(outcomes).toMatchObject([{ status: 'withheld', error: { code: 'Unconfirmed' } }]);
    expect(listedAtTheEnd).toBeUndefined();
  });
});
