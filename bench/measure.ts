import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AccountKind } from '../demo/generator/proportions';
import { synthesize } from '../lib/synthesize';
import type { NodeSettings } from '../sandbox/deploy/lambda/runtime-process';
import { bundleWithDefaults } from './bundle';
import { beyond, type Calls, callBound, total } from './call-bound';
import { accountOf, MeasuredAccount, type Run } from './measured-account';
import { heapFlags } from './node24';

/** The ways to judge an account that are compared. */
export const APPROACHES = ['this rule', 'one by one', 'all at once', 'credential report'] as const;
export type Approach = (typeof APPROACHES)[number];

export interface Measurement {
  readonly approach: Approach;
  readonly kind: AccountKind;
  readonly users: number;
  readonly calls: Calls;
  readonly totalCalls: number;
  readonly seconds: number;
  readonly initSeconds: number;
  readonly peakMemory: number;
  readonly evaluations: number;
}

/** What is known of the rule's own runs beside that. */
export interface RuleMeasurement extends Measurement {
  readonly approach: 'this rule';
  readonly peakConcurrency: number;
  /** Memory over that of the idle process, with the heap of a function of {@link SMALL_MB}; absent for small accounts. */
  readonly memoryOverIdle?: number;
  /** Actions called more often than the formula says. */
  readonly beyondBound: readonly string[];
  /** The same with `report: changes`, where nothing has changed. */
  readonly changes: { readonly evaluations: number; readonly seconds: number; readonly initSeconds: number };
}

export interface Throttled {
  readonly users: number;
  readonly perSecond: number;
  readonly answered: number;
  readonly throttled: number;
  readonly seconds: number;
}

export interface Plan {
  readonly kinds: readonly AccountKind[];
  readonly sizes: readonly number[];
  readonly latencyMs: number;
  readonly lambda: NodeSettings;
  readonly onStep: (what: string) => void;
}

export interface Measurements {
  readonly rule: readonly RuleMeasurement[];
  readonly baselines: readonly Measurement[];
  readonly throttled: Throttled;
  /** Requests of the rule that one core of the sandbox answers in a second. */
  readonly accountRequestsASecond: number;
}

/** Accounts from this size on tell how much memory a run needs. */
const LARGE = 5_000;
/**
 * The function whose heap tells how much memory a run needs, in MB. Node.js collects garbage less often the more memory
 * there is, so with 1,024 MB it takes more than it needs.
 */
export const SMALL_MB = 256;

const BASELINES = [
  { approach: 'one by one', entry: 'one-by-one' },
  { approach: 'all at once', entry: 'all-at-once' },
  { approach: 'credential report', entry: 'credential-report' },
] as const;
/** The account whose processor time tells how fast the sandbox is: alone in its process, and answering at once. */
const ANSWERING = { kind: 'mixed', users: 5_000 } as const;
const THROTTLE = { users: 1_000, perSecond: 20 } as const;

/** Measures the rule and the baselines on the same accounts. */
export async function measure(plan: Plan): Promise<Measurements> {
  const directory = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    plan.onStep('synthesize and bundle');
    const assembly = join(directory, 'assembly');
    synthesize({}, assembly);
    await Promise.all(
      BASELINES.map(({ entry }) => bundleWithDefaults(`baselines/${entry}.ts`, join(directory, entry))),
    );
    return await new Bench(plan, directory, assembly).run();
  } finally {
    rmSync(directory, { recursive: true });
  }
}

interface Subject {
  readonly kind: AccountKind;
  readonly users: number;
  readonly account: MeasuredAccount;
}

class Bench {
  constructor(
    private readonly plan: Plan,
    private readonly directory: string,
    private readonly assembly: string,
  ) {}

  async run(): Promise<Measurements> {
    const accountRequestsASecond = await this.#answering();
    const subjects: Subject[] = [];
    try {
      for (const kind of this.plan.kinds) {
        for (const users of this.plan.sizes) subjects.push(await this.#start(kind, users));
      }
      this.plan.onStep('one by one, in every account side by side, since they only wait');
      const baselines: Measurement[] = await Promise.all(
        subjects.map((subject) => this.#baseline(subject, 'one by one', 'one-by-one')),
      );
      const rule: RuleMeasurement[] = [];
      for (const subject of subjects) {
        this.plan.onStep(`${subject.kind}, ${subject.users} users`);
        rule.push(await this.#rule(subject));
        baselines.push(await this.#baseline(subject, 'all at once', 'all-at-once'));
        baselines.push(await this.#baseline(subject, 'credential report', 'credential-report'));
      }
      return { rule, baselines, throttled: await this.#throttled(), accountRequestsASecond };
    } finally {
      await Promise.all(subjects.map(({ account }) => account.close()));
    }
  }

  async #answering(): Promise<number> {
    const { kind, users } = ANSWERING;
    const { account } = await this.#start(kind, users);
    try {
      account.sandbox.pipeline.latencyMs = 0;
      const run = await account.runRule();
      return total(run.calls) / run.accountSeconds;
    } finally {
      await account.close();
    }
  }

  async #start(kind: AccountKind, users: number): Promise<Subject> {
    this.plan.onStep(`an account of ${users} users, ${kind}`);
    const { assembly } = this;
    const account = await MeasuredAccount.start({ account: accountOf(kind, users), assembly, ...this.plan });
    return { kind, users, account };
  }

  async #baseline(
    { kind, users, account }: Subject,
    approach: Approach,
    entry: string,
  ): Promise<Measurement> {
    const run = await account.runBundle(join(this.directory, entry));
    return { approach, kind, users, ...figures(run) };
  }

  async #rule({ kind, users, account }: Subject): Promise<RuleMeasurement> {
    const memoryOverIdle = users < LARGE ? undefined : await this.#memoryOverIdle(account);
    const run = await account.runRule();
    account.report('changes');
    const { evaluations, seconds, initSeconds } = await account.runRule();
    account.report('all');
    return {
      approach: 'this rule',
      kind,
      users,
      ...figures(run),
      peakConcurrency: run.peakConcurrency,
      ...(memoryOverIdle !== undefined && { memoryOverIdle }),
      beyondBound: beyond(callBound(run.figures), run.answered),
      changes: { evaluations, seconds, initSeconds },
    };
  }

  async #memoryOverIdle(account: MeasuredAccount): Promise<number> {
    const small = { ...this.plan.lambda, nodeFlags: heapFlags(SMALL_MB) };
    const { peakMemory } = await account.runRuleWith(small);
    return peakMemory - (await account.idleMemory(small));
  }

  async #throttled(): Promise<Throttled> {
    const { users, perSecond } = THROTTLE;
    this.plan.onStep(`${users} users under a throttle of ${perSecond} requests a second`);
    const { account } = await this.#start('mixed', users);
    try {
      account.sandbox.pipeline.limitRate('iam', { perSecond, burst: perSecond });
      const run = await account.runRule();
      return {
        users,
        perSecond,
        answered: ofIam(run.answered),
        throttled: throttled(run),
        seconds: run.seconds,
      };
    } finally {
      await account.close();
    }
  }
}

function figures({ calls, seconds, initSeconds, peakMemory, evaluations }: Run) {
  return { calls, totalCalls: total(calls), seconds, initSeconds, peakMemory, evaluations };
}

/** How many of the calls are IAM's. */
export function ofIam(calls: Calls): number {
  return total(Object.fromEntries(Object.entries(calls).filter(([action]) => action.startsWith('iam:'))));
}

export function throttled({ calls, answered }: Run): number {
  return total(calls) - total(answered);
}
