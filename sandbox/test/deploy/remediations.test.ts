import { SandboxClock } from '../../account/clock';
import { createRule } from '../../account/config-rules';
import { recordEvaluation } from '../../account/evaluation-results';
import type { RemediationConfiguration } from '../../account/remediation';
import { Scheduler } from '../../account/scheduler';
import { Remediations } from '../../deploy/remediations';
import { Automation } from '../../ssm/automation';
import { emptyAccount, NOW } from '../support/served-account';

const CONFIGURATION: RemediationConfiguration = {
  configRuleName: 'mfa',
  arn: 'arn:aws:config:us-east-1:123456789012:remediation-configuration/mfa/1',
  documentName: 'unknown',
  documentVersion: undefined,
  parameters: {},
  resourceType: 'AWS::IAM::User',
  automatic: false,
  concurrentExecutionRatePercentage: 10,
  errorPercentage: 50,
  maximumAutomaticAttempts: undefined,
  retryAttemptSeconds: undefined,
};

/** The most remediations of this many resources that are under way at once, at so many percent. */
async function peakOf(resources: number, concurrentExecutionRatePercentage: number): Promise<number> {
  const account = emptyAccount();
  const clock = SandboxClock.frozen(NOW);
  const scheduler = new Scheduler(clock);
  let underWay = 0;
  let peak = 0;
  const automation = new Automation({ account, now: () => NOW, invokeAndWait: async () => undefined });
  const execute = automation.execute.bind(automation);
  automation.execute = async (documentName, parameters) => {
    underWay += 1;
    peak = Math.max(peak, underWay);
    await new Promise((resolve) => setImmediate(resolve));
    underWay -= 1;
    return execute(documentName, parameters);
  };
  const remediations = new Remediations(account, scheduler, automation, () => clock.now());
  const keys = Array.from({ length: resources }, (_, index) => ({
    resourceType: 'AWS::IAM::User',
    resourceId: `AIDA${index}`,
  }));
  remediations.start({ ...CONFIGURATION, concurrentExecutionRatePercentage }, keys);
  await scheduler.settled();
  expect(automation.executions).toHaveLength(resources);
  return peak;
}

test.each([
  [1, 2, 1],
  [49, 2, 1],
  [100, 2, 2],
  [100, 10, 10],
  [3, 100, 3],
])('of %p resources at %p %%, %p are remediated at a time', async (resources, percentage, peak) => {
  expect(await peakOf(resources, percentage)).toBe(peak);
});

test('only results that an evaluation has submitted start an automatic remediation: an unchanged one starts none', async () => {
  const account = emptyAccount();
  const clock = SandboxClock.frozen(NOW);
  const scheduler = new Scheduler(clock);
  const automation = new Automation({ account, now: () => NOW, invokeAndWait: async () => undefined });
  const remediations = new Remediations(account, scheduler, automation, () => clock.now());
  account.config.remediations.set('mfa', { ...CONFIGURATION, automatic: true });
  const rule = createRule(account, {
    configRuleName: 'mfa',
    description: undefined,
    functionArn: 'arn:aws:lambda:us-east-1:123456789012:function:evaluate',
    maximumExecutionFrequency: 'One_Hour',
    inputParameters: undefined,
  });
  const later = new Date(NOW.getTime() + 3_600_000);
  const submit = (resourceId: string, time: Date) =>
    recordEvaluation(
      account.config,
      rule,
      {
        resourceType: 'AWS::IAM::User',
        resourceId,
        compliance: 'NON_COMPLIANT',
        annotation: undefined,
        orderingTimestamp: time,
      },
      time,
      time,
    );
  submit('AIDA1', NOW);
  remediations.afterEvaluation(rule, NOW);
  await scheduler.settled();
  submit('AIDA2', later);
  remediations.afterEvaluation(rule, later);
  await scheduler.settled();
  expect(automation.executions).toHaveLength(2);
  const remediated = [...(account.config.remediationExecutions.get('mfa') ?? [])];
  expect(remediated.map(({ resourceId }) => resourceId)).toEqual(['AIDA1', 'AIDA2']);
});

test('a remediation that cannot start has failed, and says why in its only step', async () => {
  const account = emptyAccount();
  const clock = SandboxClock.frozen(NOW);
  const scheduler = new Scheduler(clock);
  const automation = new Automation({ account, now: () => NOW, invokeAndWait: async () => undefined });
  const remediations = new Remediations(account, scheduler, automation, () => clock.now());
  remediations.start(CONFIGURATION, [{ resourceType: 'AWS::IAM::User', resourceId: 'AIDA1' }]);
  const executions = () => [...(account.config.remediationExecutions.get('mfa') ?? [])];
  expect(executions()).toMatchObject([{ resourceId: 'AIDA1', state: 'IN_PROGRESS', steps: [] }]);
  await scheduler.settled();
  expect(executions()).toMatchObject([
    {
      state: 'FAILED',
      steps: [{ name: 'unknown', state: 'FAILED', errorMessage: 'There is no document unknown' }],
    },
  ]);
});
