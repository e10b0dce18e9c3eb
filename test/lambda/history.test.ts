import { loadHistory, settle } from '../../lambda/history';
import { ConsoleMfaError } from '../../rule/core/errors';
import type { Invocation } from '../../rule/core/invocation';
import type { Outcome } from '../../rule/core/outcome';
import { ThrottledClient } from '../../rule/throttled-client';
import { BEGAN, IN_A_MINUTE } from '../support/asking';
import { FakeConfigService, holding, storedResult } from '../support/fake-config-service';
import { listed } from '../support/known-users';
import { VirtualClock } from '../support/virtual-clock';

const THIS_RUN = Date.parse('2027-01-15T11:59:58Z');
const invocation: Invocation = {
  accountId: '123456789012',
  configRuleName: 'console-mfa',
  resultToken: 'token',
  testMode: false,
  orderingTimestamp: new Date(THIS_RUN),
  ruleParameters: {},
};
const alice = listed({ userId: 'AIDA0', userName: 'alice' });
const bob = listed({ userId: 'AIDA1', userName: 'bob' });

function loading(
  results: readonly ReturnType<typeof storedResult>[],
  prepare: (config: FakeConfigService) => void = () => {},
  event = invocation,
) {
  const clock = new VirtualClock(BEGAN);
  const config = new FakeConfigService(clock, holding(...results));
  prepare(config);
  const client = new ThrottledClient(clock, { concurrency: 8 });
  const { early, all } = loadHistory({ api: config, client, until: IN_A_MINUTE }, event);
  /** What a promise of the history resolves to, and after how many milliseconds. */
  const resolved = async (wait: typeof all) => {
    const history = await clock.run(() => wait);
    return { history, after: clock.now() - BEGAN };
  };
  return { config, early: () => resolved(early), all: () => resolved(all) };
}

/** Results of an earlier run, as many as asked for, then one of this run. */
const results = (earlier: number, ofThisRun = 0) =>
  Array.from({ length: earlier + ofThisRun }, (_, index) =>
    storedResult(`AIDA${index}`, index < earlier ? {} : { orderingTimestamp: THIS_RUN }),
  );

const failing = (from: number) => (config: FakeConfigService) => {
  config.line.onCall = ({ nth }) => (nth >= from ? 'denied' : undefined);
};

describe('questions', () => {
  test('wait for the first page, and not for the others', async () => {
    const { early, all } = loading(results(250));
    const first = await early();
    expect(first.after).toBe(30);
    expect(first.history.results).toBeUndefined();
    const last = await all();
    expect(last.after).toBe(90);
    expect(last.history.results?.size).toBe(250);
  });

  test('wait for every page of a redelivery', async () => {
    const { early } = loading([...results(0, 1), ...results(250).slice(1)]);
    const { history, after } = await early();
    expect(after).toBe(90);
    expect(history.results?.size).toBe(250);
  });

  test('wait through two failures in a row', async () => {
    const { early, all, config } = loading(results(1), ({ line }) => {
      line.onCall = ({ nth }) => (nth <= 2 ? 'transient' : undefined);
    });
    const { history } = await early();
    expect(config.line.calls).toHaveLength(3);
    expect(history.hasResultOfThisRun(alice)).toBe(false);
    expect((await all()).history.results?.size).toBe(1);
  });

  test('no longer wait after a third', async () => {
    const { early, all, config } = loading(results(1), ({ line }) => {
      line.onCall = ({ nth }) => (nth <= 3 ? 'transient' : undefined);
    });
    await early();
    expect(config.line.calls).toHaveLength(3);
    const { history } = await all();
    expect(history.results?.size).toBe(1);
    expect(history.problem).toBeUndefined();
  });

  test('wait through failures that are not in a row', async () => {
    const redelivered = [...results(0, 1), ...results(250).slice(1)];
    const { early, config } = loading(redelivered, ({ line }) => {
      line.onCall = ({ nth }) => ([1, 2, 4, 5].includes(nth) ? 'transient' : undefined);
    });
    await early();
    expect(config.line.calls).toHaveLength(7);
  });

  test('do not wait for a test run, which reads nothing', async () => {
    const { early, all, config } = loading(results(1), () => {}, { ...invocation, testMode: true });
    expect((await early()).after).toBe(0);
    const { history, after } = await all();
    expect(after).toBe(0);
    expect([config.line.calls, history.results, history.problem]).toEqual([[], undefined, undefined]);
  });
});

describe('results that cannot be read', () => {
  test('are a problem of the run, and none are known', async () => {
    const { early, all } = loading(results(1), failing(1));
    expect((await early()).after).toBe(30);
    const { history } = await all();
    expect(history.results).toBeUndefined();
    expect(history.problem?.message).toBe(
      'UnreadHistory: what AWS Config holds could not be read, so users that are gone keep their results: ' +
        'AwsCallFailed: config:GetComplianceDetailsByConfigRule is not allowed; grant the role this action (Faked: by the test)',
    );
    expect(history.problem?.cause).toMatchObject({ failure: 'denied' });
  });

  test('to their end still tell which users have a result of this run', async () => {
    const { all } = loading([...results(0, 1), ...results(150).slice(1)], failing(2));
    const { history } = await all();
    expect(history.results).toBeUndefined();
    expect(history.hasResultOfThisRun(alice)).toBe(true);
  });
});

describe('a redelivery', () => {
  test('finds the users for whom the first delivery has stored a result', async () => {
    const { early } = loading(results(1, 1));
    const { history } = await early();
    expect(history.hasResultOfThisRun(alice)).toBe(false);
    expect(history.hasResultOfThisRun(bob)).toBe(true);
  });

  test('settles users it withheld before it had read that the first delivery stored their result', async () => {
    const { all } = loading(results(1, 1));
    const { history } = await all();
    const error = new ConsoleMfaError('OutOfTime', 'by the test');
    const open: Outcome = { status: 'withheld', user: alice, error };
    const late: Outcome = { status: 'withheld', user: bob, error };
    const gone: Outcome = { status: 'gone', user: bob };
    const root = { compliance: 'COMPLIANT', reason: 'mfa' } as const;
    expect(settle({ outcomes: [open, late, gone], root, problems: [error] }, history)).toEqual({
      outcomes: [open, { status: 'settled', user: bob }, gone],
      root,
      problems: [error],
    });
  });
});

test('users who have waited longest come first, and before them those without a result', async () => {
  const { all } = loading([
    storedResult('AIDA0', { orderingTimestamp: THIS_RUN - 2 }),
    storedResult('AIDA1', { orderingTimestamp: THIS_RUN - 1 }),
    storedResult('AIDA2', { orderingTimestamp: THIS_RUN - 3 }),
    storedResult('AIDA0', { resourceType: 'AWS::::Account', orderingTimestamp: 0 }),
  ]);
  const { history } = await all();
  const users = ['AIDA1', 'AIDA0', 'NEW1', 'AIDA2', 'NEW2'].map((userId) => listed({ userId }));
  expect(history.inOrderOfNeed(users).map(({ userId }) => userId)).toEqual([
    'NEW1',
    'NEW2',
    'AIDA2',
    'AIDA0',
    'AIDA1',
  ]);
});

test('results are read of the rule by its name', async () => {
  const { all, config } = loading([]);
  await all();
  expect(config.line.asked).toEqual(['config:GetComplianceDetailsByConfigRule console-mfa']);
});
