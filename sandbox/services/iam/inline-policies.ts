import { keyOf } from '../../account/account';
import { iamError } from '../../account/errors';
import { deleteInlinePolicy, type Identity, putInlinePolicy } from '../../account/policies';
import type { InlinePolicy } from '../../account/principals';
import { action, command } from './action';
import { type IdentityKind, type NamedIdentity, onEveryKind } from './identities';
import { type PageRequest, pageEnd, pageOf } from './paging';
import { requireIdentityPolicy } from './policy-documents';
import { toDocument } from './shapes';

interface PolicyName {
  readonly PolicyName: string;
}

/** PutUserPolicy, PutGroupPolicy, … */
export const inlinePolicyActions = onEveryKind((kind) => {
  const { name, resources } = kind;
  return {
    [`Put${name}Policy`]: command<NamedIdentity & PolicyName & { readonly PolicyDocument: string }>(
      resources,
      async (input, { account }) => {
        await requireIdentityPolicy(input.PolicyDocument);
        const identity = kind.find(account, input);
        const policy = { policyName: input.PolicyName, document: input.PolicyDocument };
        requireRoom(kind, identity, policy);
        putInlinePolicy(account, identity, policy);
      },
    ),

    [`Get${name}Policy`]: action<NamedIdentity & PolicyName, object>(resources, (input, { account }) => {
      const { policyName, document } = policyNamed(kind.find(account, input), input.PolicyName);
      return { ...input, PolicyName: policyName, PolicyDocument: toDocument(document) };
    }),

    [`List${name}Policies`]: action<NamedIdentity & PageRequest, object>(resources, (input, { account }) => {
      const { inlinePolicies } = kind.find(account, input).record;
      const names = pageOf(inlinePolicies, ({ policyName }) => keyOf(policyName), input);
      return { PolicyNames: names.items.map(({ policyName }) => policyName), ...pageEnd(names) };
    }),

    [`Delete${name}Policy`]: command<NamedIdentity & PolicyName>(resources, (input, { account }) => {
      const identity = kind.find(account, input);
      deleteInlinePolicy(account, identity, policyNamed(identity, input.PolicyName).policyName);
    }),
  };
});

/** @throws ServiceError NoSuchEntity */
function policyNamed({ type, record }: Identity, policyName: string): InlinePolicy {
  const policy = record.inlinePolicies.find((candidate) => keyOf(candidate.policyName) === keyOf(policyName));
  if (policy === undefined) {
    throw iamError('NoSuchEntity', `The ${type} policy with name ${policyName} cannot be found.`);
  }
  return policy;
}

function requireRoom(
  { name, inlinePolicySizeQuota }: IdentityKind,
  { record }: Identity,
  policy: InlinePolicy,
): void {
  const others = record.inlinePolicies.filter(
    ({ policyName }) => keyOf(policyName) !== keyOf(policy.policyName),
  );
  const size = [...others, policy].reduce((sum, { document }) => sum + policySize(document), 0);
  if (size > inlinePolicySizeQuota) {
    const message = `Maximum policy size of ${inlinePolicySizeQuota} bytes exceeded for ${name.toLowerCase()}`;
    throw iamError('LimitExceeded', message);
  }
}

/** IAM does not count white space. */
export function policySize(document: string): number {
  return document.replace(/\s/g, '').length;
}
