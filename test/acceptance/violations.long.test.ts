import { ASSUMPTION_IDS, ASSUMPTIONS, type AssumptionId } from '../../acceptance/assumptions';
import { Assemblies } from '../bundle/assemblies';
import { DENIES_ENROLLMENT_BY_KEY, NEAR_REAL_TIME, WITH_EVERYTHING } from './contexts';
import { Stage } from './stage';
import { recorderWithoutUsers, VIOLATIONS, VIOLATIONS_IN_NEAR_REAL_TIME, type Violation } from './violations';

jest.setTimeout(240_000);

const assemblies = new Assemblies();
let stage: Stage;

afterAll(() => assemblies.remove());
afterEach(() => stage.close());

/** Plays the program in a sandbox that breaks an assumption for everybody but the deployed functions. */
async function playAgainst(context: Readonly<Record<string, string>>, violation: Violation) {
  stage = await Stage.open(assemblies.of(context));
  const { sandbox } = stage;
  sandbox.pipeline.faults = (call) =>
    call.callerArn?.includes(':assumed-role/ConsoleMfa') === true ? [] : violation(call, sandbox);
  return stage.play();
}

async function expectNotToHold(
  id: string,
  context: Readonly<Record<string, string>>,
  violation: () => Violation,
): Promise<void> {
  const { exitCode, lines } = await playAgainst(context, violation());
  const line = lines.find((candidate) => candidate.includes(`: ${id}: `));
  expect(line).toMatch(/^did not hold: .* Saw: ./);
  expect([exitCode, stage.left]).toEqual([1, []]);
}

test('every assumption that can be observed has a violation', () => {
  const violated = [...Object.keys(VIOLATIONS), ...Object.keys(VIOLATIONS_IN_NEAR_REAL_TIME)];
  const observable = ASSUMPTION_IDS.filter((id) => !('unobservable' in ASSUMPTIONS[id]));
  expect(violated.sort()).toEqual([...observable].sort());
});

test.each(entries(VIOLATIONS).filter(([id]) => id !== 'key-cannot-enroll' || DENIES_ENROLLMENT_BY_KEY))(
  '%s is seen not to hold',
  (id, violation) => expectNotToHold(id, WITH_EVERYTHING, violation),
);

test('a recorder that does not record users changes nothing', async () => {
  const { exitCode, statuses } = await playAgainst(WITH_EVERYTHING, recorderWithoutUsers());
  expect([exitCode, statuses['unrecorded-users']]).toEqual([0, 'held']);
});

test.each(entries(VIOLATIONS_IN_NEAR_REAL_TIME))('%s is seen not to hold', (id, violation) =>
  expectNotToHold(id, NEAR_REAL_TIME, violation),
);

function entries(violations: Partial<Readonly<Record<AssumptionId, () => Violation>>>) {
  return Object.entries(violations);
}
