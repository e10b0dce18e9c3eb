import type { Account } from './account/account';
import { type Decision, decide } from './decide';
import type { Decisions } from './decisions';
import type { Identity } from './identify';
import { type PolicySet, policiesOfRole, policiesOfUser } from './policy-set';
import { requestContext } from './request-context';
import type { Caller } from './service';

/** What is asked for: an action as policies spell it, on resources by their ARNs, or on `*`. */
export interface Requested {
  readonly action: string;
  readonly resources: readonly string[];
}

/** Whether an action needs no permission, although a policy can deny it. */
function isAllowedUnlessDenied(account: Account, action: string): boolean {
  if (action === 'iam:ChangePassword') return account.passwordPolicy?.AllowUsersToChangePassword ?? false;
  return action === 'sts:GetSessionToken';
}

/**
 * Why the caller's policies do not allow a request, in AWS's words; undefined where they do. The root user and the
 * administrator are allowed everything.
 */
export async function denialOf(
  decisions: Decisions,
  account: Account,
  { caller, session }: Identity,
  { action, resources }: Requested,
  now: Date,
): Promise<string | undefined> {
  const policies = policiesOf(account, caller);
  if (policies === 'everything') return undefined;
  const context = requestContext(account, caller, session, now);
  const { accountId } = account;
  for (const resource of resources) {
    const request = { principal: caller.arn, action, resource, context, accountId };
    const decision = await decisions.decide(policies, request);
    if (decision === 'allowed') continue;
    if (decision === 'not allowed' && isAllowedUnlessDenied(account, action)) continue;
    return denial(account, caller, action, resource, decision);
  }
  return undefined;
}

/**
 * Whether a role's trust policy, and the caller's own policies where they count, let the caller assume it.
 *
 * @param account the caller's
 * @param roleAccountId the role's; where it is another, both policies have to allow it
 */
export async function mayAssume(
  account: Account,
  caller: Caller,
  role: { readonly arn: string; readonly assumeRolePolicyDocument: string },
  context: Readonly<Record<string, string>>,
  roleAccountId = account.accountId,
): Promise<boolean> {
  const policies = policiesOf(account, caller);
  const request = {
    principal: caller.arn,
    action: 'sts:AssumeRole',
    resource: role.arn,
    context,
    accountId: roleAccountId,
  };
  const set = policies === 'everything' ? { identity: [ALLOW_ALL], boundary: undefined } : policies;
  return (await decide(set, request, role.assumeRolePolicyDocument)) === 'allowed';
}

const ALLOW_ALL = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}';

function policiesOf(account: Account, caller: Caller): PolicySet | 'everything' {
  switch (caller.type) {
    case 'administrator':
    case 'root':
      return 'everything';
    case 'user': {
      const user = account.users.byId(caller.userId);
      return user === undefined ? NO_POLICIES : policiesOfUser(account, user);
    }
    case 'role': {
      const role = account.roles.byId(caller.userId.split(':')[0] ?? '');
      return role === undefined ? NO_POLICIES : policiesOfRole(account, role);
    }
  }
}

const NO_POLICIES: PolicySet = { identity: [], boundary: undefined };

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html */
function denial(
  account: Account,
  caller: Caller,
  action: string,
  resource: string,
  decision: Decision,
): string {
  const refused = `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${shown(account, action, resource)}`;
  switch (decision) {
    case 'explicitly denied':
      return `${refused} with an explicit deny in an identity-based policy`;
    case 'not allowed by the boundary':
      return `${refused} because no permissions boundary allows the ${action} action`;
    default:
      return `${refused} because no identity-based policy allows the ${action} action`;
  }
}

/** What IAM names in place of `*` for the actions that list a kind of thing. */
const LISTED: ReadonlyMap<string, string> = new Map([
  ['iam:ListUsers', 'user/'],
  ['iam:ListGroups', 'group/'],
  ['iam:ListRoles', 'role/'],
  ['iam:ListVirtualMFADevices', 'mfa/'],
]);

/** IAM writes `user alice` for the user's ARN. */
function shown({ partition, accountId }: Account, action: string, resource: string): string {
  const listed = LISTED.get(action);
  if (resource === '*' && listed !== undefined) return `arn:${partition}:iam::${accountId}:${listed}`;
  const [, type, name] = /^arn:[^:]*:iam::\d*:(user|group|role)\/(?:.*\/)?([^/]+)$/.exec(resource) ?? [];
  return type !== undefined && action.startsWith('iam:') ? `${type} ${name}` : resource;
}
