import Ajv2020 from 'ajv/dist/2020';
import { json } from '../../../cli/formats/json';
import schema from '../../../docs/audit.schema.json';
import { EVERYBODY, NOBODY } from '../../support/cli/audits';

const validate = new Ajv2020({ allowUnionTypes: true, strictTypes: false, strictRequired: false }).compile(
  schema,
);

function faultsOf(document: unknown): readonly string[] {
  validate(document);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

test('a document of somebody in every situation', () => {
  const { users, ...rest } = JSON.parse(json(EVERYBODY));
  expect(rest).toEqual({
    schemaVersion: 1,
    account: '123456789012',
    partition: 'aws',
    region: 'eu-west-1',
    time: '2027-01-15T12:00:00.000Z',
    parameters: {
      exemptUsers: [],
      exemptPaths: [],
      exemptGroups: ['x'],
      exemptionTag: 'until',
      gracePeriodDays: 31,
      graceUntil: null,
      acceptedMfaTypes: ['virtual', 'fido'],
      includeRoot: true,
    },
    complete: false,
    problems: [{ code: 'UnknownExemptGroup', message: 'UnknownExemptGroup: IAM knows no group "x"' }],
    totals: { users: 7, compliant: 3, inGrace: 1, nonCompliant: 2, notApplicable: 1, unread: 1 },
  });
  expect(users).toEqual([
    {
      userName: '<root_account>',
      userId: '123456789012',
      arn: 'arn:aws:iam::123456789012:root',
      resourceType: 'AWS::::Account',
      compliance: 'NON_COMPLIANT',
      reason: 'noMfa',
      annotation:
        'The root user has a password and no MFA device. To do: sign in as the root user, then account menu > Security credentials > Assign MFA device.',
    },
    {
      userName: '=bob',
      userId: 'AIDA-=bob',
      arn: 'arn:aws:iam::123456789012:user/service/=bob',
      resourceType: 'AWS::IAM::User',
      compliance: 'COMPLIANT',
      reason: 'noPassword',
      annotation: '=bob has no console password. Nothing to do.',
    },
    {
      userName: 'alice',
      userId: 'AIDA-alice',
      arn: 'arn:aws:iam::123456789012:user/alice',
      resourceType: 'AWS::IAM::User',
      compliance: 'COMPLIANT',
      reason: 'acceptedDevice',
      annotation: 'alice has an accepted MFA device (virtual, fido). Nothing to do.',
      mfaTypes: ['virtual', 'fido'],
      mfaDevices: [
        {
          type: 'virtual',
          serialNumber: 'arn:aws:iam::123456789012:mfa/alice',
          enableDate: '2026-03-01T09:00:00.000Z',
        },
        { type: 'fido', serialNumber: 'arn:aws:iam::123456789012:u2f/user/alice/key', enableDate: null },
      ],
    },
    {
      userName: 'carol',
      userId: 'AIDA-carol',
      arn: 'arn:aws:iam::123456789012:user/carol',
      resourceType: 'AWS::IAM::User',
      compliance: 'NON_COMPLIANT',
      reason: 'noAcceptedDevice',
      annotation: expect.stringContaining('only sms. To do: IAM > Users'),
      mfaTypes: ['sms'],
      mfaDevices: [
        {
          type: 'sms',
          serialNumber: 'arn:aws:iam::123456789012:sms-mfa/carol',
          enableDate: '2020-05-06T07:08:09.000Z',
        },
      ],
      graceEndedAt: '2027-01-01T08:30:00.000Z',
      failedExemption: { key: 'until', value: '<b>"\u202e\u001b[2J', fault: 'not a date' },
    },
    {
      userName: 'dave',
      userId: 'AIDA-dave',
      arn: 'arn:aws:iam::123456789012:user/dave',
      resourceType: 'AWS::IAM::User',
      compliance: 'COMPLIANT',
      reason: 'inGrace',
      annotation: expect.stringContaining('Grace ends 2027-02-01T08:30:00Z'),
      mfaTypes: [],
      mfaDevices: [],
      graceEndsAt: '2027-02-01T08:30:00.000Z',
    },
    {
      userName: 'erin',
      userId: 'AIDA-erin',
      arn: 'arn:aws:iam::123456789012:user/erin',
      resourceType: 'AWS::IAM::User',
      compliance: 'NOT_APPLICABLE',
      reason: 'exempt',
      annotation: 'erin is exempt to the end of 2027-03-01 UTC by its tag until.',
      exemption: { by: 'tag', key: 'until', lastDay: '2027-03-01' },
    },
    {
      userName: 'frank',
      userId: 'AIDA-frank',
      arn: 'arn:aws:iam::123456789012:user/frank',
      resourceType: 'AWS::IAM::User',
      compliance: null,
      reason: 'unread',
      annotation:
        'AwsCallFailed: iam:GetLoginProfile is not allowed; grant the role this action (AccessDenied: no)',
      error: 'AwsCallFailed',
    },
  ]);
});

test.each([
  ['somebody in every situation', EVERYBODY],
  ['nobody', NOBODY],
  ['nobody, with somebody gone', { ...NOBODY, changes: goneSince('2026-12-15T12:00:00Z') }],
])('the committed schema describes a document of %s', (_, audit) => {
  expect(faultsOf(JSON.parse(json(audit)))).toEqual([]);
});

function goneSince(since: string) {
  const zoe = { userName: 'zoe', userId: 'AIDA-zoe', before: null };
  return {
    since: new Date(since),
    becameCompliant: [],
    becameNonCompliant: [],
    becameExempt: [],
    new: [],
    gone: [zoe],
  };
}

test.each([
  ['a compliance that AWS Config does not know', { compliance: 'FAILED' }],
  ['a reason that contradicts the compliance', { compliance: 'NON_COMPLIANT' }],
  ['a member that belongs to another reason', { graceEndsAt: '2027-02-01T08:30:00.000Z' }],
  ['no annotation', { annotation: undefined }],
])('the committed schema refuses a user with %s', (_, fault) => {
  const document = JSON.parse(json(EVERYBODY));
  document.users = [JSON.parse(JSON.stringify({ ...document.users[1], ...fault }))];
  expect(faultsOf(document)).not.toEqual([]);
});

test('control and bidirectional characters are escaped, so that a terminal shows them', () => {
  const document = json(EVERYBODY);
  expect(document).toContain('"value": "<b>\\"\\u202e\\u001b[2J"');
  expect(document).not.toContain('\u202e');
  expect(document).not.toContain('\u001b');
});
