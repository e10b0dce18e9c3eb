import { ASSUMPTION_IDS, ASSUMPTIONS } from '../../acceptance/assumptions';
import { createUser, setPassword, userNamed } from '../../sandbox/account/users';
import { Assemblies } from '../bundle/assemblies';
import { DENIES_ENROLLMENT_BY_KEY, NEAR_REAL_TIME, WITH_EVERYTHING } from './contexts';
import { Stage } from './stage';

jest.setTimeout(240_000);

const assemblies = new Assemblies();
let stage: Stage;

afterAll(() => assemblies.remove());
afterEach(() => stage.close());

const KEYS = DENIES_ENROLLMENT_BY_KEY ? [] : ['key-cannot-enroll'];

const UNOBSERVABLE = ASSUMPTION_IDS.filter((id) => 'unobservable' in ASSUMPTIONS[id]);

test('every assumption that can be observed holds in the sandbox, and nothing is left', async () => {
  stage = await Stage.open(assemblies.of(WITH_EVERYTHING));
  const { exitCode, lines, statuses } = await stage.play();
  const wrong = lines.filter((line) => line.startsWith('did not hold'));
  expect(wrong).toEqual([]);
  expect(
    Object.keys(statuses)
      .filter((id) => statuses[id] === 'could not be observed')
      .sort(),
  ).toEqual([...UNOBSERVABLE, 'near-real-time', 'result-grace', 'unrecorded-users', ...KEYS].sort());
  expect(Object.keys(statuses).sort()).toEqual([...ASSUMPTION_IDS].sort());
  const byHand = lines.filter((line) => / Why: .+\. To check by hand: ./.test(line));
  expect(byHand).toHaveLength(UNOBSERVABLE.length);
  expect(lines.at(-1)).toMatch(/^\d+ held, 0 did not hold, \d+ could not be observed$/);
  expect([exitCode, stage.left]).toEqual([0, []]);
});

test('near real time and a grace period', async () => {
  stage = await Stage.open(assemblies.of(NEAR_REAL_TIME));
  const { exitCode, lines, statuses } = await stage.play();
  expect(lines.filter((line) => line.startsWith('did not hold'))).toEqual([]);
  expect(statuses).toMatchObject({
    'near-real-time': 'held',
    'result-grace': 'held',
    'result-no-device': 'could not be observed',
    'key-denied': 'could not be observed',
  });
  expect([exitCode, stage.left]).toEqual([0, []]);
});

test('another account is refused before anything is created', async () => {
  stage = await Stage.open(assemblies.of(WITH_EVERYTHING));
  expect(await stage.play({ account: '210987654321' })).toMatchObject({
    exitCode: 64,
    lines: [
      'WrongAccount: the credentials are of account 123456789012, not 210987654321; use credentials of the account given with --account',
    ],
  });
  expect(stage.sandbox.calls.count('iam:CreateUser')).toBe(0);
});

test('a rule that is not deployed is named', async () => {
  stage = await Stage.open(assemblies.of(WITH_EVERYTHING));
  expect(await stage.play({ rule: 'other' })).toMatchObject({
    exitCode: 2,
    lines: [
      'RuleNotDeployed: AWS Config has no rule "other" in this Region; deploy the stack, or give the name with --rule',
    ],
  });
});

test('a user of the same name elsewhere survives, and so does what belongs to that user', async () => {
  stage = await Stage.open(assemblies.of(WITH_EVERYTHING));
  const { account, clock } = stage.sandbox;
  const userName = 'iam-console-mfa-acceptance-no-device';
  createUser(account, { userName, path: '/staff/' }, clock.now());
  setPassword(account, userNamed(account, userName), 'Correct-horse-1', false, clock.now());
  const { exitCode, lines } = await stage.play();
  expect([exitCode, lines.at(-1)]).toEqual([
    2,
    `NameTaken: a user "${userName}" exists outside the path /iam-console-mfa-acceptance/; rename that user, or test in another account`,
  ]);
  await stage.play({ clean: true });
  expect(userNamed(account, userName).loginProfile).toBeDefined();
  expect([...account.users].map((user) => user.userName)).toEqual([userName, 'resident']);
});

test('what an earlier run left behind is named, and removed with --clean', async () => {
  stage = await Stage.open(assemblies.of(WITH_EVERYTHING));
  const path = '/iam-console-mfa-acceptance/';
  createUser(stage.account, { userName: 'iam-console-mfa-acceptance-device', path }, new Date());
  expect(await stage.play()).toMatchObject({
    exitCode: 2,
    lines: [
      'LeftBehind: an earlier run left "iam-console-mfa-acceptance-device" behind, or runs now; remove it with --clean',
    ],
  });
  expect(await stage.play({ clean: true })).toMatchObject({
    exitCode: 0,
    lines: ['Nothing is left under /iam-console-mfa-acceptance/.'],
  });
  expect(stage.left).toEqual([]);
});

test('what AWS refuses unexpectedly leaves nothing behind', async () => {
  stage = await Stage.open(assemblies.of(WITH_EVERYTHING));
  stage.sandbox.pipeline.faults = ({ action }) =>
    action === 'CreateLoginProfile' ? [{ type: 'cut', when: 'instead' }] : [];
  await expect(stage.play()).rejects.toThrow();
  expect(stage.sandbox.calls.count('iam:CreateUser')).toBeGreaterThan(0);
  expect(stage.left).toEqual([]);
});
