import { GenerateCredentialReportCommand, GetCredentialReportCommand } from '@aws-sdk/client-iam';
import { type ConfigRuleEvent, evaluationOf, putEvaluations } from './config-rule';
import { iam, listUsers } from './iam-users';

const POLL_MS = 1_000;

/**
 * The rule as AWS's managed one works: from the credential report, which is up to four hours old. The report names
 * users, AWS Config wants their ids, so the users are listed too; those younger than the report have no result.
 */
export async function handler(event: ConfigRuleEvent): Promise<void> {
  const [report, users] = await Promise.all([credentialReport(), listUsers()]);
  const evaluations = users.flatMap(({ UserId = '', UserName = '' }) => {
    const row = report.get(UserName);
    return row === undefined ? [] : [evaluationOf(UserId, !row.passwordEnabled || row.mfaActive, event)];
  });
  await putEvaluations(evaluations, event);
}

interface Row {
  readonly passwordEnabled: boolean;
  readonly mfaActive: boolean;
}

async function credentialReport(): Promise<ReadonlyMap<string, Row>> {
  while ((await iam.send(new GenerateCredentialReportCommand({}))).State !== 'COMPLETE') {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  const { Content } = await iam.send(new GetCredentialReportCommand({}));
  const [header = '', ...rows] = Buffer.from(Content ?? [])
    .toString()
    .split('\n');
  const columns = header.split(',');
  return new Map(rows.map((row) => toEntry(columns, fieldsOf(row))));
}

function toEntry(columns: readonly string[], fields: readonly string[]): [string, Row] {
  const field = (column: string) => fields[columns.indexOf(column)];
  return [
    field('user') ?? '',
    { passwordEnabled: field('password_enabled') === 'true', mfaActive: field('mfa_active') === 'true' },
  ];
}

/** The fields of a line of CSV; names of users may hold commas. */
function fieldsOf(line: string): readonly string[] {
  return [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, field = '']) =>
    field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field,
  );
}
