import { enforcementPolicy } from '../../rule/policies/enforcement-policy';

/** Settings of a stack with which most can be observed. */
export const WITH_EVERYTHING = {
  exemptUsers: 'robot-*',
  exemptionTag: 'mfa-exempt-until',
  report: 'changes',
  includeRoot: 'true',
  enforceMfaFrom: '2026-01-01',
  remediation: 'manual',
} as const;

/** Settings of a stack for the rest. */
export const NEAR_REAL_TIME = { nearRealTime: 'true', gracePeriodDays: '7' } as const;

/** Only then can the program observe whether an access key can enroll. */
export const DENIES_ENROLLMENT_BY_KEY = JSON.stringify(
  enforcementPolicy({ partition: 'aws', enforceFrom: new Date('2026-01-01'), exemptAccessKeys: false }),
).includes('"Null"');
