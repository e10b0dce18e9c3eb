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

/**
 * Whether a call was throttled. Recorded events of such calls have no parameters, so that their absence tells nothing.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/throttling.html
 */
export function isThrottling(errorCode: string): boolean {
  return THROTTLING.test(errorCode);
}

const THROTTLING = /(?:^|\.)(?:RequestLimitExceeded|SlowDown|Throttl|TooManyRequests)/;

const REFUSAL = /(?:^|\.)(?:(?:Vpce)?AccessDenied|AuthorizationError|Forbidden|NotAuthorized$|Unauthorized)/;
