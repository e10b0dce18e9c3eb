/**
 * Whether a call was refused for lack of permission when it was recorded. Services spell that differently; another error
 * comes after authorization, or says nothing of it.
 *
 * `NotAuthorizedException` is missing on purpose: Amazon Cognito says that of the passwords of an application's users.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudwatch-alarms-for-cloudtrail.html
 */
export function isRefusal(errorCode: string): boolean {
  return REFUSAL.test(errorCode);
}

const REFUSAL = /(?:^|\.)(?:(?:Vpce)?AccessDenied|AuthorizationError|Forbidden|NotAuthorized$|Unauthorized)/;
