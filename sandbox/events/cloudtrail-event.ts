import type { Account } from '../account/account';
import type { Ids } from '../account/ids';
import type { AnsweredCall } from '../call-log';
import { type AwsEvent, awsEvent } from './aws-event';

const READS = /^(Get|List|Generate|Simulate)/;
/** What CloudTrail never records. */
const SECRETS = ['Password', 'NewPassword', 'OldPassword', 'AuthenticationCode1', 'AuthenticationCode2'];

/**
 * The event that CloudTrail hands to EventBridge for a call to IAM that was to change something; undefined for others.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html
 */
export function cloudTrailEvent(
  call: AnsweredCall,
  account: Account,
  ids: Ids,
  now: Date,
): AwsEvent | undefined {
  if (call.service !== 'iam' || READS.test(call.action) || call.callerArn === undefined) return undefined;
  return awsEvent(account, ids, now, {
    source: 'aws.iam',
    'detail-type': 'AWS API Call via CloudTrail',
    detail: {
      eventVersion: '1.11',
      userIdentity: { arn: call.callerArn, accountId: account.accountId },
      eventTime: `${now.toISOString().slice(0, 19)}Z`,
      eventSource: 'iam.amazonaws.com',
      eventName: call.action,
      awsRegion: account.region,
      sourceIPAddress: '127.0.0.1',
      requestParameters: requestParameters(call.input),
      responseElements: null,
      ...(call.errorCode !== undefined && { errorCode: call.errorCode }),
      requestID: ids.requestId(),
      eventID: ids.requestId(),
      readOnly: false,
      eventType: 'AwsApiCall',
      managementEvent: true,
      recipientAccountId: account.accountId,
      eventCategory: 'Management',
    },
  });
}

/** As IAM's names are, but in lower camel case. */
function requestParameters(input: unknown): Readonly<Record<string, unknown>> {
  const given = Object.entries(Object(input)).filter(([name]) => !SECRETS.includes(name));
  return Object.fromEntries(
    given.map(([name, value]) => [name.charAt(0).toLowerCase() + name.slice(1), value]),
  );
}
