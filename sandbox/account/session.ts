/** Temporary credentials that STS gave, and whom they act as. */
export interface Session {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly principal:
    | { readonly type: 'user'; readonly userId: string }
    | { readonly type: 'role'; readonly roleId: string; readonly sessionName: string };
  /** When a code of the user's MFA device was given; absent if none was. */
  readonly mfaAuthenticatedAt: Date | undefined;
  readonly expiration: Date;
  /** Whether IAM refuses it, as it does a session of GetSessionToken without a code. @default false */
  readonly withoutIam?: boolean;
}
