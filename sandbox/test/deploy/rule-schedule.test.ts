import { SandboxClock } from '../../account/clock';
import { createRule } from '../../account/config-rules';
import { startRecording, stopRecording } from '../../account/configuration-recorder';
import { Scheduler } from '../../account/scheduler';
import { RuleSchedule } from '../../deploy/rule-schedule';
import { emptyAccount, NOW } from '../support/served-account';

const HOUR = 3_600_000;

/** An hourly rule, and the times at which AWS Config invokes its function, in hours from its creation. */
function hourlyRule() {
  const account = emptyAccount();
  startRecording(account);
  const clock = SandboxClock.frozen(NOW);
  const scheduler = new Scheduler(clock);
  const invoked: number[] = [];
  const functions = {
    invoke: () => {
      invoked.push((clock.now().getTime() - NOW.getTime()) / HOUR);
      return 'request';
    },
  };
  const schedule = new RuleSchedule(
    account,
    scheduler,
    functions,
    () => clock.now(),
    () => undefined,
  );
  const rule = createRule(account, {
    configRuleName: 'hourly',
    description: undefined,
    functionArn: 'arn:aws:lambda:us-east-1:123456789012:function:evaluate',
    maximumExecutionFrequency: 'One_Hour',
    inputParameters: undefined,
  });
  schedule.schedule(rule);
  return { account, scheduler, invoked };
}

test('a periodic rule runs at once, and then at its frequency', async () => {
  const { scheduler, invoked } = hourlyRule();
  await scheduler.advance(2.5 * HOUR);
  expect(invoked).toEqual([0, 1, 2]);
});

test('a periodic rule keeps running while the configuration recorder is off', async () => {
  const { account, scheduler, invoked } = hourlyRule();
  await scheduler.advance(1.5 * HOUR);
  stopRecording(account);
  await scheduler.advance(2 * HOUR);
  expect(invoked).toEqual([0, 1, 2, 3]);
});
