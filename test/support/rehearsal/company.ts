import type { RehearsalReport } from '../../../cli/rehearse/report';
import { assumeRole, keyCall, roleCall, sessionCall, signIn } from './events';
import { reportOf } from './reports';

const WINDOW = { from: new Date('2026-12-16T00:00:00Z'), to: new Date('2027-01-15T12:00:00Z') };
const DAYS = 30;

function at(day: number, hour: number, minute = 0): string {
  return new Date(Date.UTC(2026, 11, 16 + day, hour, minute)).toISOString().replace('.000Z', 'Z');
}

function isWorkday(day: number): boolean {
  return ![0, 6].includes(new Date(Date.UTC(2026, 11, 16 + day)).getUTCDay());
}

/** A month of a small company: a deployment, a nightly export, people with and without MFA. */
export function companyRehearsal(): RehearsalReport {
  const events = Array.from({ length: DAYS }, (_, day) => [
    ...nightlyExport(day),
    ...(isWorkday(day) ? [...deployment(day), ...people(day)] : []),
  ]).flat();
  const names = ['ci-deploy', 'nightly-export', 'diana.okafor', 'gita.rao', 'alice.martin', 'jonas.weber'];
  return reportOf(events, { window: WINDOW, users: [...names, 'break-glass'] });
}

function nightlyExport(day: number): readonly object[] {
  return Array.from({ length: 12 }, (_, part) =>
    keyCall('nightly-export', {
      call: part === 0 ? 's3:ListBuckets' : 'rds:DescribeDBSnapshots',
      at: at(day, 2, part),
    }),
  );
}

function deployment(day: number): readonly object[] {
  return Array.from({ length: 2 + (day % 4) }, (_, run) => [
    assumeRole('ci-deploy', `ASIADEPLOY${day}X${run}`, { at: at(day, 10 + run) }),
    ...Array.from({ length: 7 }, () => roleCall(`ASIADEPLOY${day}X${run}`, { at: at(day, 10 + run, 1) })),
    keyCall('ci-deploy', { call: 'cloudformation:DescribeStacks', at: at(day, 10 + run, 2) }),
  ]).flat();
}

function people(day: number): readonly object[] {
  const worked = { call: 'ec2:DescribeInstances', console: true };
  return [
    ...(day % 3 === 0 ? [signIn('diana.okafor', false, { at: at(day, 8) })] : []),
    ...Array.from({ length: day % 5 }, (_, call) =>
      sessionCall('diana.okafor', false, { ...worked, at: at(day, 9, call) }),
    ),
    ...(day === 20 ? [sessionCall('gita.rao', false, { call: 'iam:ListUsers', at: at(day, 15) })] : []),
    sessionCall('alice.martin', true, { ...worked, at: at(day, 9) }),
    sessionCall('jonas.weber', true, { ...worked, at: at(day, 11) }),
  ];
}
