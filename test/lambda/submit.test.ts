import type { Submission } from '../../lambda/ports';
import { submit } from '../../lambda/submit';
import type { Evaluation } from '../../rule/core/evaluation';
import type { Invocation } from '../../rule/core/invocation';
import { ThrottledClient } from '../../rule/throttled-client';
import { FakeConfigService } from '../support/fake-config-service';
import { VirtualClock } from '../support/virtual-clock';

const BEGAN = Date.parse('2027-01-15T12:00:00Z');
const invocation: Invocation = {
  accountId: '123456789012',
  configRuleName: 'console-mfa',
  resultToken: 'token',
  testMode: false,
  orderingTimestamp: new Date('2027-01-15T11:59:58Z'),
  ruleParameters: {},
};

function evaluations(count: number): readonly Evaluation[] {
  return Array.from({ length: count }, (_, index) => ({
    resourceType: 'AWS::IAM::User',
    resourceId: `AIDA${index}`,
    compliance: 'COMPLIANT',
    annotation: 'fine',
  }));
}

function callsOf(api: FakeConfigService, clock: VirtualClock, untilMs = 60_000) {
  return { api, client: new ThrottledClient(clock, { concurrency: 8 }), until: BEGAN + untilMs };
}

function submitting(prepare: (config: FakeConfigService) => void = () => {}) {
  const clock = new VirtualClock(BEGAN);
  const config = new FakeConfigService(clock);
  prepare(config);
  const send = (given: readonly Evaluation[], untilMs = 60_000) =>
    clock.run(() => submit(callsOf(config, clock, untilMs), invocation, given));
  return { send, config };
}

const sizes = ({ submissions }: FakeConfigService) =>
  submissions.map((submission) => submission.evaluations.length);
const keyOf = ({ resourceType, resourceId }: Evaluation) => ({ resourceType, resourceId });

describe('batches', () => {
  test.each([
    [1, [1]],
    [99, [99]],
    [100, [100]],
    [101, [100, 1]],
    [200, [100, 100]],
    [250, [100, 100, 50]],
  ])('%d evaluations', async (count, batches) => {
    const { send, config } = submitting();
    const given = evaluations(count);
    expect(await send(given)).toEqual({ accepted: given, refused: [] });
    expect(sizes(config)).toEqual(batches);
    expect(config.submissions.flatMap((submission) => submission.evaluations)).toEqual(given);
  });

  test('carry the run: its token, its ordering timestamp, whether it is a trial', async () => {
    const { send, config } = submitting();
    await send(evaluations(1));
    expect(config.submissions).toEqual([
      {
        evaluations: evaluations(1),
        orderingTimestamp: new Date('2027-01-15T11:59:58Z'),
        resultToken: 'token',
        testMode: false,
      },
    ]);
  });
});

describe('no evaluations', () => {
  test('are one empty batch', async () => {
    const { send, config } = submitting();
    expect(await send([])).toEqual({ accepted: [], refused: [] });
    expect(sizes(config)).toEqual([0]);
  });

  test('are a problem of the run where AWS Config refuses even that', async () => {
    const { send } = submitting(({ line }) => {
      line.onCall = () => 'refused';
    });
    expect(await send([])).toMatchObject({ accepted: [], refused: [], problem: { failure: 'refused' } });
  });
});

describe('evaluations that AWS Config does not take', () => {
  test('are sent again by themselves', async () => {
    const given = evaluations(3);
    const [, second, third] = given;
    const { send, config } = submitting((fake) => {
      fake.onSubmission = ({ evaluations: sent }: Submission) =>
        sent.length === 3 ? sent.slice(1).map(keyOf) : sent.slice(1, 2).map(keyOf);
    });
    expect(await send(given)).toEqual({ accepted: given, refused: [] });
    expect(config.submissions.map((submission) => submission.evaluations)).toEqual([
      given,
      [second, third],
      [third],
    ]);
  });

  test('are sent again after a wait', async () => {
    const clock = new VirtualClock(BEGAN);
    clock.random = () => 0.5;
    const config = new FakeConfigService(clock);
    const at: number[] = [];
    config.onSubmission = ({ evaluations: sent }) => {
      at.push(clock.now() - BEGAN);
      return sent.map(keyOf);
    };
    await clock.run(() => submit(callsOf(config, clock), invocation, evaluations(1)));
    // Each call takes 30 ms; the waits are half of 100, 200 and 400.
    expect(at).toEqual([30, 110, 240, 470]);
  });

  test('four times are refused', async () => {
    const given = evaluations(2);
    const [first, second] = given;
    const { send, config } = submitting((fake) => {
      fake.onSubmission = ({ evaluations: sent }: Submission) => sent.slice(-1).map(keyOf);
    });
    const { accepted, refused } = await send(given);
    expect(accepted).toEqual([first]);
    expect(refused).toMatchObject([{ evaluation: second, error: { code: 'EvaluationNotTaken' } }]);
    expect(refused[0]?.error.message).toBe(
      'EvaluationNotTaken: AWS Config returned the evaluation as failed 4 times; the next run submits it again',
    );
    expect(sizes(config)).toEqual([2, 1, 1, 1]);
  });

  test('and cannot be told apart leave the whole batch in doubt', async () => {
    const given = evaluations(2);
    const { send, config } = submitting((fake) => {
      fake.onSubmission = () => [{ resourceType: '', resourceId: '' }];
    });
    const { accepted, refused } = await send(given);
    expect(accepted).toEqual([]);
    expect(refused.map(({ evaluation }) => evaluation)).toEqual(given);
    expect(sizes(config)).toEqual([2, 2, 2, 2]);
  });

  test('before a call that fails are refused with its error, and the others accepted', async () => {
    const given = evaluations(2);
    const [first, second] = given;
    const { send } = submitting((fake) => {
      fake.onSubmission = ({ evaluations: sent }: Submission) => sent.slice(-1).map(keyOf);
      fake.line.onCall = ({ nth }) => (nth === 2 ? 'denied' : undefined);
    });
    expect(await send(given)).toMatchObject({
      accepted: [first],
      refused: [{ evaluation: second, error: { failure: 'denied' } }],
    });
  });
});

describe('a batch that AWS Config refuses', () => {
  test('does not hold back the others', async () => {
    const given = evaluations(250);
    const { send, config } = submitting(({ line }) => {
      line.onCall = ({ nth }) => (nth === 2 ? 'refused' : undefined);
    });
    const { accepted, refused, problem } = await send(given);
    expect(accepted).toEqual([...given.slice(0, 100), ...given.slice(200)]);
    expect(refused.map(({ evaluation }) => evaluation)).toEqual(given.slice(100, 200));
    expect(refused[0]?.error.message).toBe(
      'AwsCallFailed: config:PutEvaluations was refused (Faked: by the test)',
    );
    expect(problem).toBeUndefined();
    expect(config.results.size).toBe(150);
  });

  test('for its rate is sent again', async () => {
    const given = evaluations(150);
    const { send, config } = submitting(({ line }) => {
      line.onCall = ({ nth }) => (nth <= 2 ? 'throttled' : undefined);
    });
    expect(await send(given)).toEqual({ accepted: given, refused: [] });
    expect(config.results.size).toBe(150);
  });

  test('for want of time is refused', async () => {
    const { send } = submitting();
    const { refused } = await send(evaluations(1), 0);
    expect(refused).toMatchObject([{ error: { code: 'OutOfTime' } }]);
  });
});
