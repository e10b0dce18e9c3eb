/** Temporary credentials, and whom they act as. */
export interface Session {
  /**
   * Where they come from: an action of STS, or a sign-in to the AWS console, which uses such credentials too.
   *
   * @default 'sts'
   */
  readonly origin?: 'sts' | 'console';
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly principal:
    | { readonly type: 'user'; readonly userId: string }
    | { readonly type: 'role'; readonly roleId: string; readonly sessionName: string };
  /** When a code of the user's MFA device was given; undefined if none was. */
  readonly mfaAuthenticatedAt: Date | undefined;
  /** When the credentials were given. */
  readonly createDate: Date;
  readonly expiration: Date;
}
