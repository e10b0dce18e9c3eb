import { AwsCallError, quoted } from '../../rule/core/errors';
import type { Identity } from '../aws/account-access';
import { UsageError } from '../usage-error';
import type { EnrolmentAccess } from './enrolment-access';

/** Who enrols. */
export interface EnrollingUser {
  readonly userName: string;
  /** Whether the user is the caller. */
  readonly isCaller: boolean;
}

/**
 * The user named, or the one who calls.
 *
 * @throws UsageError `NoUser` for a caller that is no IAM user where none is named, `UnknownUser` for a name that IAM
 * does not know.
 */
export async function resolveUser(
  access: EnrolmentAccess,
  named: string | undefined,
): Promise<EnrollingUser> {
  const caller = callingUser(access);
  if (named === undefined || named === caller) {
    if (caller !== undefined) return { userName: caller, isCaller: true };
    throw new UsageError(
      'NoUser',
      `${access.callerArn} is no IAM user; name one with --user, or use the access key of one`,
    );
  }
  try {
    return { userName: await access.nameOf(named), isCaller: false };
  } catch (error) {
    if (!(error instanceof AwsCallError && error.failure === 'missing')) throw error;
    throw new UsageError('UnknownUser', `IAM knows no user ${quoted(named)}; name one that is there`, {
      cause: error,
    });
  }
}

function callingUser({ callerArn }: Identity): string | undefined {
  return /^arn:[^:]+:iam::\d+:user\/(?:.*\/)?([^/]+)$/.exec(callerArn)?.[1];
}
