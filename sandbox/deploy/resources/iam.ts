import * as v from 'valibot';
import type { Account } from '../../account/account';
import { createGroup, groupNamed } from '../../account/groups';
import { attachPolicy, createPolicy, type Identity, putInlinePolicy } from '../../account/policies';
import { createRole, roleNamed } from '../../account/roles';
import { userNamed } from '../../account/users';
import { type CreateResource, names, numeric, physicalName, policyDocument, propertiesOf } from '../resource';

const tags = v.optional(v.array(v.object({ Key: v.string(), Value: v.string() })), []);
const inlinePolicies = v.optional(
  v.array(v.object({ PolicyName: v.string(), PolicyDocument: policyDocument })),
  [],
);
const holders = { Users: names, Groups: names, Roles: names };

const role = v.object({
  RoleName: v.optional(v.string()),
  Path: v.optional(v.string(), '/'),
  Description: v.optional(v.string()),
  AssumeRolePolicyDocument: policyDocument,
  MaxSessionDuration: v.optional(numeric),
  PermissionsBoundary: v.optional(v.string()),
  Policies: inlinePolicies,
  ManagedPolicyArns: names,
  Tags: tags,
});

export const createRoleResource: CreateResource = (request, target) => {
  const properties = propertiesOf(role, request);
  const { account } = target;
  const { Description, MaxSessionDuration, PermissionsBoundary } = properties;
  const { roleName } = createRole(
    account,
    {
      roleName: properties.RoleName ?? physicalName(request, target),
      path: properties.Path,
      assumeRolePolicyDocument: properties.AssumeRolePolicyDocument,
      tags: properties.Tags,
      ...(Description !== undefined && { description: Description }),
      ...(MaxSessionDuration !== undefined && { maxSessionDuration: MaxSessionDuration }),
      ...(PermissionsBoundary !== undefined && { permissionsBoundary: PermissionsBoundary }),
    },
    target.now(),
  );
  givePolicies(account, () => ({ type: 'role', record: roleNamed(account, roleName) }), properties);
  const { arn, roleId } = roleNamed(account, roleName);
  return { ref: roleName, attributes: { Arn: arn, RoleId: roleId } };
};

const group = v.object({
  GroupName: v.optional(v.string()),
  Path: v.optional(v.string(), '/'),
  Policies: inlinePolicies,
  ManagedPolicyArns: names,
});

export const createGroupResource: CreateResource = (request, target) => {
  const properties = propertiesOf(group, request);
  const { account } = target;
  const groupName = properties.GroupName ?? physicalName(request, target, 128);
  const { arn } = createGroup(account, groupName, properties.Path, target.now());
  givePolicies(account, () => ({ type: 'group', record: groupNamed(account, groupName) }), properties);
  return { ref: groupName, attributes: { Arn: arn } };
};

const policy = v.object({ PolicyName: v.string(), PolicyDocument: policyDocument, ...holders });

export const createPolicyResource: CreateResource = (request, { account }) => {
  const { PolicyName: policyName, PolicyDocument: document, ...holding } = propertiesOf(policy, request);
  for (const identity of identitiesOf(account, holding)) {
    putInlinePolicy(account, identity, { policyName, document });
  }
  return { ref: policyName, attributes: { Id: policyName } };
};

const managedPolicy = v.object({
  ManagedPolicyName: v.optional(v.string()),
  Path: v.optional(v.string(), '/'),
  Description: v.optional(v.string()),
  PolicyDocument: policyDocument,
  ...holders,
});

export const createManagedPolicyResource: CreateResource = (request, target) => {
  const properties = propertiesOf(managedPolicy, request);
  const { account } = target;
  const { arn } = createPolicy(
    account,
    {
      policyName: properties.ManagedPolicyName ?? physicalName(request, target, 128),
      path: properties.Path,
      document: properties.PolicyDocument,
      ...(properties.Description !== undefined && { description: properties.Description }),
    },
    target.now(),
  );
  for (const identity of identitiesOf(account, properties)) attachPolicy(account, identity, arn);
  return { ref: arn, attributes: { PolicyArn: arn } };
};

/** The identity is read anew each time, since each policy makes it another. */
function givePolicies(
  account: Account,
  identity: () => Identity,
  given: v.InferOutput<typeof group> | v.InferOutput<typeof role>,
): void {
  for (const { PolicyName: policyName, PolicyDocument: document } of given.Policies) {
    putInlinePolicy(account, identity(), { policyName, document });
  }
  for (const policyArn of given.ManagedPolicyArns) attachPolicy(account, identity(), policyArn);
}

function identitiesOf(
  account: Account,
  { Users, Groups, Roles }: { readonly [Kind in keyof typeof holders]: readonly string[] },
): readonly Identity[] {
  return [
    ...Users.map((name): Identity => ({ type: 'user', record: userNamed(account, name) })),
    ...Groups.map((name): Identity => ({ type: 'group', record: groupNamed(account, name) })),
    ...Roles.map((name): Identity => ({ type: 'role', record: roleNamed(account, name) })),
  ];
}
