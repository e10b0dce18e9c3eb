import { DeliveryMemory } from '../../lambda/delivery-memory';
import { History } from '../../lambda/history';
import { Asker } from '../../rule/ask';
import { ConsoleMfaError } from '../../rule/core/errors';
import type { Invocation } from '../../rule/core/invocation';
import type { Outcome } from '../../rule/core/outcome';
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

function loading(
  results: readonly ReturnType<typeof storedResult>[],
  prepare: (config: FakeConfigService) => void = () => {},
  event = invocation,
) {
  const clock = new VirtualClock(BEGAN);
  const config = new FakeConfigService(clock, holding(...results));
  prepare(config);
  const memory = new DeliveryMemory();
  memory.open(event);
  const asker = new Asker(clock, { start: 4, most: 8 });
  const history = new History(config, asker, event, memory, IN_A_MINUTE);
  /** The milliseconds until a promise of the history resolves. */
  const passed = async (wait: Promise<void>) => {
    await clock.run(() => wait);
    return clock.now() - BEGAN;
  };
  return { history, config, memory, passed };
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
    const { history, passed } = loading(results(250));
    expect(await passed(history.ready)).toBe(30);
    expect(history.held).toBeUndefined();
    expect(await passed(history.complete)).toBe(90);
    expect(history.held?.size).toBe(250);
  });

  test('wait for every page of a repeated delivery', async () => {
    const { history, passed } = loading([...results(0, 1), ...results(250).slice(1)]);
    expect(await passed(history.ready)).toBe(90);
    expect(history.held?.size).toBe(250);
  });

  test('wait through two failures in a row', async () => {
    const { history, config, passed } = loading(results(1), ({ line }) => {
      line.onCall = ({ nth }) => (nth <= 2 ? 'transient' : undefined);
    });
    await passed(history.ready);
    expect(config.line.calls).toHaveLength(3);
    expect(history.recall(alice)).toBeUndefined();
    await passed(history.complete);
    expect(history.held?.size).toBe(1);
  });

  test('no longer wait after a third', async () => {
    const { history, config, passed } = loading(results(1), ({ line }) => {
      line.onCall = ({ nth }) => (nth <= 3 ? 'transient' : undefined);
    });
    await passed(history.ready);
    expect(config.line.calls).toHaveLength(3);
    await passed(history.complete);
    expect(history.held?.size).toBe(1);
    expect(history.problem).toBeUndefined();
  });

  test('wait through failures that are not in a row', async () => {
    const { history, config, passed } = loading([...results(0, 1), ...results(250).slice(1)], ({ line }) => {
      line.onCall = ({ nth }) => ([1, 2, 4, 5].includes(nth) ? 'transient' : undefined);
    });
    await passed(history.ready);
    expect(config.line.calls).toHaveLength(7);
  });

  test('do not wait for a trial run, which reads nothing', async () => {
    const { history, config, passed } = loading(results(1), () => {}, { ...invocation, testMode: true });
    expect(await passed(history.ready)).toBe(0);
    expect(await passed(history.complete)).toBe(0);
    expect([config.line.calls, history.held, history.problem]).toEqual([[], undefined, undefined]);
  });
});

describe('results that cannot be read', () => {
  test('are a problem of the run, and none are held', async () => {
    const { history, passed } = loading(results(1), failing(1));
    expect(await passed(history.ready)).toBe(30);
    await passed(history.complete);
    expect(history.held).toBeUndefined();
    expect(history.problem?.message).toBe(
      'UnreadHistory: what AWS Config holds could not be read, so users that are gone keep their results: ' +
        'AwsCallFailed: config:GetComplianceDetailsByConfigRule is not allowed; grant the role this action (Faked: by the test)',
    );
    expect(history.problem?.cause).toMatchObject({ failure: 'denied' });
  });

  test('to their end are not held, and still tell who is settled', async () => {
    const { history, passed } = loading([...results(0, 1), ...results(150).slice(1)], failing(2));
    await passed(history.complete);
    expect(history.held).toBeUndefined();
    expect(history.recall(alice)).toEqual({ status: 'settled', user: alice });
  });
});

describe('a repeated delivery', () => {
  test('recalls as settled whom the first one has settled', async () => {
    const { history, passed } = loading(results(1, 1));
    await passed(history.ready);
    expect(history.recall(alice)).toBeUndefined();
    const bob = listed({ userId: 'AIDA1', userName: 'bob' });
    expect(history.recall(bob)).toEqual({ status: 'settled', user: bob });
  });

  test('settles whom it withheld before it had read that the first one has settled them', async () => {
    const { history, passed } = loading(results(1, 1));
    await passed(history.complete);
    const error = new ConsoleMfaError('OutOfTime', 'by the test');
    const bob = listed({ userId: 'AIDA1', userName: 'bob' });
    expect(history.settle({ status: 'withheld', user: bob, error })).toEqual({
      status: 'settled',
      user: bob,
    });
    const open: Outcome = { status: 'withheld', user: alice, error };
    expect(history.settle(open)).toBe(open);
    const gone: Outcome = { status: 'gone', user: bob };
    expect(history.settle(gone)).toBe(gone);
  });

  test('recalls what its process has found out', async () => {
    const { history, memory, passed } = loading([]);
    const judged: Outcome = {
      status: 'judged',
      user: alice,
      verdict: { compliance: 'COMPLIANT', reason: 'noPassword' },
    };
    memory.keep([judged], []);
    await passed(history.ready);
    expect(history.recall(alice)).toBe(judged);
  });
});

test('whoever has waited longest comes first, and nobody before those without a result', async () => {
  const { history, passed } = loading([
    storedResult('AIDA0', { orderingTimestamp: THIS_RUN - 2 }),
    storedResult('AIDA1', { orderingTimestamp: THIS_RUN - 1 }),
    storedResult('AIDA2', { orderingTimestamp: THIS_RUN - 3 }),
    storedResult('AIDA0', { resourceType: 'AWS::::Account', orderingTimestamp: 0 }),
  ]);
  await passed(history.complete);
  const users = ['AIDA1', 'AIDA0', 'NEW1', 'AIDA2', 'NEW2'].map((userId) => listed({ userId }));
  expect(history.inOrderOfNeed(users).map(({ userId }) => userId)).toEqual([
    'NEW1',
    'NEW2',
    'AIDA2',
    'AIDA0',
    'AIDA1',
  ]);
});

test('is asked of the rule by its name', async () => {
  const { history, config, passed } = loading([]);
  await passed(history.complete);
  expect(config.line.asked).toEqual(['config:GetComplianceDetailsByConfigRule console-mfa']);
});
