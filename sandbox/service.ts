import type { Account } from './account/account';

/** Who signed a request, as the account's policies see it. */
export type Caller =
  /** An access key that the account does not know: the administrator, allowed everything. */
  | { readonly type: 'administrator'; readonly arn: string; readonly userId: string }
  | { readonly type: 'root'; readonly arn: string; readonly userId: string }
  | {
      readonly type: 'user';
      readonly userName: string;
      readonly arn: string;
      readonly userId: string;
      /** Absent for long-term access keys, as `aws:MultiFactorAuthPresent` is. */
      readonly mfaAuthenticated?: boolean;
    }
  | { readonly type: 'role'; readonly roleName: string; readonly arn: string; readonly userId: string };

/** What an action may look at, beside its input. */
export interface ActionContext {
  readonly account: Account;
  readonly now: Date;
  readonly caller: Caller;
  readonly requestId: string;
  /** The Region that the request was signed for. */
  readonly region: string;
}

/**
 * One API action of a service: input and output in the shapes of the AWS SDK's own client, so that the wire
 * layer can read and write them by the SDK's schemas.
 *
 * @throws ServiceError for every refusal, with the code and HTTP status that AWS gives.
 */
export interface Action<Input = never, Output = unknown> {
  /** The ARNs that the action is authorized on; `['*']` for an action without resource-level permissions. */
  resources(input: Input, context: ActionContext): readonly string[];
  run(input: Input, context: ActionContext): Output | Promise<Output>;
}

/** A service that the sandbox has. The name is the one in a signature's credential scope. */
export interface Service {
  readonly name: 'iam' | 'sts' | 'config' | 'organizations' | 'lambda' | 'securityhub' | 'cloudtrail';
  /** The prefix of its actions in policies. */
  readonly actionPrefix: string;
  readonly actions: Readonly<Record<string, Action>>;
}
