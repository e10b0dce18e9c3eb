import Ajv2020 from 'ajv/dist/2020';
import { FORMATS } from '../../../cli/formats';
import { PLAIN_PAGE } from '../../../cli/text/page';
import { widthOf } from '../../../cli/text/wrap';
import schema from '../../../docs/audit.schema.json';
import {
  EMPTY_ORGANIZATION,
  HOSTILE_ORGANIZATION,
  ORGANIZATION,
} from '../../support/cli/organization-audits';
import { rowsIn } from '../../support/html/reading';

const { table, json, csv, asff, ocsf, junit, html } = FORMATS;
const validate = new Ajv2020({ allowUnionTypes: true, strictTypes: false, strictRequired: false }).compile(
  schema,
);

function faultsOf(document: unknown): readonly string[] {
  validate(document);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

const lines = (...rows: readonly string[]) => `${rows.join('\n')}\n`;

test('the table has a column for accounts, and ends with what was skipped and not read', () => {
  expect(table(ORGANIZATION, PLAIN_PAGE)).toBe(
    lines(
      'Organization o-a1b2c3d4e5 at 2027-01-15T12:00:00Z',
      '',
      'NON_COMPLIANT: a console password and no accepted MFA device (4)',
      'To do: IAM > Users > the user > Security credentials > Assign MFA device',
      '  <root_account>  dev 200000000001   no MFA device; only the root user itself can assign one',
      '  carol           dev 200000000001   only sms; grace ended 2027-01-01T08:30:00Z; tag until holds "<b>"\\u{202e}\\u{1b}[2J", no day YYYY-MM-DD',
      '  <root_account>  prod 200000000002  no MFA device; only the root user itself can assign one',
      '  carol           prod 200000000002  only sms; grace ended 2027-01-01T08:30:00Z; tag until holds "<b>"\\u{202e}\\u{1b}[2J", no day YYYY-MM-DD',
      '',
      'NOT READ: no verdict (2)',
      '  frank  dev 200000000001   AwsCallFailed: iam:GetLoginProfile is not allowed; grant the role this action',
      '  frank  prod 200000000002  AwsCallFailed: iam:GetLoginProfile is not allowed; grant the role this action',
      '',
      'COMPLIANT until grace ends: no accepted MFA device yet (2)',
      '  dave  dev 200000000001   no accepted MFA device; grace ends 2027-02-01T08:30:00Z',
      '  dave  prod 200000000002  no accepted MFA device; grace ends 2027-02-01T08:30:00Z',
      '',
      'NOT_APPLICABLE: exempt (2)',
      '  erin  dev 200000000001   to the end of 2027-03-01 UTC by its tag until',
      '  erin  prod 200000000002  to the end of 2027-03-01 UTC by its tag until',
      '',
      'COMPLIANT (4)',
      '  =bob   dev 200000000001   no console password',
      '  alice  dev 200000000001   virtual, fido',
      '  =bob   prod 200000000002  no console password',
      '  alice  prod 200000000002  virtual, fido',
      '',
      'SKIPPED (2)',
      '  dev 300000000001: SUSPENDED',
      '  1 excluded',
      '',
      '14 users in 2 accounts: 4 NON_COMPLIANT, 2 not read, 2 in grace, 2 exempt, 4 COMPLIANT',
      'INCOMPLETE: 1 account not read, 2 users without a verdict',
      '  RoleNotAssumed: account 200000000009 (dev): no role',
    ),
  );
});

test.each([20, 33, 47, 60, 80, 132])('no line is wider than a terminal of %i columns', (columns) => {
  const widths = table(ORGANIZATION, { columns, colour: false }).split('\n').map(widthOf);
  expect(Math.max(...widths)).toBeLessThanOrEqual(columns);
});

test.each([
  ['of every situation', ORGANIZATION],
  ['of nobody', EMPTY_ORGANIZATION],
  ['of accounts with hostile names', HOSTILE_ORGANIZATION],
])('the committed schema describes a document %s', (_, audit) => {
  expect(faultsOf(JSON.parse(json(audit)))).toEqual([]);
});

test.each([
  ['a user without its account', (document: Document) => delete document.users[1]?.['account']],
  [
    'one account beside the organization',
    (document: Document) => Object.assign(document, { account: '123456789012' }),
  ],
  ['no word on skipped accounts', (document: Document) => delete document['skipped']],
  [
    'an account that is neither audited nor unread',
    (document: Document) => Object.assign(document.accounts[0] ?? {}, { status: 'maybe' }),
  ],
  ['an unread account without a reason', (document: Document) => delete document.accounts.at(-1)?.['error']],
])('the committed schema refuses %s', (_, spoil) => {
  const document = JSON.parse(json(ORGANIZATION));
  spoil(document);
  expect(faultsOf(document)).not.toEqual([]);
});

interface Document {
  readonly users: Record<string, unknown>[];
  readonly accounts: Record<string, unknown>[];
  skipped?: unknown;
}

test('csv begins with the account, formulas in its name defused', () => {
  const rows = csv(ORGANIZATION).split('\r\n');
  expect(rows[0]).toBe(
    'accountId,accountName,userName,userId,arn,compliance,reason,mfaTypes,graceEndsAt,exemption,annotation,mfaDevices',
  );
  expect(rows[2]).toMatch(/^200000000001,dev,'=bob,AIDA-=bob-200000000001,arn:aws:iam::200000000001:user/);
  expect(rows).toHaveLength(16);
  const formula = ORGANIZATION.rows.map((row) => ({ ...row, accountName: '=cmd' }));
  expect(csv({ ...ORGANIZATION, rows: formula })).toContain("\r\n200000000002,'=cmd,alice");
});

test('asff findings belong to their accounts, each with an id of its own', () => {
  const findings = JSON.parse(asff(ORGANIZATION));
  expect(new Set(findings.map(({ Id }: { Id: string }) => Id)).size).toBe(14);
  expect(findings[13]).toMatchObject({
    Id: 'iam-console-mfa/200000000002/AIDA-frank-200000000002',
    AwsAccountId: '200000000002',
    AwsAccountName: 'prod',
    ProductArn: 'arn:aws:securityhub:eu-west-1:200000000002:product/200000000002/default',
  });
  expect(findings[7]).toMatchObject({
    AwsAccountId: '200000000002',
    Resources: [{ Type: 'AwsAccount', Id: 'AWS::::Account:200000000002' }],
  });
  // https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_AwsSecurityFinding.html
  for (const { AwsAccountName } of JSON.parse(asff(HOSTILE_ORGANIZATION))) {
    expect(AwsAccountName.length).toBeLessThanOrEqual(50);
  }
});

test('ocsf names the account in cloud.account, and findings have ids of their own', () => {
  const findings = JSON.parse(ocsf(ORGANIZATION));
  expect(
    new Set(findings.map((finding: { finding_info: { uid: string } }) => finding.finding_info.uid)).size,
  ).toBe(14);
  expect(findings[0].cloud.account).toEqual({
    uid: '200000000001',
    name: 'dev',
    type: 'AWS Account',
    type_id: 10,
  });
});

test('junit has a suite for each account, those not read with an error', () => {
  const document = junit(ORGANIZATION);
  expect([...document.matchAll(/<testsuites? [^>]*>/g)].map(([tag]) => tag)).toEqual([
    '<testsuites name="iam-console-mfa" tests="15" failures="4" errors="3" skipped="2">',
    '<testsuite name="AWS account 200000000001 (dev)" tests="7" failures="2" errors="1" skipped="1" timestamp="2027-01-15T12:00:00">',
    '<testsuite name="AWS account 200000000002 (prod)" tests="7" failures="2" errors="1" skipped="1" timestamp="2027-01-15T12:00:00">',
    '<testsuite name="AWS account 200000000009 (dev)" tests="0" failures="0" errors="0" skipped="0" timestamp="2027-01-15T12:00:00">',
    '<testsuite name="AWS organization o-a1b2c3d4e5" tests="1" failures="0" errors="1" skipped="0" timestamp="2027-01-15T12:00:00">',
  ]);
  expect(document).toContain(
    'name="RoleNotAssumed"><error type="RoleNotAssumed" message="RoleNotAssumed: account 200000000009 (dev): no role"/>',
  );
});

describe('the page', () => {
  const page = html(ORGANIZATION);

  test('is of the organization, incomplete first', () => {
    expect(page).toContain('<title>Console MFA of organization o-a1b2c3d4e5 (incomplete)</title>');
    expect(page).toContain('<h1>Organization o-a1b2c3d4e5</h1>');
    expect(page).toContain('4 of 14 users in 2 accounts have a console password and no accepted MFA device.');
    expect(page).toContain('<bdi>RoleNotAssumed: account 200000000009 (dev): no role</bdi>');
    expect(html(EMPTY_ORGANIZATION)).toContain('The accounts have no users.');
  });

  test('tells the account of each user', () => {
    expect(rowsIn(page, 'exempt')).toEqual([
      ['erin AIDA-erin-200000000001', 'dev 200000000001', 'By tag: until', '2027-03-01'],
      ['erin AIDA-erin-200000000002', 'prod 200000000002', 'By tag: until', '2027-03-01'],
    ]);
  });

  test('lists accounts with what was found in them, those not read with the reason, and those skipped', () => {
    const section = /<section aria-labelledby="accounts-title">([\s\S]*?)<\/section>/.exec(page)?.[1] ?? '';
    const text = section.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
    expect(text).toContain('dev 200000000001 7 2 1 1 1 2027-01-15 12:00:00 UTC');
    expect(text).toContain(
      'dev 200000000009 Not read: RoleNotAssumed: the account has no role ConsoleMfaAudit',
    );
    expect(text).toContain(
      'Not part of this audit 2 dev 300000000001 : SUSPENDED left out 300000000002 : excluded',
    );
  });

  test('account names are data', () => {
    const hostile = html(HOSTILE_ORGANIZATION);
    expect(hostile.match(/<script/g)).toHaveLength(1);
    expect(hostile).not.toContain('<img');
    expect(hostile).not.toContain('\u202e');
  });
});
