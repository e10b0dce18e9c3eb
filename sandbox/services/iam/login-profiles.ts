import type * as iam from '@aws-sdk/client-iam';
import { iamError } from '../../account/errors';
import type { LoginProfile, User } from '../../account/principals';
import { setPassword, updateUser, userNamed } from '../../account/users';
import { ServiceError } from '../../errors';
import { action, command } from './action';
import { requireAcceptable } from './password-policy';
import { nameOrCaller, onUser, userArn } from './resources';

export const loginProfileActions = {
  CreateLoginProfile: action<iam.CreateLoginProfileRequest, iam.CreateLoginProfileResponse>(
    onUser,
    ({ UserName, Password, PasswordResetRequired = false }, context) => {
      const { account, now } = context;
      const user = userNamed(account, nameOrCaller(UserName, context));
      if (user.loginProfile !== undefined) {
        throw iamError('EntityAlreadyExists', `Login Profile for user ${user.userName} already exists.`);
      }
      if (Password === undefined) throw iamError('ValidationError', 'Must specify a password.');
      requireAcceptable(account.passwordPolicy, Password);
      return {
        LoginProfile: toShape(user, setPassword(account, user, Password, PasswordResetRequired, now)),
      };
    },
  ),

  GetLoginProfile: action<iam.GetLoginProfileRequest, iam.GetLoginProfileResponse>(
    onUser,
    ({ UserName }, context) => {
      const user = userNamed(context.account, nameOrCaller(UserName, context));
      return { LoginProfile: toShape(user, loginProfileOf(user)) };
    },
  ),

  UpdateLoginProfile: command<iam.UpdateLoginProfileRequest>(
    onUser,
    ({ UserName, Password, PasswordResetRequired }, { account, now }) => {
      const user = userNamed(account, UserName);
      const loginProfile = loginProfileOf(user);
      const passwordResetRequired = PasswordResetRequired ?? loginProfile.passwordResetRequired;
      if (Password === undefined) {
        updateUser(account, user, { loginProfile: { ...loginProfile, passwordResetRequired } });
        return;
      }
      requireAcceptable(account.passwordPolicy, Password);
      setPassword(account, user, Password, passwordResetRequired, now);
    },
  ),

  DeleteLoginProfile: command<iam.DeleteLoginProfileRequest>(onUser, ({ UserName }, context) => {
    const user = userNamed(context.account, nameOrCaller(UserName, context));
    loginProfileOf(user);
    updateUser(context.account, user, { loginProfile: undefined });
  }),

  ChangePassword: command<iam.ChangePasswordRequest>(
    (_input, { account, caller }) => [caller.type === 'user' ? userArn(account, caller.userName) : '*'],
    ({ OldPassword, NewPassword }, { account, caller, now }) => {
      if (caller.type !== 'user') {
        throw iamError('InvalidUserType', 'Only IAM Users can change their own password.');
      }
      const user = userNamed(account, caller.userName);
      if (loginProfileOf(user).password !== OldPassword) {
        throw new ServiceError('AccessDenied', 'The old password was incorrect.', 403);
      }
      requireAcceptable(account.passwordPolicy, NewPassword);
      setPassword(account, user, NewPassword, false, now);
    },
  ),
};

/** @throws ServiceError NoSuchEntity for a user without a console password */
function loginProfileOf(user: User): LoginProfile {
  if (user.loginProfile === undefined) {
    throw iamError('NoSuchEntity', `Login Profile for User ${user.userName} cannot be found.`);
  }
  return user.loginProfile;
}

function toShape({ userName }: User, { createDate, passwordResetRequired }: LoginProfile): iam.LoginProfile {
  return { UserName: userName, CreateDate: createDate, PasswordResetRequired: passwordResetRequired };
}
