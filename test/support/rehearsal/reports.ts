import type { RehearsalReport } from '../../../cli/rehearse/report';
import { ConsoleMfaError } from '../../../rule/core/errors';
import { Tally } from '../../../rule/rehearsal/tally';
import { ACCOUNT, assumeRole, keyCall, roleCall, sessionCall, signIn } from './events';

export const WINDOW = { from: new Date('2027-01-01T00:00:00Z'), to: new Date('2027-01-15T12:00:00Z') };

/** A report of events, read from log files unless it says otherwise. */
export function reportOf(
  events: readonly unknown[],
  { users, ...more }: Partial<RehearsalReport> & { readonly users?: readonly string[] } = {},
): RehearsalReport {
  const exemptAccessKeys = more.exemptAccessKeys ?? false;
  const window = more.window ?? WINDOW;
  const tally = new Tally({
    ...window,
    exemptAccessKeys,
    ...(users !== undefined && { users: new Set(users) }),
  });
  for (const event of events) tally.add(event);
  const rehearsal = tally.rehearsal();
  return {
    accountId: rehearsal.accountId,
    window,
    exemptAccessKeys,
    source: { type: 'log-files', files: 2, empty: 0 },
    rehearsal,
    complete: true,
    problems: [],
    ...more,
  };
}

/**
 * Everything that a report can show: anna's program assumes a role and lists objects, bob works in the console without MFA,
 * carol has MFA, erin only signed in, dave did nothing, and one record is not an event.
 */
export const EVENTS: readonly unknown[] = [
  assumeRole('anna', 'ASIAROLE1', { at: '2027-01-02T03:00:00Z' }),
  assumeRole('anna', 'ASIAROLE2', { at: '2027-01-09T03:00:00Z' }),
  roleCall('ASIAROLE1'),
  roleCall('ASIAROLE1'),
  roleCall('ASIAROLE2'),
  keyCall('anna', { call: 's3:ListBuckets', at: '2027-01-09T04:00:00Z', region: 'us-east-1' }),
  signIn('bob', false, { at: '2027-01-05T08:00:00Z', region: 'us-east-1' }),
  sessionCall('bob', false, { at: '2027-01-05T08:05:00Z', call: 'ec2:RunInstances', console: true }),
  sessionCall('carol', true, { at: '2027-01-06T08:05:00Z', call: 'ec2:RunInstances', console: true }),
  signIn('erin', true, { at: '2027-01-07T08:00:00Z' }),
  keyCall('anna', { at: '2026-12-31T23:59:59Z' }),
];

export const USERS = ['anna', 'bob', 'carol', 'dave', 'erin'] as const;

export const WHOLE: RehearsalReport = reportOf(EVENTS, { users: USERS });

export const INCOMPLETE: RehearsalReport = reportOf([...EVENTS, null], {
  users: USERS,
  complete: false,
  problems: [new ConsoleMfaError('EventsDamaged', '1 record could not be read: <b>x</b>')],
});

/** Of the event history, without an event, of more days than it holds. */
export const NOTHING: RehearsalReport = reportOf([], {
  accountId: ACCOUNT,
  exemptAccessKeys: true,
  source: {
    type: 'event-history',
    callerArn: `arn:aws:sts::${ACCOUNT}:assumed-role/auditor/anna`,
    partition: 'aws',
    regions: [{ region: 'eu-west-1' }, { region: 'us-east-1', stoppedAt: new Date('2027-01-14T00:00:00Z') }],
    begins: new Date('2027-01-03T00:00:00Z'),
  },
});
