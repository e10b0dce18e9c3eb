import type * as iam from '@aws-sdk/client-iam';
import { type Account, rootArn } from '../../account/account';
import { iamError } from '../../account/errors';
import type { AccessKey, RootUser, User } from '../../account/principals';
import { toSecond } from '../../account/users';
import { action } from './action';
import { anything } from './resources';

const KEPT_FOR_MS = 4 * 60 * 60_000;

export const credentialReportActions = {
  /** Starts a report unless there is one that is younger than four hours; asked again, it is complete. */
  GenerateCredentialReport: action<object, iam.GenerateCredentialReportResponse>(
    anything,
    (_input, { account, now }) => {
      const report = account.credentialReport;
      if (report === undefined || isExpired(report, now)) {
        account.credentialReport = {
          generatedTime: toSecond(now),
          content: reportOf(account),
          isComplete: false,
        };
        return { State: 'STARTED', Description: 'No report exists. Starting a new report generation task' };
      }
      account.credentialReport = { ...report, isComplete: true };
      return { State: 'COMPLETE' };
    },
  ),

  GetCredentialReport: action<object, iam.GetCredentialReportResponse>(
    anything,
    (_input, { account, now }) => {
      const report = account.credentialReport;
      if (report === undefined) {
        throw iamError('ReportNotPresent', 'No report exists. Generate one with GenerateCredentialReport.');
      }
      if (isExpired(report, now)) {
        throw iamError(
          'ReportExpired',
          'The report has expired. Generate a new one with GenerateCredentialReport.',
        );
      }
      if (!report.isComplete) {
        account.credentialReport = { ...report, isComplete: true };
        throw iamError('ReportInProgress', 'Report is being generated.');
      }
      return {
        Content: Buffer.from(report.content),
        ReportFormat: 'text/csv',
        GeneratedTime: report.generatedTime,
      };
    },
  ),
};

function isExpired({ generatedTime }: { readonly generatedTime: Date }, now: Date): boolean {
  return now.getTime() - generatedTime.getTime() >= KEPT_FOR_MS;
}

const COLUMNS =
  'user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,' +
  'mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,' +
  'access_key_1_last_used_region,access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,' +
  'access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,' +
  'cert_1_last_rotated,cert_2_active,cert_2_last_rotated';

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html */
function reportOf(account: Account): string {
  const maxAge = account.passwordPolicy?.MaxPasswordAge;
  const users = [...account.users].map((user) => userRow(user, maxAge));
  return [COLUMNS, rootRow(account, account.root), ...users].join('\n');
}

function rootRow(account: Account, root: RootUser): string {
  const password = [
    'not_supported',
    instantOr(root.passwordLastUsed, 'no_information'),
    'not_supported',
    'not_supported',
  ];
  return row(['<root_account>', rootArn(account), instantOr(root.createDate), ...password], root);
}

function userRow(user: User, maxAgeDays: number | undefined): string {
  const { loginProfile } = user;
  const password =
    loginProfile === undefined
      ? ['false', 'N/A', 'N/A', 'N/A']
      : [
          'true',
          instantOr(user.passwordLastUsed, 'no_information'),
          instantOr(loginProfile.passwordLastChanged),
          nextRotation(loginProfile.passwordLastChanged, maxAgeDays),
        ];
  return row([user.userName, user.arn, instantOr(user.createDate), ...password], user);
}

function row(fields: readonly string[], { mfaDevices, accessKeys }: User | RootUser): string {
  const keys = [accessKeys[0], accessKeys[1]].flatMap(keyFields);
  const certificates = ['false', 'N/A', 'false', 'N/A'];
  return [...fields, String(mfaDevices.length > 0), ...keys, ...certificates].map(csvField).join(',');
}

function keyFields(key: AccessKey | undefined): readonly string[] {
  if (key === undefined) return ['false', 'N/A', 'N/A', 'N/A', 'N/A'];
  const { lastUsed } = key;
  return [
    String(key.status === 'Active'),
    instantOr(key.createDate),
    instantOr(lastUsed?.date),
    lastUsed?.region ?? 'N/A',
    lastUsed?.serviceName ?? 'N/A',
  ];
}

function nextRotation(lastChanged: Date, maxAgeDays: number | undefined): string {
  if (maxAgeDays === undefined) return 'N/A';
  return instantOr(new Date(lastChanged.getTime() + maxAgeDays * 24 * 60 * 60_000));
}

function instantOr(instant: Date | undefined, otherwise = 'N/A'): string {
  return instant === undefined ? otherwise : instant.toISOString().replace(/\.\d+Z$/, '+00:00');
}

/** User names may hold commas. */
function csvField(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
