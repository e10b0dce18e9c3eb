import type { Account } from '../account/account';
import type { User } from '../account/principals';
import { COMMON, eventTimeOf } from './cloudtrail-record';
import type { TrailEvent } from './event-history';

/**
 * A successful sign-in of a user to the console, in the Region whose console opens.
 *
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html
 */
export function consoleLoginEvent(
  { accountId, region }: Account,
  { userId, userName, arn, mfaDevices }: User,
  mfaUsed: boolean,
  now: Date,
): TrailEvent {
  const time = Math.floor(now.getTime() / 1000) * 1000;
  const device = mfaUsed ? mfaDevices[0] : undefined;
  return {
    time,
    region,
    eventSource: 'signin.amazonaws.com',
    eventName: 'ConsoleLogin',
    readOnly: false,
    username: userName,
    accessKeyId: undefined,
    toRecord: (eventID) => ({
      eventVersion: COMMON.eventVersion,
      userIdentity: { type: 'IAMUser', principalId: userId, arn, accountId, userName },
      eventTime: eventTimeOf(time),
      eventSource: 'signin.amazonaws.com',
      eventName: 'ConsoleLogin',
      awsRegion: region,
      sourceIPAddress: COMMON.sourceIPAddress,
      userAgent: 'Mozilla/5.0',
      requestParameters: null,
      responseElements: { ConsoleLogin: 'Success' },
      additionalEventData: {
        LoginTo: 'https://console.aws.amazon.com/console/home',
        MobileVersion: 'No',
        ...(device && { MFAIdentifier: device.serialNumber }),
        MFAUsed: mfaUsed ? 'Yes' : 'No',
      },
      eventID,
      readOnly: false,
      eventType: 'AwsConsoleSignIn',
      managementEvent: COMMON.managementEvent,
      recipientAccountId: accountId,
      eventCategory: COMMON.eventCategory,
    }),
  };
}
