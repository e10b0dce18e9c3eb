import * as fc from 'fast-check';
import type { MfaDeviceType } from '../../sandbox/account/mfa-device';
import type { Tag } from '../../sandbox/account/tags';
import { awkwardName, awkwardPath, personName, plainPath, serviceName, servicePath } from './names';
import * as proportions from './proportions';
import { EXEMPTION_TAG } from './small-company';
import type { PasswordDraft, UserDraft } from './user-draft';

const DAY = 86_400;

const age = fc.oneof(
  { weight: proportions.AGES.today, arbitrary: fc.integer({ min: 60, max: DAY / 2 }) },
  { weight: proportions.AGES.lastMonth, arbitrary: fc.integer({ min: DAY, max: 30 * DAY }) },
  { weight: proportions.AGES.before, arbitrary: fc.integer({ min: 30 * DAY, max: 2190 * DAY }) },
);

const deviceType = fc.constantFrom<MfaDeviceType>('virtual', 'virtual', 'fido', 'hardware-totp', 'sms');

const devices: fc.Arbitrary<readonly MfaDeviceType[]> = fc.oneof(
  { weight: proportions.DEVICES.virtual, arbitrary: fc.constant<MfaDeviceType[]>(['virtual']) },
  { weight: proportions.DEVICES.fido, arbitrary: fc.constant<MfaDeviceType[]>(['fido']) },
  {
    weight: proportions.DEVICES['hardware-totp'],
    arbitrary: fc.constant<MfaDeviceType[]>(['hardware-totp']),
  },
  { weight: proportions.DEVICES.sms, arbitrary: fc.constant<MfaDeviceType[]>(['sms']) },
  { weight: proportions.DEVICES.several, arbitrary: fc.array(deviceType, { minLength: 2, maxLength: 8 }) },
  { weight: proportions.DEVICES.none, arbitrary: fc.constant<MfaDeviceType[]>([]) },
);

const exemption = fc
  .constantFrom(
    '2020-02-29',
    '2026-12-31',
    '2030-01-01',
    '2099-12-31',
    '2026-02-30',
    '31.12.2030',
    'forever',
    '',
  )
  .map((Value): Tag => ({ Key: EXEMPTION_TAG, Value }));

const tags: fc.Arbitrary<readonly Tag[]> = sometimes(
  proportions.TAGGED,
  fc
    .tuple(
      sometimes(
        proportions.EXEMPT,
        exemption.map((tag) => [tag]),
        [],
      ),
      fc.constantFrom<readonly Tag[]>(
        [{ Key: 'team', Value: 'platform' }],
        [
          { Key: 'team', Value: 'Vertrieb Süd' },
          { Key: 'cost-centre', Value: '0815' },
        ],
        [{ Key: 'Büro', Value: '東京 / 大阪' }],
        [{ Key: 'note', Value: '' }],
      ),
    )
    .map(([exempt, plain]) => [...exempt, ...plain]),
  [],
);

const groups = fc.subarray(['admins', 'contractors', 'developers', 'emergency', 'finance'], { maxLength: 2 });

/** A password made when the user was, or later, and perhaps used since. */
const password: fc.Arbitrary<(userAge: number) => PasswordDraft> = fc
  .record({
    share: fc.constantFrom(1, 1, 1, 0.5, 0.1),
    usedShare: sometimes<number | undefined>(
      100 - proportions.NEVER_USED,
      fc.constantFrom(0.01, 0.1, 0.9),
      undefined,
    ),
  })
  .map(({ share, usedShare }) => (userAge) => {
    const passwordAge = Math.floor(userAge * share);
    const lastUsedAge = usedShare === undefined ? undefined : Math.floor(passwordAge * usedShare);
    return { age: passwordAge, lastUsedAge };
  });

const person = draft(personName, plainPath, {
  password: sometimes(proportions.WITH_PASSWORD, password, undefined),
  devices,
  accessKeys: fc.constantFrom(0, 0, 0, 1),
});

const service = draft(serviceName, servicePath, {
  password: fc.constant(undefined),
  devices: fc.constant([]),
  accessKeys: fc.constantFrom(1, 1, 2),
});

const awkward = draft(awkwardName, awkwardPath, {
  password: sometimes(50, password, undefined),
  devices: sometimes(50, devices, []),
  accessKeys: fc.constantFrom(0, 1, 2),
});

/** A user of an account of that kind. Names of several may be the same but for case. */
export function userDraft(kind: proportions.AccountKind): fc.Arbitrary<UserDraft> {
  const weights = proportions.USERS[kind];
  return fc.oneof(
    { weight: weights.person, arbitrary: person },
    { weight: weights.service, arbitrary: service },
    { weight: weights.awkward, arbitrary: awkward },
  );
}

function draft(
  userName: fc.Arbitrary<string>,
  path: fc.Arbitrary<string>,
  access: {
    readonly password: fc.Arbitrary<((userAge: number) => PasswordDraft) | undefined>;
    readonly devices: fc.Arbitrary<readonly MfaDeviceType[]>;
    readonly accessKeys: fc.Arbitrary<number>;
  },
): fc.Arbitrary<UserDraft> {
  return fc
    .record({ userName, path, age, tags, groups, ...access })
    .map((parts) => ({ ...parts, password: parts.password?.(parts.age) }));
}

/** So many times of a hundred, else the other. */
function sometimes<Value>(
  percent: number,
  arbitrary: fc.Arbitrary<Value>,
  other: Value,
): fc.Arbitrary<Value> {
  return fc.oneof({ weight: percent, arbitrary }, { weight: 100 - percent, arbitrary: fc.constant(other) });
}
