import type { Account } from '../account/account';
import { Ids } from '../account/ids';
import type { Role } from '../account/principals';
import type { Scheduler } from '../account/scheduler';
import { roleSessionArn } from '../account/sessions';
import { denialOf, type Requested } from '../authorize';
import { Decisions } from '../decisions';
import { quoted, SandboxError, ServiceError } from '../errors';
import { ResourcePolicies } from './resource-policy';

/** An API call that a schedule's universal target makes. */
export interface ScheduledCall {
  /** What the schedule's role has to be allowed. */
  requested(input: unknown): readonly Requested[];
  /** @throws ServiceError for an input that the service refuses */
  call(input: unknown): Promise<void>;
}

/** A schedule that comes once a day. */
export interface DailySchedule {
  readonly scheduleArn: string;
  readonly groupArn: string;
  /** UTC. */
  readonly hour: number;
  readonly minute: number;
  /** `arn:aws:scheduler:::aws-sdk:service:apiAction`. */
  readonly targetArn: string;
  readonly roleArn: string;
  /** JSON of the call's parameters, in which Scheduler replaces its context attributes. */
  readonly input: string;
}

export interface ScheduleInvocation {
  readonly scheduleArn: string;
  readonly time: Date;
  /** What the target, IAM or STS answered in place of doing it. */
  readonly error: string | undefined;
}

const SCHEDULER = 'scheduler.amazonaws.com';
const DAY_MS = 86_400_000;

/**
 * EventBridge Scheduler: calls an API of AWS in the role of the schedule. What a target refuses is dropped here, where
 * Scheduler tries again for as long as the schedule's retry policy has it.
 *
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-universal.html
 */
export class Schedules {
  /** Oldest first. */
  readonly invocations: ScheduleInvocation[] = [];
  readonly #account: Account;
  readonly #scheduler: Scheduler;
  readonly #calls: Readonly<Record<string, ScheduledCall>>;
  readonly #now: () => Date;
  readonly #ids = new Ids('schedules');
  readonly #decisions = new Decisions();
  readonly #trust = new ResourcePolicies();

  /** @param calls by service and action, as a target's ARN ends: `cloudformation:createStackInstances` */
  constructor(
    account: Account,
    scheduler: Scheduler,
    calls: Readonly<Record<string, ScheduledCall>>,
    now: () => Date,
  ) {
    this.#account = account;
    this.#scheduler = scheduler;
    this.#calls = calls;
    this.#now = now;
  }

  /** @throws SandboxError `UnsupportedTarget` */
  create(schedule: DailySchedule): void {
    this.#callOf(schedule);
    this.#plan(schedule);
  }

  #plan(schedule: DailySchedule): void {
    this.#scheduler.add(nextTime(schedule, this.#now()), async () => {
      this.#plan(schedule);
      const error = await this.#invoke(schedule);
      this.invocations.push({ scheduleArn: schedule.scheduleArn, time: this.#now(), error });
    });
  }

  async #invoke(schedule: DailySchedule): Promise<string | undefined> {
    const role = [...this.#account.roles].find(({ arn }) => arn === schedule.roleArn);
    if (role === undefined || !(await this.#mayAssume(role, schedule.groupArn))) {
      return `${SCHEDULER} may not assume ${schedule.roleArn}`;
    }
    const call = this.#callOf(schedule);
    const input: unknown = JSON.parse(this.#withAttributes(schedule));
    try {
      const denial = await this.#denialOf(role, call.requested(input));
      if (denial === undefined) await call.call(input);
      return denial;
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      return `${error.code}: ${error.message}`;
    }
  }

  /** Scheduler names the schedule's group, not the schedule. */
  #mayAssume(role: Role, groupArn: string): Promise<boolean> {
    const { accountId } = this.#account;
    return this.#trust.mayDo(role.assumeRolePolicyDocument, {
      service: SCHEDULER,
      action: 'sts:AssumeRole',
      resource: role.arn,
      context: { 'aws:SourceArn': groupArn, 'aws:SourceAccount': accountId },
      accountId,
    });
  }

  async #denialOf(role: Role, requests: readonly Requested[]): Promise<string | undefined> {
    const session = 'scheduler';
    const arn = roleSessionArn(this.#account, role, session);
    const caller = {
      type: 'role',
      roleName: role.roleName,
      arn,
      userId: `${role.roleId}:${session}`,
    } as const;
    for (const requested of requests) {
      const identity = { caller, session: undefined };
      const denial = await denialOf(this.#decisions, this.#account, identity, requested, this.#now());
      if (denial !== undefined) return denial;
    }
    return undefined;
  }

  #withAttributes({ input, scheduleArn }: DailySchedule): string {
    return input
      .replaceAll('<aws.scheduler.execution-id>', this.#ids.requestId())
      .replaceAll('<aws.scheduler.schedule-arn>', scheduleArn);
  }

  #callOf({ targetArn }: DailySchedule): ScheduledCall {
    const name = /^arn:aws[\w-]*:scheduler:::aws-sdk:(\w+:\w+)$/.exec(targetArn)?.[1] ?? '';
    const call = Object.hasOwn(this.#calls, name) ? this.#calls[name] : undefined;
    if (call !== undefined) return call;
    const known = Object.keys(this.#calls).join(', ');
    throw new SandboxError(
      'UnsupportedTarget',
      `a schedule calls ${quoted(targetArn)}; the sandbox knows ${known}`,
    );
  }
}

function nextTime({ hour, minute }: DailySchedule, now: Date): Date {
  const today = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate(), hour, minute);
  return new Date(today > now.getTime() ? today : today + DAY_MS);
}
