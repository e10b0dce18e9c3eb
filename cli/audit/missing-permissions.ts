import { AwsCallError, ConsoleMfaError } from '../../rule/core/errors';
import type { RuleParameters } from '../../rule/core/rule-parameters';
import type { Identity } from '../aws/account-access';
import { shellWord } from '../text/shell-word';

/**
 * Says what the caller was not allowed to call, and how to print the policy that lets it; nothing where no permission
 * was lacking. What a policy denies, no other policy allows: the error itself says what can help.
 */
export function missingPermissions(
  errors: readonly ConsoleMfaError[],
  { callerArn, partition }: Omit<Identity, 'accountId'>,
  parameters: RuleParameters,
): string {
  const lacking = [...new Set(errors.flatMap(lackingActions))].sort();
  if (lacking.length === 0) return '';
  const command = policyCommand(partition, parameters);
  return `${callerArn} may not call ${lacking.join(', ')}. Attach the policy that this prints: ${command}\n`;
}

/** A problem of the run may be the consequence of a call that was denied. */
function lackingActions(error: ConsoleMfaError): readonly string[] {
  if (error instanceof AwsCallError) return error.lacksPermission ? [error.action] : [];
  // The role's trust policy, too, may be what is lacking.
  if (error.code === 'RoleNotAssumed') return [];
  return error.cause instanceof ConsoleMfaError ? lackingActions(error.cause) : [];
}

/** With the flags that an audit's permissions depend on. */
function policyCommand(
  partition: string,
  { exemptGroups, exemptionTag, includeRoot }: RuleParameters,
): string {
  return [
    'iam-console-mfa policy --audit',
    ...(partition === 'aws' ? [] : [`--partition ${partition}`]),
    ...(exemptGroups.length === 0 ? [] : [`--exempt-groups ${shellWord(exemptGroups.join(';'))}`]),
    ...(exemptionTag === undefined ? [] : [`--exemption-tag ${shellWord(exemptionTag)}`]),
    ...(includeRoot ? ['--include-root'] : []),
  ].join(' ');
}
