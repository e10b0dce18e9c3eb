import type * as iam from '@aws-sdk/client-iam';
import { iamError } from '../../account/errors';
import type { VirtualMfaDevice } from '../../account/mfa-device';
import { type Tag, withoutTags, withTags } from '../../account/tags';
import { updateUser, userNamed } from '../../account/users';
import { action, command } from './action';
import { pageEnd, pageOf } from './paging';
import { onUser } from './resources';

export const tagActions = {
  TagUser: command<iam.TagUserRequest>(onUser, ({ UserName, Tags }, { account }) => {
    const user = userNamed(account, UserName);
    updateUser(account, user, { tags: withTags(user.tags, Tags) });
  }),

  UntagUser: command<iam.UntagUserRequest>(onUser, ({ UserName, TagKeys }, { account }) => {
    const user = userNamed(account, UserName);
    updateUser(account, user, { tags: withoutTags(user.tags, TagKeys) });
  }),

  ListUserTags: action<iam.ListUserTagsRequest, iam.ListUserTagsResponse>(onUser, (input, { account }) =>
    tagsPage(userNamed(account, input.UserName).tags, input),
  ),

  TagMFADevice: command<iam.TagMFADeviceRequest>(onDevice, ({ SerialNumber, Tags }, { account }) => {
    const device = deviceOf(account.virtualMfaDevices.byId(SerialNumber), SerialNumber);
    account.virtualMfaDevices.put({ ...device, tags: withTags(device.tags, Tags) });
  }),

  UntagMFADevice: command<iam.UntagMFADeviceRequest>(onDevice, ({ SerialNumber, TagKeys }, { account }) => {
    const device = deviceOf(account.virtualMfaDevices.byId(SerialNumber), SerialNumber);
    account.virtualMfaDevices.put({ ...device, tags: withoutTags(device.tags, TagKeys) });
  }),

  ListMFADeviceTags: action<iam.ListMFADeviceTagsRequest, iam.ListMFADeviceTagsResponse>(
    onDevice,
    (input, { account }) => {
      const { SerialNumber } = input;
      return tagsPage(deviceOf(account.virtualMfaDevices.byId(SerialNumber), SerialNumber).tags, input);
    },
  ),
};

function tagsPage(tags: readonly Tag[], request: { readonly Marker?: string; readonly MaxItems?: number }) {
  const tagPage = pageOf(tags, ({ Key }) => Key, request);
  return { Tags: [...tagPage.items], ...pageEnd(tagPage) };
}

function onDevice({ SerialNumber }: { readonly SerialNumber: string }): readonly string[] {
  return [SerialNumber];
}

function deviceOf(device: VirtualMfaDevice | undefined, serialNumber: string): VirtualMfaDevice {
  if (device === undefined) {
    throw iamError('NoSuchEntity', `VirtualMFADevice with serial number ${serialNumber} doesn't exist.`);
  }
  return device;
}
