import {
  GetAccountSummaryCommand,
  GetGroupCommand,
  GetLoginProfileCommand,
  type IAMClient,
  ListMFADevicesCommand,
  ListUsersCommand,
  ListUserTagsCommand,
  ListVirtualMFADevicesCommand,
} from '@aws-sdk/client-iam';
import { AwsCallError } from '../core/errors';
import type { MfaDevice } from '../core/mfa-device';
import type { IamApi, Page } from '../ports';
import { callAws, member } from './call';

/** IAM's largest page (https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListUsers.html, MaxItems). */
const MaxItems = 1000;

/** IAM by the AWS SDK: one call each, answers taken strictly. */
export function iamApi(client: IAMClient): IamApi {
  return {
    listUsers: (Marker, timeoutMs) =>
      callAws(
        'iam:ListUsers',
        timeoutMs,
        (options) => client.send(new ListUsersCommand({ MaxItems, Marker }), options),
        (output) =>
          page(output, output.Users, 'Users', (user) => ({
            userId: member(user.UserId, 'UserId'),
            userName: member(user.UserName, 'UserName'),
            path: member(user.Path, 'Path'),
          })),
      ),

    listVirtualMfaDevices: (Marker, timeoutMs) =>
      callAws(
        'iam:ListVirtualMFADevices',
        timeoutMs,
        (options) =>
          client.send(
            new ListVirtualMFADevicesCommand({ AssignmentStatus: 'Assigned', MaxItems, Marker }),
            options,
          ),
        (output) =>
          page(output, output.VirtualMFADevices, 'VirtualMFADevices', (device) => ({
            userId: member(device.User?.UserId, 'User.UserId'),
            ...mfaDevice(device),
          })),
      ),

    getLoginProfile: async (UserName, timeoutMs) => {
      try {
        return await callAws(
          'iam:GetLoginProfile',
          timeoutMs,
          (options) => client.send(new GetLoginProfileCommand({ UserName }), options),
          (output) => ({ createDate: member(output.LoginProfile?.CreateDate, 'LoginProfile.CreateDate') }),
        );
      } catch (error) {
        // The one error that is an answer: https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetLoginProfile.html
        if (error instanceof AwsCallError && error.failure === 'missing') return 'none';
        throw error;
      }
    },

    listMfaDevices: (UserName, Marker, timeoutMs) =>
      callAws(
        'iam:ListMFADevices',
        timeoutMs,
        (options) => client.send(new ListMFADevicesCommand({ UserName, Marker }), options),
        (output) => page(output, output.MFADevices, 'MFADevices', mfaDevice),
      ),

    listUserTags: (UserName, Marker, timeoutMs) =>
      callAws(
        'iam:ListUserTags',
        timeoutMs,
        (options) => client.send(new ListUserTagsCommand({ UserName, Marker }), options),
        (output) =>
          page(output, output.Tags, 'Tags', (tag) => ({
            key: member(tag.Key, 'Key'),
            value: member(tag.Value, 'Value'),
          })),
      ),

    getGroup: (GroupName, Marker, timeoutMs) =>
      callAws(
        'iam:GetGroup',
        timeoutMs,
        (options) => client.send(new GetGroupCommand({ GroupName, MaxItems, Marker }), options),
        (output) => page(output, output.Users, 'Users', (user) => member(user.UserId, 'UserId')),
      ),

    getAccountSummary: (timeoutMs) =>
      callAws(
        'iam:GetAccountSummary',
        timeoutMs,
        (options) => client.send(new GetAccountSummaryCommand({}), options),
        ({ SummaryMap: summary }) => ({
          password: member(summary?.AccountPasswordPresent, `AccountPasswordPresent${ROOT_REMEDY}`) > 0,
          mfa: member(summary?.AccountMFAEnabled, `AccountMFAEnabled${ROOT_REMEDY}`) > 0,
        }),
      ),
  };
}

function mfaDevice(device: {
  readonly SerialNumber?: string | undefined;
  readonly EnableDate?: Date | undefined;
}): MfaDevice {
  return {
    serialNumber: member(device.SerialNumber, 'SerialNumber'),
    ...(device.EnableDate !== undefined && { enableDate: device.EnableDate }),
  };
}

/** Whether every partition gives these keys is not known. */
const ROOT_REMEDY = '; if every run says so, leave includeRoot out';

/** One page, by what AWS says of it: a truncated one must name the next. */
function page<Raw, Item>(
  output: { readonly IsTruncated?: boolean | undefined; readonly Marker?: string | undefined },
  items: readonly Raw[] | undefined,
  name: string,
  take: (raw: Raw) => Item,
): Page<Item> {
  const taken = member(items, name).map(take);
  return output.IsTruncated === true
    ? { items: taken, next: member(output.Marker, 'Marker') }
    : { items: taken };
}
