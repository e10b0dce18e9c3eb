/**
 * What the page is told of the account. Texts are as they may be shown, and instants are ISO 8601. This file is the
 * contract with the page's scripts and imports nothing.
 */
export interface View {
  readonly accountId: string;
  readonly region: string;
  readonly users: readonly UserView[];
  readonly rules: readonly RuleView[];
  /** Newest first. */
  readonly runs: readonly RunView[];
}

export interface UserView {
  readonly userId: string;
  readonly userName: string;
  readonly path: string;
  readonly created: string;
  /** When the console password was created; null without one. */
  readonly password: string | null;
  readonly devices: readonly {
    readonly type: string;
    readonly serialNumber: string;
    readonly enabled: string;
  }[];
  readonly tags: readonly { readonly key: string; readonly value: string }[];
  readonly groups: readonly string[];
  readonly accessKeys: number;
}

export type Compliance = 'COMPLIANT' | 'NON_COMPLIANT' | 'NOT_APPLICABLE';

export interface RuleView {
  readonly id: string;
  readonly name: string;
  /** As AWS Config sums a rule up. */
  readonly compliance: 'COMPLIANT' | 'NON_COMPLIANT' | 'INSUFFICIENT_DATA';
  readonly frequency: string;
  readonly parameters: readonly (readonly [name: string, value: string])[];
  readonly running: boolean;
  /** Those that AWS Config shows: none that is NOT_APPLICABLE. */
  readonly results: readonly ResultView[];
}

export interface ResultView {
  readonly resourceType: string;
  readonly resourceId: string;
  readonly compliance: Compliance;
  readonly annotation: string;
  readonly invoked: string;
  readonly recorded: string;
}

/** One evaluation of a rule. */
export interface RunView {
  readonly id: string;
  readonly rule: string;
  readonly time: string;
  readonly status: 'running' | 'succeeded' | 'waiting to retry' | 'failed';
  /** What the last attempt failed with; null where it did not. */
  readonly error: string | null;
  /** How many results AWS Config stored of it. */
  readonly evaluations: number;
  readonly changes: readonly ChangeView[];
  /** How many changes there are beyond those listed. */
  readonly moreChanges: number;
}

export interface ChangeView {
  readonly name: string;
  readonly before: Compliance;
  readonly now: Compliance;
}

/** What `GET /console/state` answers. The view is left out where the page has it already. */
export interface State {
  /** The sandbox's clock. */
  readonly now: string;
  readonly revision: number;
  readonly view?: View;
}

/** What `POST /console/actions` takes. */
export type Action =
  | { readonly type: 'create user'; readonly userName: string; readonly password: boolean }
  | { readonly type: 'discard device'; readonly serialNumber: string }
  | { readonly type: 'show codes'; readonly serialNumber: string }
  | { readonly type: 'evaluate'; readonly ruleId: string }
  | { readonly type: 'advance'; readonly minutes: number }
  | UserAction;

export type UserAction =
  | {
      readonly type: 'delete user' | 'give password' | 'remove password' | 'create device';
      readonly userId: string;
    }
  | {
      readonly type: 'enable device';
      readonly userId: string;
      readonly serialNumber: string;
      readonly code1: string;
      readonly code2: string;
    }
  | { readonly type: 'remove device'; readonly userId: string; readonly serialNumber: string }
  | { readonly type: 'tag'; readonly userId: string; readonly key: string; readonly value: string }
  | { readonly type: 'untag'; readonly userId: string; readonly key: string };

/** A virtual device that waits for its first two codes. */
export interface NewDevice {
  readonly serialNumber: string;
  /** In base32. */
  readonly secret: string;
  /** An SVG image as a data URL. */
  readonly qrCode: string;
}

/** What a device shows, one code after the other. */
export interface Codes {
  readonly code1: string;
  readonly code2: string;
}
