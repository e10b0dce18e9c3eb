import fc from 'fast-check';
import {
  ACTIONS,
  CHANGE_KINDS,
  type Change,
  type Delivery,
  FAULT_KINDS,
  type Fault,
  type HeldBefore,
  type PageSizes,
  type Scenario,
  type UserOfScenario,
} from './scenario';

/** A member that is there in some of ten scenarios. */
function optional<Value>(arbitrary: fc.Arbitrary<Value>, inTen = 5): fc.Arbitrary<Value | undefined> {
  return fc.oneof({ weight: 10 - inTen, arbitrary: fc.constant(undefined) }, { weight: inTen, arbitrary });
}

function defined(members: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(members).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

const user: fc.Arbitrary<UserOfScenario> = fc
  .record({
    robot: fc.boolean(),
    path: fc.constantFrom('/', '/people/', '/service/'),
    passwordDays: optional(fc.constantFrom(400, 29, 3, 0), 8),
    devices: fc.array(fc.constantFrom('virtual', 'fido', 'hardware-totp', 'sms', 'unheardOf'), {
      maxLength: 3,
    }),
    // IAM takes keys that differ only in case for the same one, so a user has one of them.
    tags: fc.uniqueArray(
      fc.record({
        key: fc.constantFrom('team', 'zone', 'mfa-exempt', 'MFA-Exempt'),
        value: fc.constantFrom(
          '2027-01-01',
          '2026-11-24',
          '2026-11-23',
          '2026-02-30',
          'for ever '.repeat(28),
        ),
      }),
      { maxLength: 3, selector: ({ key }) => key.toLowerCase() },
    ),
    groups: fc.uniqueArray(fc.constantFrom(0, 1), { maxLength: 2 }),
  })
  .map(({ passwordDays, ...user }) => ({ ...user, ...(passwordDays !== undefined && { passwordDays }) }));

const parameters: fc.Arbitrary<Readonly<Record<string, string>>> = fc
  .record({
    exemptUsers: optional(fc.constantFrom('robot-*', 'user-1;*-2', 'user-0'), 3),
    exemptPaths: optional(fc.constantFrom('/service/', '/people/;/service/'), 3),
    exemptGroups: optional(fc.constantFrom('group-0', 'group-0;group-1', 'group-0;unheard-of'), 3),
    exemptionTag: optional(fc.constantFrom('mfa-exempt')),
    gracePeriodDays: optional(fc.constantFrom('7', '0', '30', '365')),
    graceUntil: optional(
      fc.constantFrom('2026-11-24', '2026-11-23', '2026-11-24T12:00:05Z', '2027-01-31T18:00+01:00'),
      2,
    ),
    acceptedMfaTypes: optional(
      fc.oneof(
        fc.constant('virtual'),
        fc
          .subarray(['virtual', 'fido', 'hardware-totp', 'sms'], { minLength: 1 })
          .map((types) => types.join(';')),
      ),
    ),
    report: optional(fc.constantFrom('changes', 'all')),
    includeRoot: optional(fc.constantFrom('true', 'false')),
  })
  .map(defined);

const pageSize = fc.constantFrom(1000, 3, 2, 1);

const pageSizes: fc.Arbitrary<PageSizes> = fc.record({
  users: pageSize,
  virtualDevices: pageSize,
  devices: pageSize,
  tags: pageSize,
  members: pageSize,
  results: pageSize,
});

const heldBefore: fc.Arbitrary<HeldBefore> = fc.record({
  of: fc.oneof(fc.nat({ max: 7 }), fc.constantFrom('deleted' as const, 'root' as const, 'bucket' as const)),
  compliance: fc.constantFrom('COMPLIANT', 'NON_COMPLIANT'),
  annotation: fc.constantFrom('Of an earlier version.', undefined),
  daysAgo: fc.nat({ max: 30 }),
});

/** Early calls more often than late ones. */
const callNumber = fc.oneof(fc.nat({ max: 6 }), fc.nat({ max: 40 }));

const struck = {
  user: optional(fc.nat({ max: 7 })),
  after: callNumber,
  times: fc.oneof(fc.integer({ min: 1, max: 8 }), fc.constant<Fault['times']>('forever')),
};

const fault: fc.Arbitrary<Fault> = fc
  .oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constantFrom(...FAULT_KINDS.filter((kind) => !kind.startsWith('failed'))),
        action: fc.constantFrom(...ACTIONS),
        ...struck,
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constantFrom(...FAULT_KINDS.filter((kind) => kind !== 'emptyPage')),
        action: fc.constant<Fault['action']>('config:PutEvaluations'),
        ...struck,
        user: fc.constant(undefined),
        after: fc.nat({ max: 2 }),
      }),
    },
  )
  // A list whose pages are empty for ever has no end.
  .filter(({ kind, times }) => !(kind === 'emptyPage' && times === 'forever'))
  .map(({ user, ...fault }) => ({ ...fault, ...(user !== undefined && { user }) }));

const change: fc.Arbitrary<Change> = fc.record({
  kind: fc.constantFrom(...CHANGE_KINDS),
  user: fc.nat({ max: 7 }),
  beforeCall: callNumber,
});

const delivery: fc.Arbitrary<Delivery> = fc.record({
  event: fc.oneof(
    { weight: 5, arbitrary: fc.constant(0 as const) },
    { weight: 1, arbitrary: fc.constant(1 as const) },
  ),
  timeoutMs: fc.oneof(
    { weight: 4, arbitrary: fc.constant(120_000) },
    { weight: 1, arbitrary: fc.constantFrom(900_000, 15_000, 3_000, 1_000, 200) },
  ),
  twice: fc.boolean(),
  gapMs: fc.constantFrom(60_000, 0),
});

export const iamRate = fc.record({ perSecond: fc.constantFrom(20, 5, 1), burst: fc.constantFrom(20, 5, 1) });

/** An account, a policy, and nothing that goes wrong. */
const calm = {
  seed: fc.nat(),
  users: fc.array(user, { maxLength: 8 }),
  crowd: fc.oneof(
    { weight: 60, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.integer({ min: 95, max: 220 }) },
  ),
  root: fc.record({ password: fc.boolean(), mfa: fc.boolean() }),
  parameters,
  pageSizes,
  ranBefore: fc.boolean(),
  history: fc.array(heldBefore, { maxLength: 4 }),
  faults: fc.constant<readonly Fault[]>([]),
  everyCallFails: fc.constant<number>(0),
  iamRate: fc.constant<Scenario['iamRate']>(undefined),
  changes: fc.constant<readonly Change[]>([]),
  lag: fc.constant<Scenario['lag']>({ beginning: 0, end: 0 }),
  deliveries: fc.constant<readonly Delivery[]>([{ event: 0, timeoutMs: 900_000, twice: false, gapMs: 0 }]),
};

/** Scenarios like any other but for what is named. */
export function scenarioWith(special: Partial<typeof calm>): fc.Arbitrary<Scenario> {
  return fc.record({ ...calm, ...special }).map(({ iamRate, ...scenario }) => ({
    ...scenario,
    pageSizes: scenario.crowd === 0 ? scenario.pageSizes : ofACrowd(scenario.pageSizes),
    ...(iamRate && { iamRate }),
  }));
}

function ofACrowd(sizes: PageSizes): PageSizes {
  return {
    ...sizes,
    users: sizes.users * 40,
    virtualDevices: sizes.virtualDevices * 40,
    results: sizes.results * 40,
  };
}

/** Everything that can go wrong. */
export const stormy: Partial<typeof calm> = {
  faults: fc.array(fault, { maxLength: 4 }),
  everyCallFails: fc.oneof(
    { weight: 5, arbitrary: fc.constant(0) },
    { weight: 1, arbitrary: fc.constant(1) },
  ),
  iamRate: optional(iamRate, 2),
  changes: fc.array(change, { maxLength: 4 }),
  lag: fc.record({ beginning: fc.constantFrom(0, 100, 2_000), end: fc.constantFrom(0, 100, 2_000) }),
  deliveries: fc.array(delivery, { minLength: 1, maxLength: 4 }),
};

/** Users of whom IAM has nothing to say that the rule could not read. */
export const readableUsers = fc.array(
  user.map((readable) => ({ ...readable, devices: readable.devices.filter((kind) => kind !== 'unheardOf') })),
  { minLength: 1, maxLength: 8 },
);

/** Policies that no account could fail to meet. */
export const soundParameters = parameters.filter(
  ({ exemptGroups = '' }) => !exemptGroups.includes('unheard-of'),
);
