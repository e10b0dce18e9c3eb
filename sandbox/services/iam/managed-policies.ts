import type * as iam from '@aws-sdk/client-iam';
import { type Account, iamArn } from '../../account/account';
import {
  type AwsManagedPolicy,
  awsManagedPolicies,
  awsManagedPolicy,
} from '../../account/aws-managed-policies';
import { iamError } from '../../account/errors';
import { createPolicy } from '../../account/policies';
import type { ManagedPolicy } from '../../account/principals';
import { withTags } from '../../account/tags';
import { action, command } from './action';
import { policySize } from './inline-policies';
import { pageEnd, pageOf } from './paging';
import { requireIdentityPolicy } from './policy-documents';
import { type PolicyUse, policyUses } from './policy-uses';
import { anything } from './resources';
import { toDocument } from './shapes';

const POLICY_SIZE_QUOTA = 6144;

/** AWS's own policies were all made long ago; the sandbox gives each the same day. */
const AWS_POLICIES_CREATED = new Date('2015-02-06T18:39:46Z');

const onPolicy = ({ PolicyArn }: { readonly PolicyArn: string }) => [PolicyArn];

export const managedPolicyActions = {
  CreatePolicy: action<iam.CreatePolicyRequest, iam.CreatePolicyResponse>(
    ({ PolicyName, Path = '/' }, { account }) => [iamArn(account, `policy${Path}${PolicyName}`)],
    async (input, { account, now }) => {
      await requireIdentityPolicy(input.PolicyDocument);
      if (policySize(input.PolicyDocument) > POLICY_SIZE_QUOTA) {
        throw iamError('LimitExceeded', `Cannot exceed quota for PolicySize: ${POLICY_SIZE_QUOTA}`);
      }
      const policy = createPolicy(
        account,
        {
          policyName: input.PolicyName,
          document: input.PolicyDocument,
          tags: withTags([], input.Tags ?? []),
          path: input.Path,
          description: input.Description,
        },
        now,
      );
      return { Policy: toPolicy(policy, { attachments: 0, boundaries: 0 }) };
    },
  ),

  GetPolicy: action<iam.GetPolicyRequest, iam.GetPolicyResponse>(onPolicy, ({ PolicyArn }, { account }) => {
    const policy = managedPolicyNamed(account, PolicyArn);
    return {
      Policy: { ...toPolicy(policy, policyUses(account)(PolicyArn)), ...described(policy) },
    };
  }),

  GetPolicyVersion: action<iam.GetPolicyVersionRequest, iam.GetPolicyVersionResponse>(
    onPolicy,
    ({ PolicyArn, VersionId }, { account }) => {
      const policy = managedPolicyNamed(account, PolicyArn);
      if (VersionId !== 'v1') {
        throw iamError(
          'NoSuchEntity',
          `Policy ${PolicyArn} version ${VersionId} does not exist or is not attachable.`,
        );
      }
      return {
        PolicyVersion: {
          Document: toDocument(policy.document),
          VersionId,
          IsDefaultVersion: true,
          CreateDate: createDateOf(policy),
        },
      };
    },
  ),

  ListPolicies: action<iam.ListPoliciesRequest, iam.ListPoliciesResponse>(anything, (input, { account }) => {
    const { Scope = 'All', OnlyAttached = false, PathPrefix = '/' } = input;
    const useOf = policyUses(account);
    const policies = [
      ...(Scope === 'Local' ? [] : awsManagedPolicies(account.partition)),
      ...(Scope === 'AWS' ? [] : account.policies),
    ].filter(({ arn, path }) => path.startsWith(PathPrefix) && (!OnlyAttached || useOf(arn).attachments > 0));
    const found = pageOf<AnyPolicy>(policies, ({ arn }) => arn, input);
    return {
      Policies: found.items.map((policy) => toPolicy(policy, useOf(policy.arn))),
      ...pageEnd(found),
    };
  }),

  DeletePolicy: command<iam.DeletePolicyRequest>(onPolicy, ({ PolicyArn }, { account }) => {
    managedPolicyNamed(account, PolicyArn);
    const { attachments, boundaries } = policyUses(account)(PolicyArn);
    if (attachments + boundaries > 0) {
      throw iamError('DeleteConflict', 'Cannot delete a policy attached to entities.');
    }
    account.policies.delete(PolicyArn);
  }),
};

export type AnyPolicy = ManagedPolicy | AwsManagedPolicy;

/** A policy of the account, or one of AWS's. @throws ServiceError NoSuchEntity */
export function managedPolicyNamed(account: Account, policyArn: string): AnyPolicy {
  const policy = account.policies.byId(policyArn) ?? awsManagedPolicy(policyArn);
  if (policy === undefined) {
    throw iamError('NoSuchEntity', `Policy ${policyArn} does not exist or is not attachable.`);
  }
  return policy;
}

function toPolicy(policy: AnyPolicy, { attachments, boundaries }: PolicyUse): iam.Policy {
  const createDate = createDateOf(policy);
  return {
    PolicyName: policy.policyName,
    PolicyId: 'policyId' in policy ? policy.policyId : awsPolicyId(policy.policyName),
    Arn: policy.arn,
    Path: policy.path,
    DefaultVersionId: 'v1',
    AttachmentCount: attachments,
    PermissionsBoundaryUsageCount: boundaries,
    IsAttachable: true,
    CreateDate: createDate,
    UpdateDate: createDate,
  };
}

function described(policy: AnyPolicy): Partial<iam.Policy> {
  return 'policyId' in policy ? { Description: policy.description, Tags: [...policy.tags] } : {};
}

function createDateOf(policy: AnyPolicy): Date {
  return 'createDate' in policy ? policy.createDate : AWS_POLICIES_CREATED;
}

/** AWS's own ids are not to be had without asking AWS; this one is as long and always the same. */
function awsPolicyId(policyName: string): string {
  const letters = policyName.toUpperCase().replace(/[^A-Z]/g, '');
  return `ANPA${letters.padEnd(17, 'X').slice(0, 17)}`;
}
