import {
  DeleteGroupCommand,
  DeletePolicyCommand,
  DetachGroupPolicyCommand,
  type IAMClient,
  ListAttachedGroupPoliciesCommand,
} from '@aws-sdk/client-iam';
import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';

/**
 * Deletes a stack that holds one group and the policies attached to it as CloudFormation does: what refers to
 * something goes before it, and what the template retains stays. Its handler of `AWS::IAM::ManagedPolicy` detaches a
 * policy before it deletes it; its handler of `AWS::IAM::Group` does not take users out of the group (their resource
 * schemas list these permissions).
 */
export async function deleteStack(stack: Stack, iam: IAMClient): Promise<void> {
  const { Resources } = Template.fromStack(stack).toJSON() as {
    readonly Resources: Readonly<Record<string, { readonly Type: string; readonly DeletionPolicy?: string }>>;
  };
  const deleted = Object.values(Resources)
    .filter(({ DeletionPolicy = 'Delete' }) => DeletionPolicy === 'Delete')
    .map(({ Type }) => Type);
  const GroupName = 'console-mfa-self-service';
  if (deleted.includes('AWS::IAM::ManagedPolicy')) {
    const attached = await iam.send(new ListAttachedGroupPoliciesCommand({ GroupName }));
    for (const { PolicyArn } of attached.AttachedPolicies ?? []) {
      await iam.send(new DetachGroupPolicyCommand({ GroupName, PolicyArn }));
      await iam.send(new DeletePolicyCommand({ PolicyArn }));
    }
  }
  if (deleted.includes('AWS::IAM::Group')) await iam.send(new DeleteGroupCommand({ GroupName }));
}
