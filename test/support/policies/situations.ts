/** Who asks, how they signed in, when, and by which policies. */
export interface Situation {
  readonly title: string;
  readonly principal: string;
  readonly context: Readonly<Record<string, string>>;
  readonly policies: readonly PolicyName[];
}

export const OUR_POLICIES = ['self-service', 'enforcement', 'enforcement, access keys exempt'] as const;
export type OurPolicy = (typeof OUR_POLICIES)[number];
export type PolicyName = OurPolicy | keyof typeof OTHER_POLICIES;

export const ENFORCED_FROM = '2027-02-01T00:00:00Z';
const TIMES = {
  'a second before': '2027-01-31T23:59:59Z',
  'at the date': '2027-02-01T00:00:00Z',
  'a second after': '2027-02-01T00:00:01Z',
  'months after': '2027-06-15T12:00:00Z',
} as const;
type Time = keyof typeof TIMES;

/**
 * What the context of a request says of MFA. A session without MFA is one in the console, or of `aws login`. Policies see
 * nothing of the devices that a user has, so an enrolled user's key has the context of any other.
 */
const SESSIONS = {
  'an access key': {},
  'an access key of an enrolled user': {},
  'a session without MFA': { 'aws:MultiFactorAuthPresent': 'false' },
  'a session with MFA': { 'aws:MultiFactorAuthPresent': 'true', 'aws:MultiFactorAuthAge': '60' },
} as const;
type Session = keyof typeof SESSIONS;

/** By name, their ARNs: Anna has no path, Berta has one. */
const USERS = {
  anna: 'user/anna',
  berta: 'user/staff/berlin/berta',
} as const;
type UserName = keyof typeof USERS;

/** What others attach beside ours. */
export const OTHER_POLICIES = {
  AdministratorAccess: allowing({ Action: '*' }),
  PowerUserAccess: allowing(
    { NotAction: ['iam:*', 'organizations:*', 'account:*'] },
    { Action: ['iam:CreateServiceLinkedRole', 'iam:ListRoles'] },
  ),
  'a policy to enrol anybody': allowing({ Action: ['iam:*MFADevice', 'iam:*MFADevices'] }),
} as const;

function allowing(...statements: readonly object[]): object {
  return {
    Version: '2012-10-17',
    Statement: statements.map((statement) => ({ Effect: 'Allow', Resource: '*', ...statement })),
  };
}

export function situation(
  userName: UserName,
  session: Session,
  time: Time,
  policies: readonly PolicyName[],
  more: Readonly<Record<string, string | undefined>> = {},
): Situation {
  const principal = `arn:aws:iam::123456789012:${USERS[userName]}`;
  const context = {
    'aws:username': userName,
    'aws:CurrentTime': TIMES[time],
    'aws:ViaAWSService': 'false',
    ...SESSIONS[session],
    ...more,
  };
  return {
    title: `${userName}, ${session}, ${time}, ${policies.join(' + ')}`,
    principal,
    context: Object.fromEntries(
      Object.entries(context).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
    ),
    policies,
  };
}
