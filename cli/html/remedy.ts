import { MFA_DEVICE_TYPES } from '../../rule/core/mfa-device';
import type { RuleParameters } from '../../rule/core/rule-parameters';
import type { Row } from '../audit/report';
import { data, type Html, html } from './markup';
import { DEVICE_NAMES, either } from './phrases';

/** What is to be done about one user, in a line. */
export function remedyFor({ resourceType, result }: Row, parameters: RuleParameters): Html {
  if (resourceType === 'AWS::::Account') return html`As the root user: assign an MFA device`;
  const assign = html`Assign ${requiredDevice(parameters)}`;
  if (result.reason !== 'noAcceptedDevice' || result.failedExemption === undefined) return assign;
  return html`${assign}, or set tag ${data(result.failedExemption.key)} to a day that has not passed`;
}

/** How it is done, once for everybody. */
export function remedies(parameters: RuleParameters): Html {
  const all = parameters.acceptedMfaTypes.length === MFA_DEVICE_TYPES.length;
  return html`<div class="remedies"><h3>What to do</h3><ol>
<li><strong>The user</strong> signs in, then account menu → Security credentials → Assign MFA device${all ? '' : `: ${requiredDevice(parameters)}`}.</li>
<li><strong>An administrator</strong> does, with the device at hand: IAM → Users → the user → Security credentials → Assign MFA device.</li>
<li><strong>Nobody needs the password?</strong> An administrator removes it: <code>aws iam delete-login-profile --user-name USER</code></li>
</ol></div>`;
}

function requiredDevice({ acceptedMfaTypes }: RuleParameters): string {
  if (acceptedMfaTypes.length === MFA_DEVICE_TYPES.length) return 'an MFA device';
  return `an MFA device of an accepted type (${either(acceptedMfaTypes.map((type) => DEVICE_NAMES[type]))})`;
}
