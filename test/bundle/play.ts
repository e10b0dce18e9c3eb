import type { Account } from '../../sandbox/account/account';
import { SandboxClock } from '../../sandbox/account/clock';
import type { Attempt } from '../../sandbox/deploy/lambda/attempt';
import { type FaultSchedule, functionFaults } from '../../sandbox/fault-schedule/fault-schedule';
import { faultPlan } from '../../sandbox/fault-schedule/plan';
import { noFaults } from '../../sandbox/faults';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox';
import { AnswersOfCalls } from './answers-of-calls';
import { type Assemblies, POLICIES } from './assemblies';
import { type Held, inspectSubmission, inspectTurn } from './promise';
import { accountOf, NOW, type Scenario, scheduleOf } from './scenario';
import { leaks, secretsOf } from './secrets';
import { missingResults, untrueResults } from './truth';

/** The function's time, unless a fault cuts it. */
const TIMEOUT_SECONDS = 6;
/** Long enough for two retries, in steps that keep deliveries apart. */
const TURNS_MS = Array.from({ length: 8 }, () => 30_000);

export interface Played {
  readonly schedule: FaultSchedule;
  readonly calls: number;
  readonly attempts: readonly Attempt[];
  /** Whether any attempt took longer than it may, or the last one, without faults, had too little time. */
  readonly late: boolean;
  readonly breaches: readonly string[];
}

/** Deploys the bundled rule into an account, plays the scenario and checks the promise after each delivery. */
export async function play(scenario: Scenario, assemblies: Assemblies): Promise<Played> {
  const account = accountOf(scenario);
  const schedule = scheduleOf(scenario, account);
  const { timeoutSeconds = TIMEOUT_SECONDS, againAfterMs } = functionFaults(schedule);
  const lambda = { timeoutSeconds, ...(againAfterMs !== undefined && { againAfterMs }) };
  const sandbox = await startSandbox({ account, clock: SandboxClock.frozen(NOW), lambda });
  sandbox.pipeline.latencyMs = scenario.latencyMs;
  try {
    const stage = new Stage(scenario, schedule, sandbox, timeoutSeconds * 1_000);
    await stage.play(assemblies.of(POLICIES[scenario.policy]));
    const attempts = sandbox.invocations.flatMap((invocation) => invocation.attempts);
    const late =
      attempts.some(({ durationMs }) => durationMs >= timeoutSeconds * 1_000) || ranOut(attempts.at(-1));
    return { schedule, calls: sandbox.calls.total, attempts, late, breaches: stage.breaches };
  } finally {
    await sandbox.close();
  }
}

function ranOut(attempt: Attempt | undefined): boolean {
  return attempt?.outcome.type === 'error' && attempt.outcome.error.errorMessage.includes('OutOfTime');
}

class Stage {
  readonly breaches: string[] = [];
  readonly #parameters: Readonly<Record<string, string>>;
  readonly #account: Account;
  /** Names of the users that somebody changes. */
  readonly #touched: ReadonlySet<string>;
  #answered = new AnswersOfCalls();
  #attempts = 0;
  #turn = 0;

  constructor(
    private readonly scenario: Scenario,
    private readonly schedule: FaultSchedule,
    private readonly sandbox: Sandbox,
    private readonly timeoutMs: number,
  ) {
    this.#parameters = POLICIES[scenario.policy];
    this.#account = sandbox.account;
    this.#touched = new Set(
      schedule.rules.flatMap((rule) =>
        rule.on === 'account' ? [rule.userName, rule.newUserName ?? ''] : [],
      ),
    );
    sandbox.calls.listen((call) => {
      if (call.action === 'PutEvaluations') {
        this.#note(inspectSubmission(call, this.#answered, this.#parameters));
      }
      this.#answered.take(call);
    });
  }

  async play(assembly: string): Promise<void> {
    if (this.scenario.ranBefore) {
      await this.#event(async () => {
        this.sandbox.deploy(assembly);
      });
      await this.sandbox.advance(60_000);
    }
    this.#goWrong();
    await this.#event(async () => {
      if (this.scenario.ranBefore) await this.sandbox.evaluate();
      else this.sandbox.deploy(assembly);
    });
    this.sandbox.pipeline.faults = noFaults;
    await this.sandbox.advance(60_000);
    await this.#event(async () => {
      await this.sandbox.evaluate();
    });
    const now = this.sandbox.clock.now();
    this.#note(untrueResults(this.#account, this.#parameters, now, new Set()));
    this.#note(missingResults(this.#account, this.#parameters, now));
    if (this.sandbox.invocations.at(-1)?.status !== 'succeeded') this.#note(['a run without faults fails']);
    this.#nothingLeaked();
  }

  /** The faults count calls from here. */
  #goWrong(): void {
    const plan = faultPlan(this.schedule, this.#account, () => this.sandbox.clock.now());
    const before = this.sandbox.calls.total;
    this.sandbox.pipeline.faults = (call) => plan({ ...call, number: call.number - before });
  }

  /** One event with all its deliveries. */
  async #event(begin: () => Promise<void>): Promise<void> {
    this.#answered = new AnswersOfCalls();
    await this.#deliveries(async () => {
      await begin();
      await this.sandbox.settled();
    });
    for (const milliseconds of TURNS_MS) {
      await this.#deliveries(() => this.sandbox.advance(milliseconds));
    }
  }

  async #deliveries(pass: () => Promise<void>): Promise<void> {
    this.#turn += 1;
    this.#answered.turn(this.sandbox.clock.now().getTime());
    const settled = this.#settled();
    await pass();
    const { invocations } = this.sandbox;
    const attempts = invocations.flatMap((invocation) => invocation.attempts).slice(this.#attempts);
    this.#attempts += attempts.length;
    this.#note(
      inspectTurn({
        settled,
        answered: this.#answered,
        attempts,
        parameters: this.#parameters,
        timeoutMs: this.timeoutMs,
        held: (userId) => this.#held(userId),
      }),
    );
    this.#note(untrueResults(this.#account, this.#parameters, this.sandbox.clock.now(), this.#touched));
  }

  #held(userId: string): Held {
    const { config } = this.#account;
    const [rule] = config.rules;
    const result = config.results.get(rule?.configRuleId ?? '')?.byKey(`AWS::IAM::User ${userId}`);
    const ofThisEvent =
      result?.orderingTimestamp.getTime() === orderingTimestampOf(this.sandbox.invocations.at(-1)?.event);
    return { compliance: result?.compliance ?? 'NOT_APPLICABLE', ofThisEvent };
  }

  #settled(): ReadonlySet<string> {
    const ids = [...this.#account.users].map(({ userId }) => userId);
    return new Set(ids.filter((userId) => this.#held(userId).ofThisEvent));
  }

  #nothingLeaked(): void {
    const log = this.sandbox.invocations.flatMap(({ attempts }) =>
      attempts.flatMap((attempt) => attempt.log),
    );
    this.#note(leaks(log, secretsOf(this.#account)).map((line) => `a secret is logged: ${line}`));
  }

  #note(breaches: readonly string[]): void {
    this.breaches.push(...breaches.map((breach) => `turn ${this.#turn}: ${breach}`));
  }
}

/** Of what AWS Config sent, in milliseconds since the epoch. */
function orderingTimestampOf(event: unknown): number {
  const { invokingEvent = '{}' }: { readonly invokingEvent?: string } = Object(event);
  const { notificationCreationTime = '' }: { readonly notificationCreationTime?: string } =
    JSON.parse(invokingEvent);
  return Date.parse(notificationCreationTime);
}
