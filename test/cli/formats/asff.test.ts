import { asff } from '../../../cli/formats/asff';
import { AwsCallError } from '../../../rule/core/errors';
import { auditOf, EVERYBODY } from '../../support/cli/audits';
import { listed } from '../../support/known-users';

const findings = () => JSON.parse(asff(EVERYBODY));

test('a user without MFA is a failed finding with its remedy', () => {
  const annotation =
    'carol has a console password and no MFA device of an accepted type (virtual, fido), only sms. To do: IAM > Users > Security credentials > Assign MFA device. Tag until does not exempt: its value must be a day YYYY-MM-DD, not "<b>"\u202e\u001b[2J". Grace ended…';
  expect(findings()[3]).toEqual({
    SchemaVersion: '2018-10-08',
    Id: 'iam-console-mfa/123456789012/AIDA-carol',
    ProductArn: 'arn:aws:securityhub:eu-west-1:123456789012:product/123456789012/default',
    GeneratorId: 'iam-console-mfa',
    AwsAccountId: '123456789012',
    Types: ['Software and Configuration Checks/AWS Security Best Practices'],
    CreatedAt: '2027-01-15T12:00:00.000Z',
    UpdatedAt: '2027-01-15T12:00:00.000Z',
    Severity: { Label: 'MEDIUM' },
    Title: 'IAM users with a console password should have an MFA device',
    Description: annotation,
    Remediation: {
      Recommendation: {
        Text: annotation,
        Url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_enable.html',
      },
    },
    Resources: [
      {
        Type: 'AwsIamUser',
        Id: 'arn:aws:iam::123456789012:user/carol',
        Partition: 'aws',
        Details: { AwsIamUser: { UserId: 'AIDA-carol', UserName: 'carol', Path: '/' } },
      },
    ],
    Compliance: { Status: 'FAILED' },
    RecordState: 'ACTIVE',
  });
});

test('what is exempt is archived, what could not be read stays in sight', () => {
  const states = findings().map((finding: Readonly<Record<string, Readonly<Record<string, string>>>>) => [
    finding['Compliance']?.['Status'],
    finding['Severity']?.['Label'],
    finding['RecordState'],
  ]);
  expect(states).toEqual([
    ['FAILED', 'MEDIUM', 'ACTIVE'],
    ['PASSED', 'INFORMATIONAL', 'ACTIVE'],
    ['PASSED', 'INFORMATIONAL', 'ACTIVE'],
    ['FAILED', 'MEDIUM', 'ACTIVE'],
    ['PASSED', 'INFORMATIONAL', 'ACTIVE'],
    ['NOT_AVAILABLE', 'INFORMATIONAL', 'ARCHIVED'],
    ['NOT_AVAILABLE', 'INFORMATIONAL', 'ACTIVE'],
  ]);
});

test('the root user is its account', () => {
  expect(findings()[0].Resources).toEqual([
    { Type: 'AwsAccount', Id: 'AWS::::Account:123456789012', Partition: 'aws' },
  ]);
});

test('texts keep within the limits of the format, on whole characters', () => {
  const error = new AwsCallError('refused', 'iam:GetLoginProfile', `${'x'.repeat(980)}😀${'y'.repeat(200)}`);
  const [finding] = JSON.parse(
    asff(auditOf({ outcomes: [{ status: 'withheld', user: listed(), error }], problems: [] })),
  );
  expect(error.message.length).toBeGreaterThan(1024);
  // https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_AwsSecurityFinding.html
  expect(finding.Description.length).toBeLessThanOrEqual(1024);
  expect(finding.Description.length).toBeGreaterThan(1020);
  expect(finding.Description.isWellFormed()).toBe(true);
});

test('identifiers, titles and lists of everybody keep within the limits of the format', () => {
  for (const finding of findings()) {
    expect(finding.Id.length).toBeLessThanOrEqual(512);
    expect(finding.ProductArn.length).toBeLessThanOrEqual(2048);
    expect(finding.GeneratorId.length).toBeLessThanOrEqual(512);
    expect(finding.AwsAccountId).toMatch(/^\d{12}$/);
    expect(finding.Title.length).toBeLessThanOrEqual(256);
    expect(finding.Types.length).toBeLessThanOrEqual(50);
    expect(finding.Types[0]).toMatch(/^Software and Configuration Checks\/[^/]+$/);
    expect(finding.Resources.length).toBeLessThanOrEqual(32);
    expect(finding.Remediation?.Recommendation.Text.length ?? 1).toBeLessThanOrEqual(512);
    expect(finding.CreatedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(Buffer.byteLength(JSON.stringify(finding))).toBeLessThanOrEqual(240 * 1024);
  }
});
