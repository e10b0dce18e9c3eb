import { EFFECTS } from '../../sandbox/fault-schedule/fault-schedule';
import { faultPlan } from '../../sandbox/fault-schedule/plan';
import { parseRule } from '../../sandbox/fault-schedule/rule-text';
import type { Sandbox } from '../../sandbox/sandbox';
import { Assemblies, POLICIES } from './assemblies';
import { evaluateOnce, smallCompanySandbox } from './deployed-rule';
import { prove } from './prove';
import { leaks, secretsOf } from './secrets';

jest.setTimeout(120_000);

const assemblies = new Assemblies();

afterAll(() => assemblies.remove());

// A handful of one policy; npm run simulate:bundle plays a hundred of three.
test('the bundled Lambda keeps the promise over HTTP, whatever goes wrong', async () => {
  const { schedules, failures } = await prove([2, 15, 21, 36, 49], assemblies);
  expect(failures).toEqual([]);
  expect(schedules).toBe(5);
});

describe('the log', () => {
  let sandbox: Sandbox;

  beforeEach(async () => {
    sandbox = await smallCompanySandbox();
    sandbox.deploy(assemblies.of(POLICIES.lenient));
    await sandbox.settled();
  });

  afterEach(() => sandbox.close());

  /** Values for the effects that take one: small, so that nothing waits long. */
  const RULES = Object.entries(EFFECTS).map(
    ([kind, effect]) => `* times=9 ${kind}${'value' in effect ? '=2' : ''}`,
  );

  test('holds no secret, whatever goes wrong', async () => {
    const log: string[] = [];
    const ends: string[] = [];
    for (const rule of ['* AccessDenied', ...RULES]) {
      const schedule = { seed: 1, rules: [parseRule(rule)] };
      sandbox.pipeline.faults = faultPlan(schedule, sandbox.account, () => sandbox.clock.now());
      const attempt = await evaluateOnce(sandbox);
      log.push(...attempt.log);
      ends.push(attempt.outcome.type);
    }
    const secrets = secretsOf(sandbox.account);
    expect(secrets.length).toBeGreaterThan(20);
    expect(leaks(log, secrets)).toEqual([]);
    expect(ends).toContain('error');
    expect(log.length).toBeGreaterThan(RULES.length);
    expect(leaks([...log, `a line with ${secrets.at(-1)}`], secrets)).toHaveLength(1);
  });

  test('names nobody after a run that ends well', async () => {
    const { log, outcome } = await evaluateOnce(sandbox);
    expect(outcome.type).toBe('succeeded');
    const names = [...sandbox.account.users].map(({ userName }) => userName);
    expect(log.join('\n')).toContain('The run is over');
    expect(log.filter((line) => names.some((name) => line.includes(name)))).toEqual([]);
  });
});
