import { addDays } from './calendar';
import { exemptByIdentity, exemptByTag } from './exemption';
import type { KnownUser, LoginProfile } from './known-user';
import type { MfaDeviceType } from './mfa-device';
import type { RuleParameters } from './rule-parameters';
import type { Question, Verdict } from './verdict';

/**
 * The rule: a console password without an accepted MFA device is NON_COMPLIANT.
 *
 * Answers with a verdict as soon as what is known of the user settles it, else with the one question whose answer is
 * needed next. It looks at a fact only after every cheaper one has failed to settle the case, so asking no more than
 * it asks is asking least.
 */
export function judge(user: KnownUser, parameters: RuleParameters, now: Date): Verdict | Question {
  const exemption = exemptByIdentity(user, parameters);
  if (exemption !== undefined) return { compliance: 'NOT_APPLICABLE', reason: 'exempt', exemption };
  if (user.unreadGroups.length === 0) return judgeOnFacts(user, parameters, now);

  // The user may be in a group that nobody could read. All that would be certain then is an exemption by tag.
  if (parameters.exemptionTag === undefined) return 'exemptGroups';
  const answer = judgeOnFacts(user, parameters, now);
  return typeof answer === 'string' || answer.compliance === 'NOT_APPLICABLE' ? answer : 'exemptGroups';
}

function judgeOnFacts(user: KnownUser, parameters: RuleParameters, now: Date): Verdict | Question {
  const accepts = (type: MfaDeviceType) => parameters.acceptedMfaTypes.includes(type);
  if (user.virtualDevice === true && accepts('virtual')) {
    return { compliance: 'COMPLIANT', reason: 'acceptedDevice', types: ['virtual'] };
  }

  if (user.loginProfile === undefined) return 'loginProfile';
  if (user.loginProfile === 'none') return { compliance: 'COMPLIANT', reason: 'noPassword' };

  const deviceTypes = virtualListTellsAll(user, parameters) ? [] : user.mfaDevices;
  if (deviceTypes === undefined) return 'mfaDevices';
  const types = deviceTypes.filter(accepts);
  if (types.length > 0) return { compliance: 'COMPLIANT', reason: 'acceptedDevice', types };

  const graceEnd = endOfGrace(user.loginProfile, parameters);
  if (graceEnd !== undefined && now < graceEnd) {
    return { compliance: 'COMPLIANT', reason: 'inGrace', endsAt: graceEnd, deviceTypes };
  }
  return judgeOnTags(user, parameters, now, {
    compliance: 'NON_COMPLIANT',
    reason: 'noAcceptedDevice',
    deviceTypes,
    ...(graceEnd !== undefined && { graceEndedAt: graceEnd }),
  });
}

/** Where only virtual devices count, the list of all virtual devices leaves nothing for ListMFADevices to add. */
function virtualListTellsAll(user: KnownUser, parameters: RuleParameters): boolean {
  return user.virtualDevice === false && parameters.acceptedMfaTypes.every((type) => type === 'virtual');
}

function endOfGrace(loginProfile: LoginProfile, parameters: RuleParameters): Date | undefined {
  const { gracePeriodDays, graceUntil } = parameters;
  if (gracePeriodDays === 0) return graceUntil;
  const joined = addDays(loginProfile.createDate, gracePeriodDays);
  return graceUntil !== undefined && graceUntil > joined ? graceUntil : joined;
}

function judgeOnTags(
  user: KnownUser,
  parameters: RuleParameters,
  now: Date,
  failing: Verdict & { readonly reason: 'noAcceptedDevice' },
): Verdict | Question {
  if (parameters.exemptionTag === undefined) return failing;
  if (user.tags === undefined) return 'tags';
  const tag = exemptByTag(user.tags, parameters.exemptionTag, now);
  if (tag === undefined) return failing;
  return 'fault' in tag
    ? { ...failing, failedExemption: tag }
    : { compliance: 'NOT_APPLICABLE', reason: 'exempt', exemption: tag };
}
