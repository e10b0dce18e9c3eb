import { setTimeout as wait } from 'node:timers/promises';
import { type Account, keyOf } from './account/account';
import type { SandboxClock } from './account/clock';
import { Ids } from './account/ids';
import { denialOf } from './authorize';
import { type AnsweredCall, CallLog } from './call-log';
import { Decisions } from './decisions';
import { ServiceError } from './errors';
import {
  accountSeen,
  afterAction,
  alteredInput,
  beforeAction,
  breaksOff,
  ConnectionCut,
  type FaultPlan,
  noFaults,
} from './faults';
import { type Identity, identify } from './identify';
import { type RateLimit, TokenBucket } from './rate-limit';
import type { Service } from './service';
import type { WireAnswer } from './wire/protocol';
import type { WireRequest } from './wire/request';
import { validate } from './wire/validate';
import { actionNamed, type WireService } from './wire-service';

/** How a request ends: with an answer, whole or broken off, or with a connection that is cut without one. */
export type Reply =
  | { readonly type: 'whole' | 'broken off'; readonly answer: WireAnswer }
  | { readonly type: 'cut' };

export interface PipelineSettings {
  readonly account: Account;
  readonly clock: SandboxClock;
  /** Told of an error that is no refusal of AWS's; the caller is answered that the service failed. */
  readonly onDefect: (error: unknown) => void;
}

/** What becomes of a request on its way to an action and back. */
export class Pipeline {
  readonly calls = new CallLog();
  faults: FaultPlan = noFaults;
  /** Added to every answer. */
  latencyMs = 0;
  readonly #settings: PipelineSettings;
  readonly #decisions = new Decisions();
  readonly #buckets = new Map<Service['name'], TokenBucket>();
  readonly #requestIds = new Ids('requests');
  #received = 0;

  constructor(settings: PipelineSettings) {
    this.#settings = settings;
  }

  /** Refuses calls beyond a rate, as AWS throttles an account's; undefined takes the limit away. */
  limitRate(service: Service['name'], limit: RateLimit | undefined): void {
    if (limit === undefined) this.#buckets.delete(service);
    else this.#buckets.set(service, new TokenBucket(limit, () => performance.now()));
  }

  async reply(wireService: WireService, request: WireRequest): Promise<Reply> {
    const requestId = this.#requestIds.requestId();
    const call = this.#receive(wireService, request);
    try {
      return await this.#serve(wireService, request, call, requestId);
    } catch (error) {
      if (error instanceof ConnectionCut) {
        call.errorCode = 'Cut';
        return { type: 'cut' };
      }
      const refusal = this.#toRefusal(wireService, error);
      call.errorCode = refusal.code;
      return { type: 'whole', answer: wireService.protocol.encodeError(refusal, requestId) };
    } finally {
      this.calls.record(call);
    }
  }

  async #serve(
    wireService: WireService,
    request: WireRequest,
    call: CallInHand,
    requestId: string,
  ): Promise<Reply> {
    const { clock } = this.#settings;
    const { service, protocol } = wireService;
    const identity = identify(this.#settings.account, request.credentials, protocol.refusals, clock.now());
    call.callerArn = identity.caller.arn;
    if (service.name === 'iam' && identity.session?.withoutIam === true)
      throw protocol.refusals.invalidCredentials;
    const { operation, action } = actionNamed(wireService, call.action);
    call.input = protocol.decode(operation, request.body);
    call.userName = userNameIn(call.input);

    const faults = await this.faults(call);
    await beforeAction(faults);
    this.#throttle(wireService);
    if (this.latencyMs > 0) await wait(this.latencyMs);

    validate(service.name, operation.input, call.input, protocol.refusals.validationCode);
    const account = accountSeen(faults, this.#settings.account);
    const input = alteredInput(faults, call.input) as never; // of the schemas that the action's types are made from
    const context = { account, now: clock.now(), caller: identity.caller, requestId };
    await this.#authorize(wireService, identity, call.action, action.resources(input, context), context.now);
    call.userId = call.userName === undefined ? undefined : account.users.byKey(keyOf(call.userName))?.userId;
    const output = afterAction(faults, await action.run(input, context));
    const answer = protocol.encode(call.action, operation, output, requestId);
    if (breaksOff(faults)) {
      call.errorCode = 'Cut';
      return { type: 'broken off', answer };
    }
    call.output = output;
    return { type: 'whole', answer };
  }

  #receive({ service, protocol }: WireService, request: WireRequest): CallInHand {
    this.#received += 1;
    return {
      number: this.#received,
      service: service.name,
      action: protocol.actionOf(request),
      userName: undefined,
      input: undefined,
      callerArn: undefined,
      userId: undefined,
      errorCode: undefined,
      output: undefined,
    };
  }

  async #authorize(
    { service, protocol }: WireService,
    identity: Identity,
    action: string,
    resources: readonly string[],
    now: Date,
  ): Promise<void> {
    const requested = { action: `${service.actionPrefix}:${action}`, resources };
    const denial = await denialOf(this.#decisions, this.#settings.account, identity, requested, now);
    if (denial !== undefined) throw protocol.refusals.accessDenied(denial);
  }

  #throttle({ service, protocol }: WireService): void {
    const bucket = this.#buckets.get(service.name);
    if (bucket !== undefined && !bucket.take()) throw protocol.refusals.throttled;
  }

  #toRefusal({ protocol }: WireService, error: unknown): ServiceError {
    if (error instanceof ServiceError) return error;
    this.#settings.onDefect(error);
    return protocol.refusals.internalFailure;
  }
}

/** What becomes known of a call on its way. */
type CallInHand = { -readonly [Member in keyof AnsweredCall]: AnsweredCall[Member] };

function userNameIn(input: unknown): string | undefined {
  const { UserName: userName }: { readonly UserName?: unknown } = Object(input);
  return typeof userName === 'string' ? userName : undefined;
}
