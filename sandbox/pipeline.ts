import { setTimeout as wait } from 'node:timers/promises';
import { type Account, keyOf } from './account/account';
import type { SandboxClock } from './account/clock';
import { Ids } from './account/ids';
import { denialOf } from './authorize';
import { type AnsweredCall, CallLog } from './call-log';
import type { EventHistory } from './cloudtrail/event-history';
import { recordCall, type ServiceCall } from './cloudtrail/service-call';
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
import { LOOKUP_RATE, type RateLimit, RateLimits } from './rate-limit';
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
  /** What CloudTrail has recorded in another account, by its id. @default - there is no other */
  readonly historyOf?: (accountId: string) => EventHistory | undefined;
}

/** What becomes of a request on its way to an action and back. */
export class Pipeline {
  readonly calls = new CallLog();
  faults: FaultPlan = noFaults;
  /** Added to every answer. */
  latencyMs = 0;
  readonly #settings: PipelineSettings;
  readonly #decisions = new Decisions();
  readonly #rates = new RateLimits();
  readonly #requestIds = new Ids('requests');
  #received = 0;

  constructor(settings: PipelineSettings) {
    this.#settings = settings;
    this.limitRate('cloudtrail', LOOKUP_RATE);
  }

  /**
   * Refuses calls beyond a rate, as AWS throttles an account's in a Region; undefined takes the limit away. At first only
   * CloudTrail has a limit, that of LookupEvents.
   *
   * @param elapsed a monotonic count of milliseconds; by default the machine's
   */
  limitRate(service: Service['name'], limit: RateLimit | undefined, elapsed = () => performance.now()): void {
    this.#rates.set(service, limit, elapsed);
  }

  async reply(wireService: WireService, request: WireRequest): Promise<Reply> {
    const requestId = this.#requestIds.requestId();
    const call = this.#receive(wireService, request);
    const arrived: Arrived = { request, requestId, known: undefined };
    try {
      return await this.#serve(wireService, call, arrived);
    } catch (error) {
      if (error instanceof ConnectionCut) {
        call.errorCode = 'Cut';
        return { type: 'cut' };
      }
      const refusal = this.#toRefusal(wireService, error);
      call.errorCode = refusal.code;
      this.#trace(call, arrived, { output: undefined, error: refusal });
      return { type: 'whole', answer: wireService.protocol.encodeError(refusal, requestId) };
    } finally {
      this.calls.record(call);
    }
  }

  async #serve(wireService: WireService, call: CallInHand, arrived: Arrived): Promise<Reply> {
    const { account: present, clock } = this.#settings;
    const { service, protocol } = wireService;
    const { requestId, request } = arrived;
    const { credentials } = request;
    if (credentials === undefined) throw protocol.refusals.missingCredentials;
    const identity = identify(present, credentials, protocol.refusals, clock.now());
    const { caller } = identity;
    call.callerArn = caller.arn;
    const { operation, action } = actionNamed(wireService, call.action);
    const signer = { ...identity, accessKeyId: credentials.accessKeyId };
    arrived.known = { operation, signer, region: credentials.region };
    call.input = protocol.decode(operation, request.body);
    call.userName = userNameIn(call.input);

    const faults = await this.faults(call);
    await beforeAction(faults);
    if (!this.#rates.take(service.name, credentials.region)) throw protocol.refusals.throttled;
    if (this.latencyMs > 0) await wait(this.latencyMs);

    validate(service.name, operation.input, call.input, protocol.refusals.validationCode);
    const account = accountSeen(faults, present);
    const input = alteredInput(faults, call.input) as never; // of the schemas that the action's types are made from
    const context = { account, now: clock.now(), caller, requestId, region: credentials.region };
    await this.#authorize(wireService, identity, call.action, action.resources(input, context), context.now);
    call.userId = call.userName === undefined ? undefined : account.users.byKey(keyOf(call.userName))?.userId;
    const output = afterAction(faults, await action.run(input, context));
    const answer = protocol.encode(call.action, operation, output, requestId);
    this.#trace(call, arrived, { output, error: undefined });
    if (breaksOff(faults)) {
      call.errorCode = 'Cut';
      return { type: 'broken off', answer };
    }
    call.output = output;
    return { type: 'whole', answer };
  }

  /** Has CloudTrail record a call, if it is of an action that the sandbox has, by somebody whom the account knows. */
  #trace(
    { service, action, input }: CallInHand,
    { request: { userAgent }, requestId, known }: Arrived,
    outcome: Pick<ServiceCall, 'output' | 'error'>,
  ): void {
    if (known === undefined) return;
    const { account, clock, historyOf } = this.#settings;
    const call = { ...known, time: clock.now(), service, action, userAgent, requestId, input, ...outcome };
    recordCall(account, call, historyOf);
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

  #toRefusal({ protocol }: WireService, error: unknown): ServiceError {
    if (error instanceof ServiceError) return error;
    this.#settings.onDefect(error);
    return protocol.refusals.internalFailure;
  }
}

/** What becomes known of a call on its way. */
type CallInHand = { -readonly [Member in keyof AnsweredCall]: AnsweredCall[Member] };

/** The request of a call, and what CloudTrail needs to know of it. */
interface Arrived {
  readonly request: WireRequest;
  readonly requestId: string;
  /** Undefined until it is known who calls which action. */
  known: Pick<ServiceCall, 'operation' | 'signer' | 'region'> | undefined;
}

function userNameIn(input: unknown): string | undefined {
  const { UserName: userName }: { readonly UserName?: unknown } = Object(input);
  return typeof userName === 'string' ? userName : undefined;
}
