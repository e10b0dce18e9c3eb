import { formatInstant } from '../../rule/core/calendar';
import { MFA_DEVICE_TYPES } from '../../rule/core/mfa-device';
import type { RuleParameters } from '../../rule/core/rule-parameters';
import type { Verdict } from '../../rule/core/verdict';

/** What is to be done about a verdict, a line each: by the user, and by an administrator. */
export function adviceOn(verdict: Verdict, userName: string, parameters: RuleParameters): readonly string[] {
  switch (verdict.reason) {
    case 'noPassword':
    case 'acceptedDevice':
      return ['Nothing.'];
    case 'exempt':
      return verdict.exemption.by === 'tag'
        ? [`Nothing until ${verdict.exemption.lastDay} has passed; then as for everybody.`]
        : ['Nothing while the exemption stands. Whether it should is for whoever owns the policy.'];
    case 'inGrace':
      return [`Before ${formatInstant(verdict.endsAt)}, one of these:`, ...remedies(userName, parameters)];
    case 'noAcceptedDevice':
      return ['One of these:', ...remedies(userName, parameters)];
  }
}

function remedies(userName: string, { acceptedMfaTypes }: RuleParameters): readonly string[] {
  const all = acceptedMfaTypes.length === MFA_DEVICE_TYPES.length;
  const type = all ? '' : ` of an accepted type (${acceptedMfaTypes.join(', ')})`;
  return [
    `- ${userName} assigns a device${type}: sign in, account menu > Security credentials > Assign MFA device`,
    `- an administrator does, with the device at hand: IAM > Users > ${userName} > Security credentials > Assign MFA device`,
    `- an administrator removes a password that is not needed: aws iam delete-login-profile --user-name ${userName}`,
  ];
}
