import type { AssumptionId } from '../../acceptance/assumptions';
import { Assemblies } from '../bundle/assemblies';
import { NEAR_REAL_TIME, WITH_EVERYTHING } from './contexts';
import { Stage } from './stage';
import { VIOLATIONS, VIOLATIONS_IN_NEAR_REAL_TIME, type Violation } from './violations';

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

test.each(entries(VIOLATIONS))('%s is seen not to hold', (id, violation) =>
  expectNotToHold(id, WITH_EVERYTHING, violation),
);

test.each(entries(VIOLATIONS_IN_NEAR_REAL_TIME))('%s is seen not to hold', (id, violation) =>
  expectNotToHold(id, NEAR_REAL_TIME, violation),
);

function entries(violations: Partial<Readonly<Record<AssumptionId, () => Violation>>>) {
  return Object.entries(violations);
}
