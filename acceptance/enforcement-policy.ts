import {
  GetPolicyCommand,
  GetPolicyVersionCommand,
  type IAMClient,
  ListAttachedGroupPoliciesCommand,
} from '@aws-sdk/client-iam';
import { isRefusal } from './aws';

/** The group of the self-service stack. */
export const GROUP_NAME = 'console-mfa-self-service';

/** The deployed enforcement policy, as far as the stories need it. */
export interface DeployedEnforcement {
  readonly enforcedFrom: Date;
  /** Whether it denies enrollment where `aws:MultiFactorAuthPresent` is absent, as it is for an access key. */
  readonly deniesEnrollmentByKey: boolean;
}

/** Undefined where there is none. */
export async function readEnforcement(iam: IAMClient): Promise<DeployedEnforcement | undefined> {
  for (const arn of await attachedPolicies(iam)) {
    const statements = denials(await policyDocument(iam, arn));
    const from = statements
      .map(({ Condition }) => Condition?.['DateGreaterThanEquals']?.['aws:CurrentTime'])
      .find((date) => date !== undefined);
    if (from === undefined) continue;
    const deniesEnrollmentByKey = statements.some(
      ({ Condition, Action = [] }) =>
        Condition?.['Null']?.['aws:MultiFactorAuthPresent'] === 'true' &&
        [Action].flat().includes('iam:CreateVirtualMFADevice'),
    );
    return { enforcedFrom: new Date(from), deniesEnrollmentByKey };
  }
  return undefined;
}

interface Statement {
  readonly Effect?: string;
  readonly Action?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

function denials(document: string): readonly Statement[] {
  const { Statement = [] }: { readonly Statement?: Statement | readonly Statement[] } = JSON.parse(document);
  return [Statement].flat().filter(({ Effect }) => Effect === 'Deny');
}

async function attachedPolicies(iam: IAMClient): Promise<readonly string[]> {
  try {
    const command = new ListAttachedGroupPoliciesCommand({ GroupName: GROUP_NAME });
    const { AttachedPolicies = [] } = await iam.send(command);
    return AttachedPolicies.map(({ PolicyArn = '' }) => PolicyArn);
  } catch (error) {
    if (isRefusal(error, 'NoSuchEntity')) return [];
    throw error;
  }
}

async function policyDocument(iam: IAMClient, PolicyArn: string): Promise<string> {
  const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn }));
  const VersionId = Policy?.DefaultVersionId;
  const { PolicyVersion } = await iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId }));
  return decodeURIComponent(PolicyVersion?.Document ?? '%7B%7D');
}
