/** What accounts can be made of. */
export type AccountKind = 'people' | 'mixed' | 'keys-only';

/** Of a hundred users, how many are people, services, and users whose names and paths are legal but awkward. */
export const USERS: Readonly<
  Record<AccountKind, Readonly<Record<'person' | 'service' | 'awkward', number>>>
> = {
  people: { person: 97, service: 0, awkward: 3 },
  mixed: { person: 60, service: 32, awkward: 8 },
  'keys-only': { person: 0, service: 100, awkward: 0 },
};

/** Of a hundred people, how many hold which devices. */
export const DEVICES = {
  virtual: 58,
  fido: 12,
  'hardware-totp': 4,
  sms: 2,
  several: 8,
  none: 16,
} as const;

/** Of a hundred people, how many have a console password. */
export const WITH_PASSWORD = 92;

/** Of a hundred passwords, how many were never used. */
export const NEVER_USED = 8;

/** Of a hundred users, how many were made today, in the last month, and in the six years before. */
export const AGES = { today: 3, lastMonth: 9, before: 88 } as const;

/** Of a hundred people, how many have tags, and of those who do, how many a tag that says how long they are exempt. */
export const TAGGED = 35;
export const EXEMPT = 20;
