import type { MfaDeviceType } from '../../rule/core/mfa-device';
import { MFA_DEVICE_TYPES } from '../../rule/core/mfa-device';
import type { RuleParameters } from '../../rule/core/rule-parameters';
import type { Exemption, FailedExemption } from '../../rule/core/verdict';
import type { Result } from '../audit/report';
import { data, type Html, html } from './markup';
import { DEVICE_NAMES, instant } from './phrases';

/** Why a row has its result, each piece from the account by itself. */
export function reasonOf(result: Result, parameters: RuleParameters): Html {
  switch (result.reason) {
    case 'noPassword':
      return html`No console password`;
    case 'acceptedDevice':
      return html`An accepted device`;
    case 'inGrace':
      return lacking(result.deviceTypes, parameters);
    case 'noAcceptedDevice':
      return html`${lacking(result.deviceTypes, parameters)}${
        result.graceEndedAt && html`<br>Grace ended ${instant(result.graceEndedAt)}`
      }${result.failedExemption && html`<br>${failed(result.failedExemption)}`}`;
    case 'exempt':
      return exemptionReason(result.exemption);
    case 'mfa':
      return html`An MFA device`;
    case 'noMfa':
      return html`A password and no MFA device`;
    case 'unread':
      return data(result.error.message);
  }
}

function exemptionReason(exemption: Exemption): Html {
  switch (exemption.by) {
    case 'user':
      return html`By name: <code>${data(exemption.pattern)}</code>`;
    case 'path':
      return html`By path: <code>${data(exemption.prefix)}</code>`;
    case 'group':
      return html`By group: <code>${data(exemption.groupName)}</code>`;
    case 'tag':
      return html`By tag: <code>${data(exemption.key)}</code>`;
  }
}

/** Types as a short list; nothing where there is none. */
export function deviceTypeNames(types: readonly MfaDeviceType[]): string {
  return types.map((type) => DEVICE_NAMES[type]).join(', ');
}

/** Where only virtual devices count, nobody has asked about others: then "no MFA device" would say too much. */
function lacking(deviceTypes: readonly MfaDeviceType[], { acceptedMfaTypes }: RuleParameters): Html {
  if (deviceTypes.length > 0) return html`Password, only ${deviceTypeNames(deviceTypes)}`;
  const all = acceptedMfaTypes.length === MFA_DEVICE_TYPES.length;
  return html`Password, no ${all ? '' : 'accepted '}MFA device`;
}

function failed({ key, value, fault }: FailedExemption): Html {
  return fault === 'expired'
    ? html`Exemption by tag <code>${data(key)}</code> ended with ${data(value)}`
    : html`Tag <code>${data(key)}</code> holds “${data(value)}”, no day YYYY-MM-DD`;
}
