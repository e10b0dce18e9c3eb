/** A call that is part of somebody's routine. */
export interface RoutineCall {
  /** As in `ec2.amazonaws.com`. */
  readonly service: string;
  readonly name: string;
  readonly readOnly: boolean;
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** Whether it was refused for lack of permission. */
  readonly isDenied?: boolean;
}

/** With what somebody works: a key, the console, a session of key and code, or a role assumed by key. */
export type Access = 'key' | 'console' | 'console with MFA' | 'session with MFA' | 'role';

/** What a user does every day, or did once. */
export interface Routine {
  readonly userName: string;
  readonly access: Access;
  readonly region: string;
  /** How many hours ago the last time was. */
  readonly hoursAgo: number;
  readonly days: number;
  readonly calls: readonly RoutineCall[];
}

const DAILY = 30;

const read = (service: string, name: string, parameters?: RoutineCall['parameters']): RoutineCall => ({
  service,
  name,
  readOnly: true,
  ...(parameters && { parameters }),
});
const write = (service: string, name: string, parameters?: RoutineCall['parameters']): RoutineCall => ({
  ...read(service, name, parameters),
  readOnly: false,
});

const daily = { region: 'us-east-1', days: DAILY } as const;

/** The last 30 days of the small company: who would lose something once MFA is enforced, and who would not. */
export const ROUTINES: readonly Routine[] = [
  {
    ...daily,
    userName: 'legacy-reports',
    access: 'key',
    hoursAgo: 7,
    calls: [
      read('s3', 'ListBuckets'),
      read('glue', 'GetTables', { databaseName: 'reports' }),
      write('athena', 'StartQueryExecution', { workGroup: 'reports' }),
      read('athena', 'GetQueryExecution'),
      read('athena', 'GetQueryResults'),
    ],
  },
  {
    ...daily,
    userName: 'backup-agent',
    access: 'key',
    region: 'eu-west-1',
    hoursAgo: 6,
    calls: [read('ec2', 'DescribeVolumes'), write('ec2', 'CreateSnapshot'), read('ec2', 'DescribeSnapshots')],
  },
  {
    ...daily,
    userName: 'ci-deploy',
    access: 'key',
    hoursAgo: 3,
    calls: [
      read('sts', 'GetCallerIdentity'),
      read('ecr', 'GetAuthorizationToken'),
      read('cloudformation', 'DescribeStacks', { stackName: 'shop' }),
      write('cloudformation', 'CreateChangeSet', { stackName: 'shop' }),
      write('cloudformation', 'ExecuteChangeSet', { stackName: 'shop' }),
    ],
  },
  {
    ...daily,
    userName: 'jonas.weber',
    access: 'role',
    hoursAgo: 5,
    calls: [read('ecs', 'DescribeServices'), write('ecs', 'UpdateService', { service: 'shop' })],
  },
  {
    ...daily,
    userName: 'diana.okafor',
    access: 'console',
    hoursAgo: 20,
    calls: [
      read('ec2', 'DescribeInstances'),
      read('monitoring', 'DescribeAlarms'),
      read('s3', 'ListBuckets'),
      write('ec2', 'RebootInstances'),
    ],
  },
  {
    ...daily,
    userName: 'gita.rao',
    access: 'console',
    hoursAgo: 20,
    calls: [
      read('ce', 'GetCostAndUsage'),
      { ...read('organizations', 'ListAccounts'), isDenied: true },
      read('iam', 'ListMFADevices', { userName: 'gita.rao' }),
    ],
  },
  {
    userName: 'fatima.haddad',
    access: 'console',
    region: 'us-east-1',
    hoursAgo: 24,
    days: 1,
    calls: [read('ec2', 'DescribeInstances'), read('iam', 'GetAccountPasswordPolicy')],
  },
  {
    ...daily,
    userName: 'alice.martin',
    access: 'console with MFA',
    hoursAgo: 20,
    calls: [
      read('ec2', 'DescribeInstances'),
      write('ec2', 'StartInstances'),
      read('logs', 'DescribeLogGroups'),
    ],
  },
  {
    ...daily,
    userName: 'ines.moreau',
    access: 'session with MFA',
    hoursAgo: 4,
    calls: [read('iam', 'ListUsers'), write('iam', 'TagUser', { userName: 'fatima.haddad' })],
  },
];
