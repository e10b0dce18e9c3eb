import { noticesOf } from '../../../cli/notify/notice';
import { auditOf, EVERYBODY } from '../../support/cli/audits';
import { listed } from '../../support/known-users';

/** One user, in grace until an instant or not at all, at 2027-01-15T12:00:00Z. */
function noticeOf(graceEnd?: string, enforceFrom?: string) {
  const verdict =
    graceEnd === undefined
      ? ({ compliance: 'NON_COMPLIANT', reason: 'noAcceptedDevice', deviceTypes: [] } as const)
      : ({
          compliance: 'COMPLIANT',
          reason: 'inGrace',
          deviceTypes: [],
          endsAt: new Date(graceEnd),
        } as const);
  const audit = auditOf({ outcomes: [{ status: 'judged', user: listed(), verdict }], problems: [] });
  return noticesOf(audit, enforceFrom === undefined ? undefined : new Date(enforceFrom))[0];
}

test('those get a notice who have a password and no accepted device, in grace or not, and nobody else', () => {
  expect(noticesOf(EVERYBODY, undefined).map(({ userName, compliance }) => [userName, compliance])).toEqual([
    ['carol', 'NON_COMPLIANT'],
    ['dave', 'COMPLIANT'],
  ]);
});

test.each([
  ['not compliant', undefined, undefined, 'now'],
  ['not compliant, enforced later', undefined, '2027-03-01T00:00:00Z', 'by 2027-03-01T00:00:00Z'],
  ['not compliant, enforced already', undefined, '2027-01-01T00:00:00Z', 'now'],
  ['not compliant, enforced from this instant', undefined, '2027-01-15T12:00:00Z', 'now'],
  ['in grace', '2027-02-01T08:00:00Z', undefined, 'by 2027-02-01T08:00:00Z'],
  ['in grace that ends first', '2027-02-01T08:00:00Z', '2027-03-01T00:00:00Z', 'by 2027-02-01T08:00:00Z'],
  ['in grace, enforced first', '2027-04-01T08:00:00Z', '2027-03-01T00:00:00Z', 'by 2027-03-01T00:00:00Z'],
  ['in grace, enforced already', '2027-02-01T08:00:00Z', '2027-01-01T00:00:00Z', 'now'],
])('a user who is %s is to set MFA up in time', (_situation, graceEnd, enforceFrom, when) => {
  const notice = noticeOf(graceEnd, enforceFrom);
  expect(notice?.subject).toBe(`Set up MFA for your AWS user alice ${when} (account 123456789012)`);
  expect(notice?.text).toContain(`Please set up multi-factor authentication (MFA) ${when}.`);
});

test('the whole text', () => {
  expect(noticeOf('2027-02-01T00:00:00Z', '2027-02-01T00:00:00Z')?.text).toBe(
    `Your IAM user alice in AWS account 123456789012 can sign in to the AWS console with a password alone.
Please set up multi-factor authentication (MFA) by 2027-02-01T00:00:00Z.

1. Sign in: https://123456789012.signin.aws.amazon.com/console
2. Open the account menu at the top right, then Security credentials.
3. Under Multi-factor authentication (MFA), choose Assign MFA device.
4. Name the device like your user, alice, choose Authenticator app, then Next.
5. Choose Show QR code and scan it with the app, or Show secret key and type it in. Enter the code that the app shows as MFA code 1, wait up to 30 seconds for the next, enter it as MFA code 2, and choose Add MFA.
6. Sign out and in again: the open session counts as one without MFA.

On the command line, after "aws login": npx iam-console-mfa enrol

From 2027-02-01T00:00:00Z on, nothing works without MFA but setting it up, and access keys cannot do that either. Once MFA is set up, "aws configure mfa-login" gives the AWS CLI a session with MFA for a code.`,
  );
});

test('where only passkeys and hardware tokens count, the text sends nobody to an authenticator app', () => {
  const audit = auditOf(
    {
      outcomes: [
        {
          status: 'judged',
          user: listed(),
          verdict: { compliance: 'NON_COMPLIANT', reason: 'noAcceptedDevice', deviceTypes: ['virtual'] },
        },
      ],
      problems: [],
    },
    { acceptedMfaTypes: ['fido', 'hardware-totp'] },
  );
  const text = noticesOf(audit, undefined)[0]?.text;
  expect(text).toContain('The MFA you have (virtual) does not count here.');
  expect(text).toContain(
    '4. Name the device, choose Passkey or security key or Hardware TOTP token, and follow the page.',
  );
  expect(text).not.toContain('Authenticator app');
  expect(text).not.toContain('enrol');
});

test.each([
  ['aws-cn', 'https://123456789012.signin.amazonaws.cn/console'],
  ['aws-us-gov', 'https://123456789012.signin.amazonaws-us-gov.com/console'],
  ['aws-iso', 'account 123456789012'],
])('users of %s sign in at %s', (partition, address) => {
  expect(noticesOf({ ...EVERYBODY, partition }, undefined)[0]?.text).toContain(`1. Sign in: ${address}\n`);
});
