import type * as iam from '@aws-sdk/client-iam';
import type { Account } from '../../account/account';
import { groupsOf } from '../../account/groups';
import type { Group, ManagedPolicy, PolicyHolder, Role, User } from '../../account/principals';
import { action } from './action';
import { attachedTo, toAttached } from './attachments';
import { pageEnd, pageOf } from './paging';
import { type PolicyUse, policyUses } from './policy-uses';
import { anything } from './resources';
import { toBoundary, toDocument, toGroup, toRoleInFull, toUserInFull } from './shapes';

export const authorizationDetailsActions = {
  GetAccountAuthorizationDetails: action<
    iam.GetAccountAuthorizationDetailsRequest,
    iam.GetAccountAuthorizationDetailsResponse
  >(anything, (input, { account }) => {
    const filter = new Set<string>(input.Filter ?? ['User', 'Role', 'Group', 'LocalManagedPolicy']);
    const entities = pageOf(
      entitiesOf(account).filter(({ type }) => filter.has(type)),
      ({ key }) => key,
      input,
    );
    const useOf = policyUses(account);
    return {
      UserDetailList: entities.items.flatMap((entity) =>
        entity.type === 'User' ? userDetail(account, entity.user) : [],
      ),
      GroupDetailList: entities.items.flatMap((entity) =>
        entity.type === 'Group' ? groupDetail(account, entity.group) : [],
      ),
      RoleDetailList: entities.items.flatMap((entity) =>
        entity.type === 'Role' ? roleDetail(account, entity.role) : [],
      ),
      Policies: entities.items.flatMap((entity) =>
        entity.type === 'LocalManagedPolicy' ? policyDetail(entity.policy, useOf(entity.policy.arn)) : [],
      ),
      ...pageEnd(entities),
    };
  }),
};

type Entity = { readonly key: string } & (
  | { readonly type: 'User'; readonly user: User }
  | { readonly type: 'Group'; readonly group: Group }
  | { readonly type: 'Role'; readonly role: Role }
  | { readonly type: 'LocalManagedPolicy'; readonly policy: ManagedPolicy }
);

function entitiesOf({ users, groups, roles, policies }: Account): readonly Entity[] {
  return [
    ...[...users].map(
      (user) => ({ type: 'User', key: `user/${user.userName.toLowerCase()}`, user }) as const,
    ),
    ...[...groups].map(
      (group) => ({ type: 'Group', key: `group/${group.groupName.toLowerCase()}`, group }) as const,
    ),
    ...[...roles].map(
      (role) => ({ type: 'Role', key: `role/${role.roleName.toLowerCase()}`, role }) as const,
    ),
    ...[...policies].map(
      (policy) => ({ type: 'LocalManagedPolicy', key: `policy/${policy.arn}`, policy }) as const,
    ),
  ];
}

function userDetail(account: Account, user: User): iam.UserDetail {
  const { PasswordLastUsed: _, ...shape } = toUserInFull(user);
  return {
    ...shape,
    UserPolicyList: inlineDetails(user),
    GroupList: groupsOf(account, user).map(({ groupName }) => groupName),
    AttachedManagedPolicies: attachedTo(account, user).map(toAttached),
  };
}

function groupDetail(account: Account, group: Group): iam.GroupDetail {
  return {
    ...toGroup(group),
    GroupPolicyList: inlineDetails(group),
    AttachedManagedPolicies: attachedTo(account, group).map(toAttached),
  };
}

function roleDetail(account: Account, role: Role): iam.RoleDetail {
  const { Description: _, MaxSessionDuration: __, ...shape } = toRoleInFull(role);
  return {
    ...shape,
    InstanceProfileList: [],
    RolePolicyList: inlineDetails(role),
    AttachedManagedPolicies: attachedTo(account, role).map(toAttached),
    PermissionsBoundary: toBoundary(role.permissionsBoundary),
  };
}

function policyDetail(
  policy: ManagedPolicy,
  { attachments, boundaries }: PolicyUse,
): iam.ManagedPolicyDetail {
  const { policyName, policyId, arn, path, createDate, description, document } = policy;
  return {
    PolicyName: policyName,
    PolicyId: policyId,
    Arn: arn,
    Path: path,
    DefaultVersionId: 'v1',
    AttachmentCount: attachments,
    PermissionsBoundaryUsageCount: boundaries,
    IsAttachable: true,
    Description: description,
    CreateDate: createDate,
    UpdateDate: createDate,
    PolicyVersionList: [
      { Document: toDocument(document), VersionId: 'v1', IsDefaultVersion: true, CreateDate: createDate },
    ],
  };
}

function inlineDetails({ inlinePolicies }: PolicyHolder): iam.PolicyDetail[] {
  return inlinePolicies.map(({ policyName, document }) => ({
    PolicyName: policyName,
    PolicyDocument: toDocument(document),
  }));
}
