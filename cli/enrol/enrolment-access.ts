import type { Identity } from '../aws/account-access';

/** A virtual MFA device that was just created: nobody's yet. The secret is known only now. */
export interface NewDevice {
  /** Its ARN. */
  readonly serialNumber: string;
  /** The secret configuration key, in base32. */
  readonly secret: string;
}

/** Two codes that follow each other in the authenticator app. */
export type CodePair = readonly [code1: string, code2: string];

/** An account that a user enrols in. */
export interface EnrolmentAccess extends Identity, EnrolmentCalls {
  /** Whether the credentials are an access key of the long-term kind, with which STS gives a session for a code. */
  readonly longTermKey: boolean;
  /** AWS's time, in milliseconds since the epoch: this computer's, corrected by what AWS last answered. */
  awsTime(): number;
  /** By how many seconds this computer's clock is ahead of AWS's; negative for behind. */
  secondsAhead(): number;
}

/**
 * The calls that enrolling takes. Each is made again where that can help.
 *
 * @throws ConsoleMfaError `NotAllowed` naming the action and the policy that grants it, `AccessKeyDenied` where a policy
 * denies it to long-term access keys, `TooManyDevices` where the account can have no more, `ClockSkew` where AWS refuses
 * the clock of this computer, and AwsCallError for every other failure.
 */
export interface EnrolmentCalls {
  /** The user's name as IAM spells it. */
  nameOf(userName: string): Promise<string>;
  /** The serial numbers of the user's devices. */
  listDevices(userName: string): Promise<readonly string[]>;
  createDevice(path: string, name: string): Promise<NewDevice>;
  /** Succeeds for a device that is not there. IAM refuses to delete one that is assigned. */
  deleteDevice(serialNumber: string): Promise<void>;
  enableDevice(userName: string, serialNumber: string, codes: CodePair): Promise<void>;
  resyncDevice(userName: string, serialNumber: string, codes: CodePair): Promise<void>;
  /** Gets a session for a code, as the user will, and throws it away. */
  getSession(serialNumber: string, code: string): Promise<void>;
}
