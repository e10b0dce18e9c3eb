import { iamError } from '../account/errors';
import type { User } from '../account/principals';
import { userNamed } from '../account/users';
import type { Sandbox } from '../sandbox';
import { callIam } from './administrator';
import { deletingUser, type IamCall, removingDevice } from './delete-user';
import { codesOf, newDevice } from './enrolment';
import type { Action, Codes, NewDevice, UserAction } from './view';

const MINUTE_MS = 60_000;

/** The part of the sandbox that the page acts on. */
export type Stage = Pick<Sandbox, 'account' | 'clock' | 'evaluate' | 'advance'>;

/** What the page is told beside that it is done. */
type Answer = NewDevice | Codes | undefined;

/**
 * Does what the page asks for, and waits until it is done.
 *
 * @throws ServiceError for what IAM refuses, in its words
 */
export async function perform(action: Action, stage: Stage): Promise<Answer> {
  const { account, clock } = stage;
  switch (action.type) {
    case 'create user':
      await call(stage, ['CreateUser', { UserName: action.userName }]);
      return action.password ? givePassword(stage, userNamed(account, action.userName)) : undefined;
    case 'discard device':
      return call(stage, ['DeleteVirtualMFADevice', { SerialNumber: action.serialNumber }]);
    case 'show codes':
      return codesOf(account, action.serialNumber, clock.now());
    case 'evaluate':
      await stage.evaluate(account.config.rules.byId(action.ruleId)?.configRuleName ?? action.ruleId);
      return undefined;
    case 'advance':
      await stage.advance(action.minutes * MINUTE_MS);
      return undefined;
    default:
      return performOnUser(action, userWithId(stage, action.userId), stage);
  }
}

async function performOnUser(action: UserAction, user: User, stage: Stage): Promise<Answer> {
  const { account } = stage;
  const UserName = user.userName;
  switch (action.type) {
    case 'delete user':
      return call(stage, ...deletingUser(account, user));
    case 'give password':
      return givePassword(stage, user);
    case 'remove password':
      return call(stage, ['DeleteLoginProfile', { UserName }]);
    case 'create device':
      return newDevice(account, user);
    case 'enable device': {
      const { serialNumber: SerialNumber, code1: AuthenticationCode1, code2: AuthenticationCode2 } = action;
      const input = { UserName, SerialNumber, AuthenticationCode1, AuthenticationCode2 };
      return call(stage, ['EnableMFADevice', input]);
    }
    case 'remove device': {
      const device = user.mfaDevices.find(({ serialNumber }) => serialNumber === action.serialNumber);
      if (device === undefined) throw iamError('NoSuchEntity', 'The user has this device no more.');
      return call(stage, ...removingDevice(user, device));
    }
    case 'tag':
      return call(stage, ['TagUser', { UserName, Tags: [{ Key: action.key, Value: action.value }] }]);
    case 'untag':
      return call(stage, ['UntagUser', { UserName, TagKeys: [action.key] }]);
  }
}

function givePassword(stage: Stage, { userName }: User): Promise<undefined> {
  const Password = `Initial-1-${stage.account.ids.fidoSuffix()}`;
  return call(stage, ['CreateLoginProfile', { UserName: userName, Password }]);
}

async function call({ account, clock }: Stage, ...calls: readonly IamCall[]): Promise<undefined> {
  for (const [name, input] of calls) await callIam(account, clock.now(), name, input);
}

function userWithId({ account }: Stage, userId: string): User {
  const user = account.users.byId(userId);
  if (user === undefined) throw iamError('NoSuchEntity', 'The user has been deleted.');
  return user;
}
