import type { Account } from '../../account/account';
import { iamError } from '../../account/errors';
import { attachPolicy, detachPolicy } from '../../account/policies';
import type { PolicyHolder } from '../../account/principals';
import { action, command } from './action';
import { type NamedIdentity, onEveryKind } from './identities';
import { managedPolicyNamed } from './managed-policies';
import { type PageRequest, pageEnd, pageOf } from './paging';

/** IAM's default quota of managed policies attached to an identity. */
const ATTACHED_QUOTA = 10;

interface PolicyArn {
  readonly PolicyArn: string;
}

/** AttachUserPolicy, DetachGroupPolicy, … */
export const attachmentActions = onEveryKind((kind) => {
  const { name, resources } = kind;
  return {
    [`Attach${name}Policy`]: command<NamedIdentity & PolicyArn>(resources, (input, { account }) => {
      const identity = kind.find(account, input);
      managedPolicyNamed(account, input.PolicyArn);
      const { attachedPolicies } = identity.record;
      if (attachedPolicies.length >= ATTACHED_QUOTA && !attachedPolicies.includes(input.PolicyArn)) {
        throw iamError('LimitExceeded', `Cannot exceed quota for PoliciesPer${name}: ${ATTACHED_QUOTA}`);
      }
      attachPolicy(account, identity, input.PolicyArn);
    }),

    [`Detach${name}Policy`]: command<NamedIdentity & PolicyArn>(resources, (input, { account }) => {
      const identity = kind.find(account, input);
      if (!identity.record.attachedPolicies.includes(input.PolicyArn)) {
        throw iamError('NoSuchEntity', `Policy ${input.PolicyArn} was not found.`);
      }
      detachPolicy(account, identity, input.PolicyArn);
    }),

    [`ListAttached${name}Policies`]: action<
      NamedIdentity & PageRequest & { readonly PathPrefix?: string },
      object
    >(resources, (input, { account }) => {
      const { PathPrefix = '/' } = input;
      const attached = attachedTo(account, kind.find(account, input).record).filter(({ path }) =>
        path.startsWith(PathPrefix),
      );
      const policies = pageOf(attached, ({ arn }) => arn, input);
      return { AttachedPolicies: policies.items.map(toAttached), ...pageEnd(policies) };
    }),
  };
});

export function attachedTo(account: Account, { attachedPolicies }: PolicyHolder) {
  return attachedPolicies.map((arn) => managedPolicyNamed(account, arn));
}

export function toAttached({ policyName, arn }: { readonly policyName: string; readonly arn: string }) {
  return { PolicyName: policyName, PolicyArn: arn };
}
