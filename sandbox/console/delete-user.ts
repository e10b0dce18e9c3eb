import type { Account } from '../account/account';
import { groupsOf } from '../account/groups';
import type { MfaDevice } from '../account/mfa-device';
import type { User } from '../account/principals';

/** A call to IAM: the action and its input. */
export type IamCall = readonly [name: string, input: object];

/** The calls that delete a user, with everything that has to go first: the AWS console makes as many. */
export function deletingUser(account: Account, user: User): readonly IamCall[] {
  const UserName = user.userName;
  return [
    ...user.accessKeys.map(
      ({ accessKeyId }): IamCall => ['DeleteAccessKey', { UserName, AccessKeyId: accessKeyId }],
    ),
    ...user.mfaDevices.flatMap((device) => removingDevice(user, device)),
    ...user.attachedPolicies.map((PolicyArn): IamCall => ['DetachUserPolicy', { UserName, PolicyArn }]),
    ...user.inlinePolicies.map(
      ({ policyName }): IamCall => ['DeleteUserPolicy', { UserName, PolicyName: policyName }],
    ),
    ...groupsOf(account, user).map(
      ({ groupName }): IamCall => ['RemoveUserFromGroup', { UserName, GroupName: groupName }],
    ),
    ...(user.loginProfile === undefined ? [] : [['DeleteLoginProfile', { UserName }] as const]),
    ['DeleteUser', { UserName }],
  ];
}

/** The calls that take a device from a user; a virtual one is then deleted, so that its name is free. */
export function removingDevice({ userName }: User, { type, serialNumber }: MfaDevice): readonly IamCall[] {
  return [
    ['DeactivateMFADevice', { UserName: userName, SerialNumber: serialNumber }],
    ...(type === 'virtual' ? [['DeleteVirtualMFADevice', { SerialNumber: serialNumber }] as const] : []),
  ];
}
