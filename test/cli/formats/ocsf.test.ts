import { ocsf } from '../../../cli/formats/ocsf';
import { EVERYBODY } from '../../support/cli/audits';

const findings = () => JSON.parse(ocsf(EVERYBODY));

test('a user without MFA is a failed Compliance Finding with its remedy', () => {
  const annotation =
    'carol has a console password and no MFA device of an accepted type (virtual, fido), only sms. To do: IAM > Users > Security credentials > Assign MFA device. Tag until does not exempt: its value must be a day YYYY-MM-DD, not "<b>"\u202e\u001b[2J". Grace ended…';
  expect(findings()[3]).toEqual({
    activity_id: 1,
    activity_name: 'Create',
    category_uid: 2,
    category_name: 'Findings',
    class_uid: 2003,
    class_name: 'Compliance Finding',
    type_uid: 200301,
    type_name: 'Compliance Finding: Create',
    time: 1800014400000,
    severity_id: 3,
    severity: 'Medium',
    status_id: 1,
    status: 'New',
    message: annotation,
    metadata: {
      version: '1.5.0',
      profiles: ['cloud'],
      product: {
        name: 'iam-console-mfa',
        vendor_name: 'iam-console-mfa',
        version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      },
    },
    finding_info: {
      uid: 'iam-console-mfa/123456789012/AIDA-carol',
      title: 'MFA is enabled for all IAM users that have a console password',
      desc: annotation,
      created_time: 1800014400000,
    },
    compliance: {
      control: 'MFA is enabled for all IAM users that have a console password',
      standards: ['CIS AWS Foundations Benchmark v3.0.0'],
      requirements: ['1.10'],
      status_id: 3,
      status: 'Fail',
      status_code: 'NON_COMPLIANT',
      status_details: [annotation],
    },
    resources: [
      {
        uid: 'AIDA-carol',
        name: 'carol',
        type: 'AWS::IAM::User',
        cloud_partition: 'aws',
        data: { arn: 'arn:aws:iam::123456789012:user/carol' },
      },
    ],
    remediation: { desc: annotation },
    cloud: {
      provider: 'AWS',
      region: 'eu-west-1',
      account: { uid: '123456789012', type: 'AWS Account', type_id: 10 },
    },
  });
});

test('outcome, severity and triage of everybody, by the numbers that the schema knows', () => {
  const statuses = findings().map(
    (finding: {
      compliance: { status_id: number; status_code: string };
      severity_id: number;
      status_id: number;
    }) => [
      finding.compliance.status_code,
      finding.compliance.status_id,
      finding.severity_id,
      finding.status_id,
    ],
  );
  expect(statuses).toEqual([
    ['NON_COMPLIANT', 3, 3, 1],
    ['COMPLIANT', 1, 1, 4],
    ['COMPLIANT', 1, 1, 4],
    ['NON_COMPLIANT', 3, 3, 1],
    ['COMPLIANT', 1, 1, 4],
    ['NOT_APPLICABLE', 99, 1, 3],
    ['AwsCallFailed', 0, 0, 0],
  ]);
});
