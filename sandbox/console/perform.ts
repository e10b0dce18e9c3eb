import { iamError } from '../account/errors';
import type { User } from '../account/principals';
import { userNamed } from '../account/users';
import { callIam } from './administrator';
import type { ConsoleSandbox } from './console-sandbox';
import { deletingUser, type IamCall, removingDevice } from './delete-user';
import { codesOf, newDevice } from './enrolment';
import type { Action, Codes, NewDevice, UserAction } from './view';

const MINUTE_MS = 60_000;

/** What the page is told beside that it is done. */
type Answer = NewDevice | Codes | undefined;

/**
 * Does what the page asks for, and waits until it is done.
 *
 * @throws ServiceError for what IAM refuses, in its words
 */
export async function perform(action: Action, sandbox: ConsoleSandbox): Promise<Answer> {
  const { account, clock } = sandbox;
  switch (action.type) {
    case 'create user':
      await call(sandbox, ['CreateUser', { UserName: action.userName }]);
      return action.password ? givePassword(sandbox, userNamed(account, action.userName)) : undefined;
    case 'discard device':
      return call(sandbox, ['DeleteVirtualMFADevice', { SerialNumber: action.serialNumber }]);
    case 'show codes':
      return codesOf(account, action.serialNumber, clock.now());
    case 'evaluate':
      await sandbox.evaluate(account.config.rules.byId(action.ruleId)?.configRuleName ?? action.ruleId);
      return undefined;
    case 'advance':
      await sandbox.advance(action.minutes * MINUTE_MS);
      return undefined;
    default:
      return performOnUser(action, userWithId(sandbox, action.userId), sandbox);
  }
}

async function performOnUser(action: UserAction, user: User, sandbox: ConsoleSandbox): Promise<Answer> {
  const { account } = sandbox;
  const UserName = user.userName;
  switch (action.type) {
    case 'delete user':
      return call(sandbox, ...deletingUser(account, user));
    case 'give password':
      return givePassword(sandbox, user);
    case 'remove password':
      return call(sandbox, ['DeleteLoginProfile', { UserName }]);
    case 'create device':
      return newDevice(account, user);
    case 'enable device': {
      const { serialNumber: SerialNumber, code1: AuthenticationCode1, code2: AuthenticationCode2 } = action;
      const input = { UserName, SerialNumber, AuthenticationCode1, AuthenticationCode2 };
      return call(sandbox, ['EnableMFADevice', input]);
    }
    case 'remove device': {
      const device = user.mfaDevices.find(({ serialNumber }) => serialNumber === action.serialNumber);
      if (device === undefined) throw iamError('NoSuchEntity', 'The user has this device no more.');
      return call(sandbox, ...removingDevice(user, device));
    }
    case 'tag':
      return call(sandbox, ['TagUser', { UserName, Tags: [{ Key: action.key, Value: action.value }] }]);
    case 'untag':
      return call(sandbox, ['UntagUser', { UserName, TagKeys: [action.key] }]);
  }
}

function givePassword(sandbox: ConsoleSandbox, { userName }: User): Promise<undefined> {
  const Password = `Initial-1-${sandbox.account.ids.fidoSuffix()}`;
  return call(sandbox, ['CreateLoginProfile', { UserName: userName, Password }]);
}

async function call({ account, clock }: ConsoleSandbox, ...calls: readonly IamCall[]): Promise<undefined> {
  for (const [name, input] of calls) await callIam(account, clock.now(), name, input);
}

function userWithId({ account }: ConsoleSandbox, userId: string): User {
  const user = account.users.byId(userId);
  if (user === undefined) throw iamError('NoSuchEntity', 'The user has been deleted.');
  return user;
}
