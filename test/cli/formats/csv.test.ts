import { csv } from '../../../cli/formats/csv';
import { auditOf, EVERYBODY, NOBODY } from '../../support/cli/audits';
import { listed } from '../../support/known-users';

const HEADER = 'userName,userId,arn,compliance,reason,mfaTypes,graceEndsAt,exemption,annotation,mfaDevices';

test('a header and one row a user, ended by CRLF, quoted where a cell holds a comma or a quote', () => {
  expect(csv(EVERYBODY)).toBe(
    [
      HEADER,
      '<root_account>,123456789012,arn:aws:iam::123456789012:root,NON_COMPLIANT,noMfa,,,,"The root user has a password and no MFA device. To do: sign in as the root user, then account menu > Security credentials > Assign MFA device.",',
      "'=bob,AIDA-=bob,arn:aws:iam::123456789012:user/service/=bob,COMPLIANT,noPassword,,,,'=bob has no console password. Nothing to do.,",
      'alice,AIDA-alice,arn:aws:iam::123456789012:user/alice,COMPLIANT,acceptedDevice,virtual;fido,,,"alice has an accepted MFA device (virtual, fido). Nothing to do.",virtual since 2026-03-01T09:00:00.000Z;fido',
      'carol,AIDA-carol,arn:aws:iam::123456789012:user/carol,NON_COMPLIANT,noAcceptedDevice,sms,,,"carol has a console password and no MFA device of an accepted type (virtual, fido), only sms. To do: IAM > Users > Security credentials > Assign MFA device. Tag until does not exempt: its value must be a day YYYY-MM-DD, not ""<b>""\\u{202e}\\u{1b}[2J"". Grace ended…",sms since 2020-05-06T07:08:09.000Z',
      'dave,AIDA-dave,arn:aws:iam::123456789012:user/dave,COMPLIANT,inGrace,,2027-02-01T08:30:00.000Z,,"dave has a console password and no MFA device of an accepted type (virtual, fido). Grace ends 2027-02-01T08:30:00Z; until then: IAM > Users > Security credentials > Assign MFA device.",',
      'erin,AIDA-erin,arn:aws:iam::123456789012:user/erin,NOT_APPLICABLE,exempt,,,to the end of 2027-03-01 UTC by its tag until,erin is exempt to the end of 2027-03-01 UTC by its tag until.,',
      'frank,AIDA-frank,arn:aws:iam::123456789012:user/frank,,unread,,,,AwsCallFailed: iam:GetLoginProfile is not allowed; grant the role this action (AccessDenied: no),',
      '',
    ].join('\r\n'),
  );
});

test('an account without users has the header', () => {
  expect(csv(NOBODY)).toBe(`${HEADER}\r\n`);
});

test('a formula after a comma within a field too', () => {
  const user = listed({ userName: 'a,=b' });
  const audit = auditOf({
    outcomes: [{ status: 'judged', user, verdict: { compliance: 'COMPLIANT', reason: 'noPassword' } }],
    problems: [],
  });
  expect(csv(audit).split('\r\n')[1]).toMatch(/^"a,'=b",/);
});

test.each([
  ['=SUM(A1)', "'=SUM(A1)"],
  ['+1', "'+1"],
  ['-1', "'-1"],
  ['@a', "'@a"],
  ['\ta', "'\\u{9}a"],
  ['\ra', "'\\u{d}a"],
  ['a=b', 'a=b'],
  ["x;=cmd|'/C calc'!A0", "x;'=cmd|'/C calc'!A0"],
  ['a;+1;-1', "a;'+1;'-1"],
  ['a; @b', "a; '@b"],
  ['a\t=b', "a\\u{9}'=b"],
  ['a\n=b', "a\\u{a}'=b"],
  ['a;b=c', 'a;b=c'],
])('the user name %j becomes the cell %j', (userName, cell) => {
  const user = listed({ userName });
  const audit = auditOf({
    outcomes: [{ status: 'judged', user, verdict: { compliance: 'COMPLIANT', reason: 'noPassword' } }],
    problems: [],
  });
  expect(csv(audit).split('\r\n')[1]?.split(',')[0]).toBe(cell);
});
