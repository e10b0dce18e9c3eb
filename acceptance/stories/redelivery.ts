import { InvokeCommand } from '@aws-sdk/client-lambda';
import { errorLine } from '../aws';
import { didNotHold, held, notObserved, type Observation } from '../observation';
import { readResults } from '../results';
import type { Scene } from '../scene';

/**
 * Invokes the function twice with one event, as Lambda may. Only AWS Config issues result tokens, so the event has the
 * token of test mode: the function evaluates everybody, and AWS Config stores nothing.
 */
export async function observeRedelivery(scene: Scene): Promise<void> {
  scene.observations.record('redelivery', await redeliver(scene));
}

async function redeliver(scene: Scene): Promise<Observation> {
  const { aws, rule, watch } = scene;
  const time = new Date(watch.now());
  const event = Buffer.from(JSON.stringify(eventOf(scene, time)));
  for (const delivery of ['first', 'second']) {
    watch.throwIfStopped();
    const trouble = await deliver(scene, delivery, event);
    if (trouble !== undefined) return trouble;
  }
  const results = await readResults(aws.config, rule.name);
  const stored = [...results.values()].filter(
    ({ orderingTimestamp }) => orderingTimestamp.getTime() === time.getTime(),
  );
  return stored.length === 0 ? held() : didNotHold(`${stored.length} results of the test event`);
}

async function deliver(
  { aws, rule }: Scene,
  delivery: string,
  Payload: Uint8Array,
): Promise<Observation | undefined> {
  try {
    const command = new InvokeCommand({ FunctionName: rule.functionName, Payload });
    const { FunctionError, Payload: answer } = await aws.lambda.send(command);
    if (FunctionError === undefined) return undefined;
    return didNotHold(`the ${delivery} delivery failed: ${answer?.transformToString().slice(0, 400)}`);
  } catch (error) {
    return notObserved(errorLine(error));
  }
}

/** @see https://docs.aws.amazon.com/config/latest/developerguide/evaluate-config_develop-rules_example-events.html */
function eventOf({ accountId, rule }: Scene, time: Date) {
  return {
    version: '1.0',
    invokingEvent: JSON.stringify({
      awsAccountId: accountId,
      notificationCreationTime: time.toISOString(),
      messageType: 'ScheduledNotification',
      recordVersion: '1.0',
    }),
    ruleParameters: rule.ruleParameters,
    resultToken: 'TESTMODE',
    eventLeftScope: false,
    executionRoleArn: '',
    configRuleArn: rule.arn,
    configRuleName: rule.name,
    configRuleId: rule.arn.split('/')[1] ?? '',
    accountId,
  };
}
