import { MFA_DEVICE_TYPES } from '../../rule/core/mfa-device';
import type { RuleParameters } from '../../rule/core/rule-parameters';
import { type Content, data, type Html, html } from './markup';
import { count, DEVICE_NAMES, either, instant } from './phrases';

/** What the users were judged by, a sentence for each thing that was, or could have been, set. */
export function policySummary(parameters: RuleParameters): Html {
  const sentences = [
    mustHave(parameters),
    html`A user without a console password passes.`,
    ...graceSentences(parameters),
    ...exemptionSentences(parameters),
    parameters.includeRoot
      ? html`The root user is judged too: with a password it must have an MFA device.`
      : html`The root user is not part of this audit.`,
  ];
  return html`<ul class="policy">${sentences.map((sentence) => html`<li>${sentence}</li>`)}</ul>`;
}

function mustHave({ acceptedMfaTypes }: RuleParameters): Html {
  if (acceptedMfaTypes.length === MFA_DEVICE_TYPES.length) {
    return html`A user with a console password must have an MFA device, of whatever type.`;
  }
  const types = either(acceptedMfaTypes.map((type) => `${DEVICE_NAMES[type]} (${type})`));
  return html`A user with a console password must have an MFA device of an accepted type: ${types}.`;
}

function graceSentences({ gracePeriodDays, graceUntil }: RuleParameters): readonly Html[] {
  if (gracePeriodDays === 0 && graceUntil === undefined) return [html`Nobody has a grace period.`];
  return [
    ...(gracePeriodDays > 0
      ? [html`For ${count(gracePeriodDays, 'day')} after a password was created, its user has grace.`]
      : []),
    ...(graceUntil === undefined ? [] : [html`Until ${instant(graceUntil)}, everybody has grace.`]),
  ];
}

function exemptionSentences(parameters: RuleParameters): readonly Html[] {
  const { exemptUsers, exemptPaths, exemptGroups, exemptionTag } = parameters;
  const exempt = [
    ...listed(exemptUsers, 'users who are called'),
    ...listed(exemptPaths, 'users whose path begins with'),
    ...listed(exemptGroups, 'members of'),
    ...(exemptionTag === undefined
      ? []
      : [html`Exempt: users whose tag ${code(exemptionTag)} holds a day, to the end of that day (UTC).`]),
  ];
  return exempt.length === 0 ? [html`Nobody is exempt.`] : exempt;
}

function listed(values: readonly string[], whom: string): readonly Html[] {
  if (values.length === 0) return [];
  const or = (value: string, at: number): Content => [at === 0 ? '' : ' or ', code(value)];
  return [html`Exempt: ${whom} ${values.map(or)}.`];
}

function code(text: string): Html {
  return html`<code>${data(text)}</code>`;
}
