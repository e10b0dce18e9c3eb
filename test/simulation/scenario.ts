/** Everything that happens in one simulated schedule. It is plain data, so that chance can draw and shrink it. */
export interface Scenario {
  /** Of the chance inside the run: jitter and latencies. */
  readonly seed: number;
  readonly users: readonly UserOfScenario[];
  /** More users, all alike and cheap to judge, so that results take several batches. */
  readonly crowd: number;
  readonly root: { readonly password: boolean; readonly mfa: boolean };
  /** As AWS Config carries them. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly pageSizes: PageSizes;
  /** A run of the day before, without faults, has left its results. */
  readonly ranBefore: boolean;
  readonly history: readonly HeldBefore[];
  readonly faults: readonly Fault[];
  /** How often each single call fails before it is answered. */
  readonly everyCallFails: number;
  /** Requests a second that IAM answers, and how many at once beyond that; absent where it never throttles. */
  readonly iamRate?: { readonly perSecond: number; readonly burst: number };
  readonly changes: readonly Change[];
  readonly lag: Lag;
  readonly deliveries: readonly Delivery[];
}

export type DeviceKind = 'virtual' | 'fido' | 'hardware-totp' | 'sms' | 'unheardOf';

export interface UserOfScenario {
  readonly robot: boolean;
  readonly path: '/' | '/people/' | '/service/';
  /** Age of the console password in days; absent without one. */
  readonly passwordDays?: number;
  readonly devices: readonly DeviceKind[];
  readonly tags: readonly { readonly key: string; readonly value: string }[];
  readonly groups: readonly number[];
}

export interface PageSizes {
  readonly users: number;
  readonly virtualDevices: number;
  readonly devices: number;
  readonly tags: number;
  readonly members: number;
  readonly results: number;
}

/** A result that AWS Config holds from before. */
export interface HeldBefore {
  readonly of: number | 'deleted' | 'root' | 'bucket';
  readonly compliance: 'COMPLIANT' | 'NON_COMPLIANT';
  readonly annotation: string | undefined;
  readonly daysAgo: number;
}

export const ACTIONS = [
  'iam:ListUsers',
  'iam:ListVirtualMFADevices',
  'iam:GetLoginProfile',
  'iam:ListMFADevices',
  'iam:ListUserTags',
  'iam:GetGroup',
  'iam:GetAccountSummary',
  'config:GetComplianceDetailsByConfigRule',
  'config:PutEvaluations',
] as const;

export type Action = (typeof ACTIONS)[number];

export const FAULT_KINDS = [
  'throttled',
  'unavailable',
  'slow',
  'cutBefore',
  'cutAfter',
  'denied',
  'refused',
  'damaged',
  'emptyPage',
  'failedSome',
  'failedAll',
  'failedUnknown',
] as const;

export interface Fault {
  readonly kind: (typeof FAULT_KINDS)[number];
  readonly action: Action;
  /** Strikes only calls about this user. */
  readonly user?: number;
  /** Lets that many of the calls through first. */
  readonly after: number;
  readonly times: number | 'forever';
}

export const CHANGE_KINDS = [
  'create',
  'rename',
  'delete',
  'replace',
  'swap',
  'takeOver',
  'enrol',
  'strip',
  'setPassword',
  'dropPassword',
  'move',
  'tag',
  'untag',
  'join',
  'leave',
  'deleteGroup',
] as const;

/** Something that others do to the account before a given call reaches IAM. */
export interface Change {
  readonly kind: (typeof CHANGE_KINDS)[number];
  readonly user: number;
  readonly beforeCall: number;
}

/** By how many milliseconds lists are behind, since IAM is eventually consistent. */
export interface Lag {
  /** The list of users that a run begins with. */
  readonly beginning: number;
  /** The list that a run ends with: it does not know users this young yet. */
  readonly end: number;
}

export interface Delivery {
  /** Which event: 1 is AWS Config's next run, and so on. */
  readonly event: number;
  readonly timeoutMs: number;
  /** Whether it comes to the process that had the one before. */
  /** Sent again although the one before ended well, which Lambda allows itself. */
  readonly twice: boolean;
  readonly gapMs: number;
}

export const ACCOUNT_ID = '123456789012';
export const RULE_NAME = 'iam-console-mfa';
export const DAY_MS = 86_400_000;
/** When every scenario begins. */
export const BEGINNING = Date.parse('2026-11-24T12:00:00Z');
