import type { Account } from './account/account';
import type { SandboxClock } from './account/clock';
import type { ConfigRule } from './account/config-rule';
import type { Evaluation, EvaluationResult } from './account/evaluation-result';
import { shownResults } from './account/evaluation-results';
import type { Organization } from './account/organization';
import { Scheduler } from './account/scheduler';
import { openServiceSession } from './account/sessions';
import type { TimelineEntry } from './account/timeline';
import { memberAccounts } from './accounts';
import type { CallLog } from './call-log';
import type { EventHistory } from './cloudtrail/event-history';
import { LogFiles } from './cloudtrail/log-files';
import { consoleOf } from './console/console';
import { readAssembly, type SynthesizedStack } from './deploy/assembly';
import { type DeployedStack, deployStack } from './deploy/deploy-stack';
import { Functions } from './deploy/functions';
import type { Invocation } from './deploy/lambda/asynchronous';
import type { LambdaSettings } from './deploy/lambda/lambda-runtime';
import { Remediations } from './deploy/remediations';
import { roleOf } from './deploy/resources/lambda';
import { RuleSchedule } from './deploy/rule-schedule';
import { SandboxError } from './errors';
import { Messaging } from './events/messaging';
import type { Pipeline } from './pipeline';
import { startServer } from './server';
import { cloudTrailService } from './services/cloudtrail/cloudtrail-service';
import type { ConfigHooks } from './services/config/config-hooks';
import { configService } from './services/config/config-service';
import { iamService } from './services/iam/iam-service';
import { lambdaService } from './services/lambda/lambda-service';
import { organizationsService } from './services/organizations/organizations-service';
import { securityHubService } from './services/security-hub/security-hub-service';
import { stsServiceOf } from './services/sts/sts-service';
import { Automation } from './ssm/automation';
import type { AutomationExecution } from './ssm/automation-execution';

export interface SandboxSettings {
  readonly account: Account;
  readonly clock: SandboxClock;
  /**
   * Whose management account `account` is. Its other accounts answer at the same address, to access keys of their own,
   * in IAM, STS, Organizations and CloudTrail; nothing is deployed in them. @default - none
   */
  readonly organization?: Organization;
  /** @default - any free port */
  readonly port?: number;
  /** Where CloudTrail delivers log files, every five minutes and when the sandbox is closed. @default - it has no trail */
  readonly cloudTrailDirectory?: string;
  /** How Lambda functions run. @default - this process's own Node.js, without flags; the template's timeout; once */
  readonly lambda?: Partial<
    Pick<LambdaSettings, 'nodePath' | 'nodeFlags' | 'timeoutSeconds' | 'againAfterMs'>
  >;
}

/**
 * An AWS account in this process: it answers AWS clients on a loopback address, deploys what `cdk synth` wrote, runs
 * the functions in it and plays AWS Config.
 */
export interface Sandbox {
  /** The endpoint for AWS clients, e.g. `http://127.0.0.1:4566`. */
  readonly url: string;
  readonly account: Account;
  readonly clock: SandboxClock;
  /** The calls that came, counted by action. */
  readonly calls: CallLog;
  /** Faults, latency and limits of the rate of calls. */
  readonly pipeline: Pipeline;
  /** The same for each account of the organization, by its id. */
  readonly pipelines: ReadonlyMap<string, Pipeline>;
  /** What CloudTrail has recorded in the account. */
  readonly cloudtrail: EventHistory;
  readonly functions: Functions;
  /** Which evaluations PutEvaluations is to list among those that failed; none at first. */
  refuses: (evaluation: Evaluation) => boolean;
  /** Every evaluation that AWS Config stored, oldest first. */
  readonly timeline: readonly TimelineEntry[];
  /** Asynchronous invocations of functions, oldest first. */
  readonly invocations: readonly Invocation[];
  /** Event rules, queues and topics, and what went through them. */
  readonly messaging: Messaging;
  /** What SSM Automation ran, the last 500 executions, oldest first. */
  readonly automations: readonly AutomationExecution[];
  /**
   * Deploys stacks: every one of a cloud assembly, or those given. A new rule is evaluated at once, in the background.
   *
   * @throws SandboxError naming the resource that could not be created
   */
  deploy(stacks: string | readonly SynthesizedStack[]): readonly DeployedStack[];
  /**
   * Evaluates a rule, the only one unless it is named, as AWS Config does on schedule, and waits until the first
   * attempt is over. A failed one is retried once the clock has moved on.
   */
  evaluate(configRuleName?: string): Promise<Invocation>;
  /** The results that AWS Config shows for a rule, the only one unless it is named. */
  compliance(configRuleName?: string): readonly EvaluationResult[];
  /** Delivers an event to the rule's function, as AWS Config and Lambda may do more than once with the same. */
  deliver(event: unknown, configRuleName?: string): Promise<Invocation>;
  /** Moves the clock on. What falls due happens in its order, each at its own time, before this returns. */
  advance(milliseconds: number): Promise<void>;
  /** Waits until nothing runs. What waits for a later instant does not count. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** @throws Error for a port that is taken; SandboxError `UnusableDirectory` for that of the log files */
export async function startSandbox(settings: SandboxSettings): Promise<Sandbox> {
  const { account, clock, organization, port, lambda } = settings;
  const now = () => clock.now();
  const scheduler = new Scheduler(clock);
  const logFiles = logFilesOf(settings, scheduler);
  const functions = new Functions(account, scheduler, {
    nodePath: process.execPath,
    nodeFlags: [],
    ...lambda,
    region: account.region,
    endpointUrl: () => server.url,
    now,
    assumeRole: ({ roleArn, functionName }) => {
      const role = roleOf(account, roleArn);
      return role && openServiceSession(account, role, functionName, now());
    },
  });
  const automation = new Automation({
    account,
    invokeAndWait: (functionArn, event) => functions.invokeAndWait(functionArn, event),
    now,
  });
  const messaging = new Messaging(account, scheduler, functions, now);
  const remediations = new Remediations(account, scheduler, automation, now);
  const schedule = new RuleSchedule(account, scheduler, functions, now, (rule, invokedTime) =>
    remediations.afterEvaluation(rule, invokedTime),
  );
  const config: ConfigHooks = {
    mayInvoke: (functionArn) => functions.mayConfigInvoke(functionArn),
    schedule: (rule) => schedule.schedule(rule),
    reschedule: (rule) => schedule.reschedule(rule),
    unschedule: (rule) => schedule.unschedule(rule),
    evaluate: (rule) => schedule.evaluate(rule),
    refuses: (evaluation) => sandbox.refuses(evaluation),
    recorded: (entry) => messaging.onRecorded(entry),
    hasDocument: (name) => automation.hasDocument(name),
    remediate: (configuration, resources) => remediations.start(configuration, resources),
  };
  const server = await startServer({
    account,
    clock,
    services: [
      iamService,
      stsServiceOf(organization),
      organizationsService(organization),
      configService(config),
      lambdaService((functionArn, event) => functions.invokeAndWait(functionArn, event)),
      securityHubService,
      cloudTrailService,
    ],
    others: organization === undefined ? [] : memberAccounts(organization),
    browse: (request) => browse(request),
    ...(port !== undefined && { port }),
  });

  const stopMessaging = account.cloudTrail.listen((event) => messaging.onEvent(event));

  const outcome = async (requestId: string): Promise<Invocation> => {
    await scheduler.settled();
    const invocation = functions.invocation(requestId);
    if (invocation === undefined) throw new SandboxError('NoFunction', 'the function of the rule is gone');
    return invocation;
  };
  const sandbox: Sandbox = {
    url: server.url,
    account,
    clock,
    calls: server.calls,
    pipeline: server.pipeline,
    pipelines: server.pipelines,
    cloudtrail: account.cloudTrail,
    functions,
    messaging,
    refuses: () => false,
    timeline: account.config.timeline,
    get invocations() {
      return functions.invocations;
    },
    get automations() {
      return automation.executions;
    },
    deploy: (stacks) =>
      (typeof stacks === 'string' ? readAssembly(stacks) : stacks).map((stack) =>
        deployStack(stack, { account, functions, config, automation, messaging, now }),
      ),
    evaluate: (name) => outcome(schedule.evaluate(ruleNamed(account, name))),
    compliance: (name) => shownResults(account.config, ruleNamed(account, name)),
    deliver: (event, name) => outcome(functions.invoke(ruleNamed(account, name).functionArn, event)),
    advance: (milliseconds) => scheduler.advance(milliseconds),
    settled: () => scheduler.settled(),
    close: async () => {
      scheduler.close();
      await functions.stop();
      await scheduler.settled();
      await server.close();
      stopMessaging();
      await logFiles?.close();
    },
  };
  const browse = consoleOf(sandbox);
  return sandbox;
}

function logFilesOf(
  { account, clock, organization, cloudTrailDirectory: directory }: SandboxSettings,
  scheduler: Scheduler,
): LogFiles | undefined {
  if (directory === undefined) return undefined;
  const others =
    organization === undefined ? [] : memberAccounts(organization).map((served) => served.account);
  const histories = new Map([account, ...others].map(({ accountId, cloudTrail }) => [accountId, cloudTrail]));
  const onFailure = (error: unknown) => process.emitWarning(String(error));
  return new LogFiles({ directory, histories, clock, scheduler, onFailure });
}

function ruleNamed({ config }: Account, name: string | undefined): ConfigRule {
  const [first, ...others] = config.rules;
  const rule = name === undefined && others.length === 0 ? first : config.rules.byKey(name ?? '');
  if (rule !== undefined) return rule;
  const names = [...config.rules].map(({ configRuleName }) => configRuleName).join(', ') || 'none';
  throw new SandboxError('NoSuchRule', `there is no single rule ${name ?? ''}; AWS Config has: ${names}`);
}
