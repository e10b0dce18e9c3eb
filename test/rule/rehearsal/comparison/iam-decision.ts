import { enforcementPolicy } from '../../../../rule/policies/enforcement-policy';
import { judge } from '../../../support/policies/judge';
import { OTHER_POLICIES } from '../../../support/policies/situations';
import { ACCOUNT_ID, type Facts } from './facts';

/** What IAM decides on the facts of an administrator whom the enforcement policy binds; it never sees the event. */
export async function iamDecision(facts: Facts): Promise<'denied' | 'not-denied' | 'refused'> {
  const { partition, call, exemptAccessKeys, errorCode, service, user } = facts;
  if (errorCode === 'AccessDenied' || errorCode === 'Client.UnauthorizedOperation') return 'refused';
  if (call.needsNoPermission) return 'not-denied';
  const enforcement = enforcementPolicy({
    partition,
    enforceFrom: new Date('2026-11-01T00:00:00Z'),
    exemptAccessKeys,
  });
  const decision = await judge([OTHER_POLICIES.AdministratorAccess, enforcement], {
    principal: userArn(facts, user),
    action: call.action,
    resource: resourceOf(facts),
    context: {
      'aws:username': user.name,
      'aws:CurrentTime': '2026-11-20T08:15:00Z',
      'aws:ViaAWSService': String(service !== undefined),
      ...mfaOf(facts),
    },
  });
  return decision === 'deny' ? 'denied' : 'not-denied';
}

function resourceOf(facts: Facts): string {
  const { resource } = facts.call;
  if (typeof resource !== 'string') return userArn(facts, resource);
  return resource === '*' ? '*' : `arn:${facts.partition}:${resource}`;
}

function userArn({ partition }: Facts, { path, name }: Facts['user']): string {
  return `arn:${partition}:iam::${ACCOUNT_ID}:user${path}${name}`;
}

function mfaOf({ credential }: Facts): Readonly<Record<string, string>> {
  if (credential === 'access key') return {};
  return { 'aws:MultiFactorAuthPresent': String(credential.endsWith('with MFA')) };
}
