import { AwsCallError, type ConsoleMfaError } from '../../rule/core/errors';
import type { RuleParameters } from '../../rule/core/rule-parameters';
import type { Identity } from '../aws/account-access';
import { toVisibleJson } from '../text/visible';
import { auditPolicy } from './audit-policy';

/** Says what the caller was not allowed to call, and the policy that lets it; nothing where nothing was denied. */
export function missingPermissions(
  errors: readonly ConsoleMfaError[],
  { callerArn, partition, accountId }: Identity,
  parameters: RuleParameters,
): string {
  const denied = [...new Set(errors.flatMap(deniedActions))].sort();
  if (denied.length === 0) return '';
  const policy = toVisibleJson(auditPolicy(parameters, partition, accountId));
  return `${callerArn} may not call ${denied.join(', ')}. Attach this policy to it:\n${policy}`;
}

/** A problem of the run may be the consequence of a call that was denied. */
function deniedActions(error: ConsoleMfaError): readonly string[] {
  const { cause } = error;
  const inner = cause instanceof AwsCallError ? deniedActions(cause) : [];
  return error instanceof AwsCallError && error.failure === 'denied' ? [error.action, ...inner] : inner;
}
