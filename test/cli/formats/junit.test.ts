import { junit } from '../../../cli/formats/junit';
import { EVERYBODY, NOBODY } from '../../support/cli/audits';

test('failures, errors and skipped cases, and a case for a problem beyond single users', () => {
  expect(junit(EVERYBODY)).toBe(
    [
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<testsuites name="iam-console-mfa" tests="8" failures="2" errors="2" skipped="1">',
      '  <testsuite name="AWS account 123456789012" tests="8" failures="2" errors="2" skipped="1" timestamp="2027-01-15T12:00:00">',
      '    <testcase classname="iam-console-mfa.123456789012" name="&lt;root_account&gt;"><failure type="NON_COMPLIANT" message="The root user has a password and no MFA device. To do: sign in as the root user, then account menu &gt; Security credentials &gt; Assign MFA device."/></testcase>',
      '    <testcase classname="iam-console-mfa.123456789012" name="=bob"/>',
      '    <testcase classname="iam-console-mfa.123456789012" name="alice"/>',
      '    <testcase classname="iam-console-mfa.123456789012" name="carol"><failure type="NON_COMPLIANT" message="carol has a console password and no MFA device of an accepted type (virtual, fido), only sms. To do: IAM &gt; Users &gt; Security credentials &gt; Assign MFA device. Tag until does not exempt: its value must be a day YYYY-MM-DD, not &quot;&lt;b&gt;&quot;\\u{202e}\\u{1b}[2J&quot;. Grace ended…"/></testcase>',
      '    <testcase classname="iam-console-mfa.123456789012" name="dave"/>',
      '    <testcase classname="iam-console-mfa.123456789012" name="erin"><skipped message="erin is exempt to the end of 2027-03-01 UTC by its tag until."/></testcase>',
      '    <testcase classname="iam-console-mfa.123456789012" name="frank"><error type="AwsCallFailed" message="AwsCallFailed: iam:GetLoginProfile is not allowed; grant the role this action (AccessDenied: no)"/></testcase>',
      '    <testcase classname="iam-console-mfa.123456789012" name="UnknownExemptGroup"><error type="UnknownExemptGroup" message="UnknownExemptGroup: IAM knows no group &quot;x&quot;"/></testcase>',
      '  </testsuite>',
      '</testsuites>',
      '',
    ].join('\n'),
  );
});

test('an account without users is an empty suite', () => {
  expect(junit(NOBODY)).toBe(
    [
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<testsuites name="iam-console-mfa" tests="0" failures="0" errors="0" skipped="0">',
      '  <testsuite name="AWS account 123456789012" tests="0" failures="0" errors="0" skipped="0" timestamp="2027-01-15T12:00:00">',
      '  </testsuite>',
      '</testsuites>',
      '',
    ].join('\n'),
  );
});
