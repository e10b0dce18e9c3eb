import { Undecided } from './answer';
import { type Fields, textOf } from './fields';
import type { UserIdentity } from './user-of';

interface Call {
  readonly user: UserIdentity;
  readonly region: string;
  readonly parameters: Fields;
  /** The event leaves out what the call may have had. */
  readonly lacksParameters: boolean;
}

type Resource = string | Undecided;

/**
 * The resource of an action, as far as the enforcement policy depends on it: users, virtual MFA devices, and what
 * `aws login` signs in to. No statement depends on that of another action.
 */
export function resourceOf(action: string, call: Call): Resource {
  return RESOURCES.get(action.toLowerCase())?.(call) ?? NOT_READ;
}

const NOT_READ = new Undecided('the policy depends on a resource that rehearse does not read from events');
const NOT_TOLD = new Undecided(
  'the event does not tell which user, device or application the call was about',
);

const RESOURCES: ReadonlyMap<string, (call: Call) => Resource> = new Map([
  ['iam:changepassword', ({ user }) => user.arn],
  ['iam:createvirtualmfadevice', newDevice],
  ['iam:deletevirtualmfadevice', existingDevice],
  ['iam:enablemfadevice', namedUser],
  ['iam:getaccountpasswordpolicy', () => '*'],
  ['iam:getmfadevice', userOfDevice],
  ['iam:getuser', namedUser],
  ['iam:listmfadevices', namedUser],
  ['iam:listvirtualmfadevices', () => '*'],
  ['iam:resyncmfadevice', namedUser],
  ['signin:authorizeoauth2access', application],
  ['signin:createoauth2token', application],
] as const);

/** Without a name, IAM takes the user who calls. */
function namedUser({ user, parameters, lacksParameters }: Call): Resource {
  return lacksParameters ? NOT_TOLD : userNamed(textOf(parameters.userName) ?? user.userName, user);
}

/**
 * An event tells the path of nobody but the caller. The policy does not depend on that of others: what it excepts ends in
 * the caller's own name. Whether IAM takes a name in another case for the same user is not documented.
 */
function userNamed(userName: string, user: UserIdentity): Resource {
  if (userName === user.userName) return user.arn;
  if (userName.toLowerCase() === user.userName.toLowerCase()) return NOT_TOLD;
  return `arn:${user.partition}:iam::${user.accountId}:user/${userName}`;
}

/**
 * GetMFADevice takes the ARN of a passkey or security key, which holds its user's name. Without `userName`, AWS does not say
 * whether the user is the one who calls or the one of the device.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetMFADevice.html
 */
function userOfDevice(call: Call): Resource {
  const { user, parameters } = call;
  if (textOf(parameters.userName) !== undefined) return namedUser(call);
  const userName = /:u2f\/user\/([^/]+)\//.exec(textOf(parameters.serialNumber) ?? '')?.[1];
  return userName === user.userName ? user.arn : NOT_TOLD;
}

function newDevice({ user, parameters }: Call): Resource {
  const name = textOf(parameters.virtualMFADeviceName);
  const path = textOf(parameters.path) ?? '/';
  return name === undefined ? NOT_TOLD : `arn:${user.partition}:iam::${user.accountId}:mfa${path}${name}`;
}

/** Of a device that is not virtual, the action has no resource. */
function existingDevice({ parameters }: Call): Resource {
  const serialNumber = textOf(parameters.serialNumber);
  return serialNumber !== undefined && VIRTUAL_DEVICE.test(serialNumber) ? serialNumber : NOT_TOLD;
}

const VIRTUAL_DEVICE = /^arn:[^:]+:iam::\d{12}:mfa\/./;

/**
 * `aws login` names itself by its client: on this computer (`devtools/same-device`), or on a remote one. Which resource
 * others are authorized on is not documented.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html
 */
function application({ user, region, parameters }: Call): Resource {
  const client = /:devtools\/(same|cross)-device$/.exec(textOf(parameters.client_id) ?? '')?.[1];
  if (client === undefined || textOf(parameters.resource) !== undefined) return NOT_TOLD;
  const place = client === 'same' ? 'localhost' : 'remote';
  return `arn:${user.partition}:signin:${region}:${user.accountId}:oauth2/public-client/${place}`;
}
