import { type DenyingPolicy, denyingPolicy } from './denying-policy';

/** The code of every error that this project throws, by where it is thrown. Codes are part of the public contract. */
export const ERROR_CODES = {
  rule: [
    'AwsCallFailed',
    'EvaluationNotTaken',
    'IncompleteRun',
    'InvalidEvent',
    'InvalidParameters',
    'OutOfTime',
    'Unconfirmed',
    'UnknownExemptGroup',
    'UnknownMfaDevice',
    'UnreadExemptGroup',
    'UnreadHistory',
    'UnsupportedMessage',
    'UserRenamed',
    'UserReplaced',
  ],
  functions: ['GroupQuotaReached', 'InvalidEnvironment', 'NamePassedOn', 'NotAUser'],
  constructs: [
    'InvalidEnforcementDate',
    'InvalidGroupName',
    'InvalidOrganization',
    'InvalidRuleName',
    'InvalidSettings',
    'NoImages',
    'NotForAnOrganization',
    'NothingEnforced',
    'TwoReceivers',
    'UnknownRegion',
  ],
  commandLine: [
    'AccessKeyDenied',
    'Busy',
    'ClockSkew',
    'CodesMissing',
    'CodesRefused',
    'DeviceExists',
    'DryRunOnly',
    'EventHistoryEnds',
    'EventHistoryUnread',
    'EventsDamaged',
    'EventsOfAnotherAccount',
    'InputEnded',
    'Interrupted',
    'InvalidCode',
    'InvalidDeviceName',
    'InvalidEndpoint',
    'InvalidFlags',
    'InvalidOutput',
    'InvalidPngFile',
    'InvalidPolicyFile',
    'InvalidRehearsalFile',
    'InvalidSinceFile',
    'InvalidWindow',
    'NoAccounts',
    'NoCredentials',
    'NoEvents',
    'NoUser',
    'NotAllowed',
    'NotConfirmed',
    'OrganizationNotRead',
    'OutputNotWritten',
    'RoleNotAssumed',
    'SameCode',
    'TooManyDevices',
    'UnknownAccount',
    'UnknownDevice',
    'UnknownGroup',
    'UnknownRule',
    'UnknownUser',
  ],
} as const;

/** A code of {@link ERROR_CODES}. */
export type ErrorCode = (typeof ERROR_CODES)[keyof typeof ERROR_CODES][number];

/**
 * The one class of errors this project throws. A code that programs can match, and a message that names the
 * wrong value and the remedy.
 */
export class ConsoleMfaError extends Error {
  /** Of the class, for programs that know it by name. */
  override readonly name: string = 'ConsoleMfaError';

  constructor(
    /** What went wrong, in PascalCase, e.g. `InvalidParameters`. */
    readonly code: ErrorCode,
    message: string,
    options?: { readonly cause?: unknown },
  ) {
    super(`${code}: ${message}`, options);
  }
}

/**
 * How a failed AWS call is to be taken.
 *
 * - `throttled`: AWS refused it for its rate, it may be sent again later.
 * - `transient`: the service failed or the connection broke, sending it again may help.
 * - `denied`: the caller lacks the permission, or a policy denies the call.
 * - `missing`: the thing asked about does not exist (IAM's `NoSuchEntity`).
 * - `refused`: any other answer of 4xx, or an answer that lacks what it must hold.
 */
export type CallFailure = 'throttled' | 'transient' | 'denied' | 'missing' | 'refused';

/** A call to AWS that did not succeed. */
export class AwsCallError extends ConsoleMfaError {
  override readonly name = 'AwsCallError';
  /** The policy that denies the call, if another permission cannot help. */
  readonly denyingPolicy: DenyingPolicy | undefined;

  constructor(
    readonly failure: CallFailure,
    /** The action as policies spell it, e.g. `iam:GetLoginProfile`. */
    readonly action: string,
    /** The answer, or what happened to the connection. */
    readonly detail: string,
    options: {
      readonly cause?: unknown;
      /** What happened and what to do. @default - by the failure, for a run of the deployed rule */
      readonly remedy?: string;
    } = {},
  ) {
    const { cause } = options;
    // The detail may be cut.
    const message = cause instanceof Error ? cause.message : detail;
    const denying = failure === 'denied' ? denyingPolicy(message) : undefined;
    super('AwsCallFailed', `${action} ${options.remedy ?? remedyFor(failure, denying)} (${detail})`, options);
    this.denyingPolicy = denying;
  }

  /** Whether a policy that allows the action would help. */
  get lacksPermission(): boolean {
    return this.failure === 'denied' && this.denyingPolicy === undefined;
  }
}

function remedyFor(failure: CallFailure, denying: DenyingPolicy | undefined): string {
  return denying === undefined ? REMEDIES[failure] : `is denied by ${denying.name}; ${denying.remedy}`;
}

const REMEDIES: Readonly<Record<CallFailure, string>> = {
  throttled: 'was throttled until the time ran out; raise the timeout or run less often',
  transient: 'failed every time it was tried; the next run asks again',
  denied: 'is not allowed; grant the role this action',
  missing: 'names something that does not exist',
  refused: 'was refused',
};

/** A short form of an untrusted value for a message: quoted, and cut at 80 characters. */
export function quoted(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  const characters = Array.from(text);
  return JSON.stringify(characters.length > 80 ? `${characters.slice(0, 80).join('')}…` : text);
}

/** How many names an error spells out before it counts the rest. */
export const NAMES_SHOWN = 20;

/** What a failed step is reported as; anything that is not one of this project's errors is a defect and goes on up. */
export function asProblem(error: unknown): ConsoleMfaError {
  if (error instanceof ConsoleMfaError) return error;
  throw error;
}
