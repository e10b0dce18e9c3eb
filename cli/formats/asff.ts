import type { Report, Row } from '../audit/report';
import { toVisibleJson } from '../text/visible';

const TITLE = 'IAM users with a console password should have an MFA device';
const ACCOUNT_NAME_LIMIT = 50;
const DESCRIPTION_LIMIT = 1024;
const REMEDY_LIMIT = 512;
const REMEDY = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_enable.html';

/**
 * A JSON array of findings in the AWS Security Finding Format, as BatchImportFindings takes them, 100 at a time
 * (https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-findings-format.html). A finding keeps its id
 * from audit to audit, so importing again updates it.
 */
export function asff(report: Report): string {
  return toVisibleJson(report.rows.map((row) => finding(row, report)));
}

function finding(row: Row, { partition, region, time }: Report) {
  const { accountId, accountName, result, annotation, userId } = row;
  return {
    SchemaVersion: '2018-10-08',
    Id: `iam-console-mfa/${accountId}/${userId}`,
    ProductArn: `arn:${partition}:securityhub:${region}:${accountId}:product/${accountId}/default`,
    GeneratorId: 'iam-console-mfa',
    AwsAccountId: accountId,
    // An empty name is none.
    ...(accountName && { AwsAccountName: cut(accountName, ACCOUNT_NAME_LIMIT) }),
    Types: ['Software and Configuration Checks/AWS Security Best Practices'],
    CreatedAt: time,
    UpdatedAt: time,
    Severity: { Label: result.compliance === 'NON_COMPLIANT' ? 'MEDIUM' : 'INFORMATIONAL' },
    Title: TITLE,
    Description: cut(annotation, DESCRIPTION_LIMIT),
    ...(result.compliance === 'NON_COMPLIANT' && {
      Remediation: { Recommendation: { Text: cut(annotation, REMEDY_LIMIT), Url: REMEDY } },
    }),
    Resources: [resource(row, partition)],
    Compliance: { Status: statusOf(row) },
    // Security Hub itself archives what AWS Config finds NOT_APPLICABLE; what could not be read stays in sight.
    RecordState: result.compliance === 'NOT_APPLICABLE' ? 'ARCHIVED' : 'ACTIVE',
  };
}

function statusOf({ result }: Row) {
  switch (result.compliance) {
    case 'COMPLIANT':
      return 'PASSED';
    case 'NON_COMPLIANT':
      return 'FAILED';
    case 'NOT_APPLICABLE':
    case null:
      return 'NOT_AVAILABLE';
  }
}

function resource({ resourceType, userName, userId, path, arn }: Row, Partition: string) {
  if (resourceType === 'AWS::::Account') {
    return { Type: 'AwsAccount', Id: `AWS::::Account:${userId}`, Partition };
  }
  const AwsIamUser = { UserId: userId, UserName: userName, Path: path };
  return { Type: 'AwsIamUser', Id: arn, Partition, Details: { AwsIamUser } };
}

/** At most so many UTF-16 units, on whole characters. */
function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  return `${text.slice(0, limit - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
