import type { KnownUser } from '../../rule/core/known-user';
import type { RuleParameters } from '../../rule/core/rule-parameters';
import type { Question, Verdict } from '../../rule/core/verdict';
import { listed } from './known-users';

/** One row of the rule: what is known of alice, what the policy says, what follows. docs/rule.md tells each in words. */
export interface Scenario {
  readonly title: string;
  readonly user: KnownUser;
  readonly policy?: Partial<RuleParameters>;
  /** 2027-01-15T12:00:00Z where a scenario does not say. */
  readonly now?: string;
  readonly answer: Verdict | Question;
  /** Absent where the rule gives no verdict. */
  readonly annotation?: string;
}

const password = { createDate: new Date('2027-01-01T08:30:00Z') };
const withoutDevice = listed({ loginProfile: password, mfaDevices: [] });
const ASSIGN = 'IAM > Users > Security credentials > Assign MFA device';
const noDevice = {
  compliance: 'NON_COMPLIANT',
  reason: 'noAcceptedDevice',
  deviceTypes: [],
} as const;

function exemptBy(exemption: (Verdict & { readonly reason: 'exempt' })['exemption']): Verdict {
  return { compliance: 'NOT_APPLICABLE', reason: 'exempt', exemption };
}

export const SCENARIOS: readonly Scenario[] = [
  {
    title: 'a user without a console password is COMPLIANT',
    user: listed({ loginProfile: 'none' }),
    answer: { compliance: 'COMPLIANT', reason: 'noPassword' },
    annotation: 'alice has no console password. Nothing to do.',
  },
  {
    title: 'a user with a console password and no MFA device is NON_COMPLIANT',
    user: withoutDevice,
    answer: noDevice,
    annotation: `alice has a console password and no MFA device. To do: ${ASSIGN}.`,
  },
  {
    title: 'a user with a console password and a virtual MFA device is COMPLIANT',
    user: listed({ virtualDevice: true }),
    answer: { compliance: 'COMPLIANT', reason: 'acceptedDevice', types: ['virtual'] },
    annotation: 'alice has an accepted MFA device (virtual). Nothing to do.',
  },
  {
    title: 'a user with a console password and devices of several accepted types is COMPLIANT',
    user: listed({ loginProfile: password, mfaDevices: ['fido', 'hardware-totp', 'sms'] }),
    answer: { compliance: 'COMPLIANT', reason: 'acceptedDevice', types: ['fido', 'hardware-totp', 'sms'] },
    annotation: 'alice has an accepted MFA device (fido, hardware-totp, sms). Nothing to do.',
  },
  {
    title: 'a user whose only MFA device is of a type that is not accepted is NON_COMPLIANT',
    user: listed({ virtualDevice: true, loginProfile: password, mfaDevices: ['virtual'] }),
    policy: { acceptedMfaTypes: ['fido', 'hardware-totp'] },
    answer: { ...noDevice, deviceTypes: ['virtual'] },
    annotation: `alice has a console password and no MFA device of an accepted type (fido, hardware-totp), only virtual. To do: ${ASSIGN}.`,
  },
  {
    title: 'a user with devices of several types, none of which counts, is NON_COMPLIANT',
    user: listed({ loginProfile: password, mfaDevices: ['sms', 'hardware-totp'] }),
    policy: { acceptedMfaTypes: ['fido'] },
    answer: {
      compliance: 'NON_COMPLIANT',
      reason: 'noAcceptedDevice',
      deviceTypes: ['sms', 'hardware-totp'],
    },
    annotation: `alice has a console password and no MFA device of an accepted type (fido), only sms, hardware-totp. To do: ${ASSIGN}.`,
  },
  {
    title: 'a user who holds an accepted device beside another one is COMPLIANT',
    user: listed({ virtualDevice: true, loginProfile: password, mfaDevices: ['virtual', 'fido'] }),
    policy: { acceptedMfaTypes: ['fido'] },
    answer: { compliance: 'COMPLIANT', reason: 'acceptedDevice', types: ['fido'] },
    annotation: 'alice has an accepted MFA device (fido). Nothing to do.',
  },
  {
    title: 'a user without a virtual device is NON_COMPLIANT where only virtual devices are accepted',
    user: listed({ loginProfile: password }),
    policy: { acceptedMfaTypes: ['virtual'] },
    answer: noDevice,
    annotation: `alice has a console password and no MFA device of an accepted type (virtual). To do: ${ASSIGN}.`,
  },
  {
    title: 'a user whose password is younger than the grace period is COMPLIANT',
    user: withoutDevice,
    policy: { gracePeriodDays: 30 },
    now: '2027-01-31T08:29:59.999Z',
    answer: {
      compliance: 'COMPLIANT',
      reason: 'inGrace',
      endsAt: new Date('2027-01-31T08:30:00Z'),
      deviceTypes: [],
    },
    annotation: `alice has a console password and no MFA device. Grace ends 2027-01-31T08:30:00Z; until then: ${ASSIGN}.`,
  },
  {
    title: 'a user is NON_COMPLIANT from the instant that the grace period ends',
    user: withoutDevice,
    policy: { gracePeriodDays: 30 },
    now: '2027-01-31T08:30:00Z',
    answer: { ...noDevice, graceEndedAt: new Date('2027-01-31T08:30:00Z') },
    annotation: `alice has a console password and no MFA device. To do: ${ASSIGN}. Grace ended 2027-01-31T08:30:00Z.`,
  },
  {
    title: 'a user with an old password is COMPLIANT before graceUntil',
    user: withoutDevice,
    policy: { graceUntil: new Date('2027-02-01T00:00:00Z') },
    now: '2027-01-31T23:59:59.999Z',
    answer: {
      compliance: 'COMPLIANT',
      reason: 'inGrace',
      endsAt: new Date('2027-02-01T00:00:00Z'),
      deviceTypes: [],
    },
    annotation: `alice has a console password and no MFA device. Grace ends 2027-02-01T00:00:00Z; until then: ${ASSIGN}.`,
  },
  {
    title: 'a user is NON_COMPLIANT from graceUntil on',
    user: withoutDevice,
    policy: { graceUntil: new Date('2027-02-01T00:00:00Z') },
    now: '2027-02-01T00:00:00Z',
    answer: { ...noDevice, graceEndedAt: new Date('2027-02-01T00:00:00Z') },
    annotation: `alice has a console password and no MFA device. To do: ${ASSIGN}. Grace ended 2027-02-01T00:00:00Z.`,
  },
  {
    title: 'a grace period that ends after graceUntil counts',
    user: listed({ loginProfile: password, mfaDevices: ['sms'] }),
    policy: { gracePeriodDays: 31, graceUntil: new Date('2027-01-31T00:00:00Z'), acceptedMfaTypes: ['fido'] },
    answer: {
      compliance: 'COMPLIANT',
      reason: 'inGrace',
      endsAt: new Date('2027-02-01T08:30:00Z'),
      deviceTypes: ['sms'],
    },
    annotation: `alice has a console password and no MFA device of an accepted type (fido), only sms. Grace ends 2027-02-01T08:30:00Z; until then: ${ASSIGN}.`,
  },
  {
    title: 'a graceUntil that lies after the grace period counts',
    user: withoutDevice,
    policy: { gracePeriodDays: 7, graceUntil: new Date('2027-03-01T00:00:00Z') },
    answer: {
      compliance: 'COMPLIANT',
      reason: 'inGrace',
      endsAt: new Date('2027-03-01T00:00:00Z'),
      deviceTypes: [],
    },
    annotation: `alice has a console password and no MFA device. Grace ends 2027-03-01T00:00:00Z; until then: ${ASSIGN}.`,
  },
  {
    title: 'a user whose name matches exemptUsers is NOT_APPLICABLE',
    user: listed(),
    policy: { exemptUsers: ['break-glass-*', 'al*e'] },
    answer: exemptBy({ by: 'user', pattern: 'al*e' }),
    annotation: 'alice is exempt by exemptUsers (al*e).',
  },
  {
    title: 'a user under an exempt path is NOT_APPLICABLE',
    user: listed({ path: '/service/ci/' }),
    policy: { exemptPaths: ['/team/', '/service/'] },
    answer: exemptBy({ by: 'path', prefix: '/service/' }),
    annotation: 'alice is exempt by exemptPaths (/service/).',
  },
  {
    title: 'a member of an exempt group is NOT_APPLICABLE',
    user: listed({ exemptGroups: ['Auditors', 'Robots'] }),
    policy: { exemptGroups: ['Auditors', 'Robots'] },
    answer: exemptBy({ by: 'group', groupName: 'Auditors' }),
    annotation: 'alice is exempt by exemptGroups (Auditors).',
  },
  {
    title: 'a user whose exemption tag holds a day to come is NOT_APPLICABLE to the end of that day',
    user: listed({ ...withoutDevice, tags: [{ key: 'mfa-exempt-until', value: '2027-01-15' }] }),
    policy: { exemptionTag: 'mfa-exempt-until' },
    now: '2027-01-15T23:59:59.999Z',
    answer: exemptBy({ by: 'tag', key: 'mfa-exempt-until', lastDay: '2027-01-15' }),
    annotation: 'alice is exempt to the end of 2027-01-15 UTC by its tag mfa-exempt-until.',
  },
  {
    title: 'a user whose exemption by tag has ended is NON_COMPLIANT',
    user: listed({ ...withoutDevice, tags: [{ key: 'mfa-exempt-until', value: '2027-01-15' }] }),
    policy: { exemptionTag: 'mfa-exempt-until' },
    now: '2027-01-16T00:00:00Z',
    answer: {
      ...noDevice,
      failedExemption: { key: 'mfa-exempt-until', value: '2027-01-15', fault: 'expired' },
    },
    annotation: `alice has a console password and no MFA device. To do: ${ASSIGN}. The exemption by tag mfa-exempt-until ended with 2027-01-15.`,
  },
  {
    title: 'a user whose exemption tag holds no day is NON_COMPLIANT',
    user: listed({ ...withoutDevice, tags: [{ key: 'mfa-exempt-until', value: 'for ever' }] }),
    policy: { exemptionTag: 'mfa-exempt-until' },
    answer: {
      ...noDevice,
      failedExemption: { key: 'mfa-exempt-until', value: 'for ever', fault: 'not a date' },
    },
    annotation: `alice has a console password and no MFA device. To do: ${ASSIGN}. Tag mfa-exempt-until does not exempt: its value must be a day YYYY-MM-DD, not "for ever".`,
  },
  {
    title: 'a user with an accepted device is COMPLIANT whatever the exemption tag says',
    user: listed({ virtualDevice: true, tags: [{ key: 'mfa-exempt-until', value: '2099-12-31' }] }),
    policy: { exemptionTag: 'mfa-exempt-until' },
    answer: { compliance: 'COMPLIANT', reason: 'acceptedDevice', types: ['virtual'] },
    annotation: 'alice has an accepted MFA device (virtual). Nothing to do.',
  },
  {
    title: 'a user who may be in an exempt group that could not be read has no verdict',
    user: listed({ ...withoutDevice, unreadGroups: ['Auditors'] }),
    policy: { exemptGroups: ['Auditors'] },
    answer: 'exemptGroups',
  },
];
