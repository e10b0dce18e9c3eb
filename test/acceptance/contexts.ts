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
