import type * as iam from '@aws-sdk/client-iam';
import { accessKeyOf, createAccessKey, deleteAccessKey, updateAccessKey } from '../../account/access-keys';
import { iamError } from '../../account/errors';
import { userNamed } from '../../account/users';
import { action, command } from './action';
import { pageEnd, pageOf } from './paging';
import { anything, nameOrCaller, onUser } from './resources';

export const accessKeyActions = {
  CreateAccessKey: action<iam.CreateAccessKeyRequest, iam.CreateAccessKeyResponse>(
    onUser,
    ({ UserName }, context) => {
      const { account, now } = context;
      const user = userNamed(account, nameOrCaller(UserName, context));
      const { accessKeyId, secretAccessKey, status, createDate } = createAccessKey(account, user, now);
      return {
        AccessKey: {
          UserName: user.userName,
          AccessKeyId: accessKeyId,
          Status: status,
          SecretAccessKey: secretAccessKey,
          CreateDate: createDate,
        },
      };
    },
  ),

  ListAccessKeys: action<iam.ListAccessKeysRequest, iam.ListAccessKeysResponse>(onUser, (input, context) => {
    const user = userNamed(context.account, nameOrCaller(input.UserName, context));
    const keys = pageOf(user.accessKeys, ({ accessKeyId }) => accessKeyId, input);
    return {
      AccessKeyMetadata: keys.items.map(({ accessKeyId, status, createDate }) => ({
        UserName: user.userName,
        AccessKeyId: accessKeyId,
        Status: status,
        CreateDate: createDate,
      })),
      ...pageEnd(keys),
    };
  }),

  UpdateAccessKey: command<iam.UpdateAccessKeyRequest>(
    onUser,
    ({ UserName, AccessKeyId, Status }, context) => {
      const user = userNamed(context.account, nameOrCaller(UserName, context));
      const key = accessKeyOf(user, AccessKeyId);
      updateAccessKey(context.account, user, { ...key, status: Status === 'Active' ? 'Active' : 'Inactive' });
    },
  ),

  DeleteAccessKey: command<iam.DeleteAccessKeyRequest>(onUser, ({ UserName, AccessKeyId }, context) => {
    const user = userNamed(context.account, nameOrCaller(UserName, context));
    deleteAccessKey(context.account, user, accessKeyOf(user, AccessKeyId).accessKeyId);
  }),

  GetAccessKeyLastUsed: action<iam.GetAccessKeyLastUsedRequest, iam.GetAccessKeyLastUsedResponse>(
    anything,
    ({ AccessKeyId }, { account }) => {
      const user = account.users.byId(account.accessKeyOwners.get(AccessKeyId) ?? '');
      if (user === undefined) {
        throw iamError('NoSuchEntity', `The Access Key with id ${AccessKeyId} cannot be found.`);
      }
      const { lastUsed } = accessKeyOf(user, AccessKeyId);
      return {
        UserName: user.userName,
        AccessKeyLastUsed: {
          LastUsedDate: lastUsed?.date,
          ServiceName: lastUsed?.serviceName ?? 'N/A',
          Region: lastUsed?.region ?? 'N/A',
        },
      };
    },
  ),
};
