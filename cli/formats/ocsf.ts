import { version } from '../../package.json';
import type { Report, Result, Row } from '../audit/report';
import { toVisibleJson } from '../text/visible';

/** The version of the Open Cybersecurity Schema Framework that the events are written by. */
const OCSF_VERSION = '1.5.0';

/** https://schema.ocsf.io/1.5.0/classes/compliance_finding, activity Create. */
const CLASSIFICATION = {
  activity_id: 1,
  activity_name: 'Create',
  category_uid: 2,
  category_name: 'Findings',
  class_uid: 2003,
  class_name: 'Compliance Finding',
  type_uid: 200301,
  type_name: 'Compliance Finding: Create',
};

const CONTROL = 'MFA is enabled for all IAM users that have a console password';

/** A JSON array of OCSF Compliance Findings, one a user. */
export function ocsf(report: Report): string {
  return toVisibleJson(report.rows.map((row) => finding(row, report)));
}

function finding(row: Row, { partition, region, time }: Report) {
  const { accountId, accountName: name, result, annotation, userId } = row;
  const { compliance, severity, status } = statusesOf(result);
  return {
    ...CLASSIFICATION,
    time: time.getTime(),
    ...severity,
    ...status,
    message: annotation,
    metadata: {
      version: OCSF_VERSION,
      profiles: ['cloud'],
      product: { name: 'iam-console-mfa', vendor_name: 'iam-console-mfa', version },
    },
    finding_info: {
      uid: `iam-console-mfa/${accountId}/${userId}`,
      title: CONTROL,
      desc: annotation,
      created_time: time.getTime(),
    },
    compliance: {
      control: CONTROL,
      standards: ['CIS AWS Foundations Benchmark v3.0.0'],
      requirements: ['1.10'],
      ...compliance,
      status_code: result.compliance ?? result.error.code,
      status_details: [annotation],
    },
    resources: [resource(row, partition)],
    ...(result.compliance === 'NON_COMPLIANT' && { remediation: { desc: annotation } }),
    cloud: {
      provider: 'AWS',
      region,
      account: { uid: accountId, ...(name !== undefined && { name }), type: 'AWS Account', type_id: 10 },
    },
  };
}

/** The check's outcome, how bad that is, and where the finding stands in triage. */
function statusesOf({ compliance }: Result) {
  switch (compliance) {
    case 'COMPLIANT':
      return statuses([1, 'Pass'], [1, 'Informational'], [4, 'Resolved']);
    case 'NON_COMPLIANT':
      return statuses([3, 'Fail'], [3, 'Medium'], [1, 'New']);
    case 'NOT_APPLICABLE':
      return statuses([99, 'Not Applicable'], [1, 'Informational'], [3, 'Suppressed']);
    case null:
      return statuses([0, 'Unknown'], [0, 'Unknown'], [0, 'Unknown']);
  }
}

type Caption = readonly [id: number, caption: string];

function statuses(compliance: Caption, severity: Caption, status: Caption) {
  return {
    compliance: { status_id: compliance[0], status: compliance[1] },
    severity: { severity_id: severity[0], severity: severity[1] },
    status: { status_id: status[0], status: status[1] },
  };
}

function resource({ resourceType, userName, userId, arn }: Row, cloud_partition: string) {
  return { uid: userId, name: userName, type: resourceType, cloud_partition, data: { arn } };
}
