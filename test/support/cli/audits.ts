import type { Audit, Row } from '../../../cli/audit/report';
import { rowsOf } from '../../../cli/audit/rows';
import { isComplete, totalsOf } from '../../../cli/audit/totals';
import { AwsCallError, ConsoleMfaError } from '../../../rule/core/errors';
import type { KnownUser } from '../../../rule/core/known-user';
import type { Assessment, Outcome } from '../../../rule/core/outcome';
import type { RuleParameters } from '../../../rule/core/rule-parameters';
import type { Verdict } from '../../../rule/core/verdict';
import { listed, policy } from '../known-users';

const IDENTITY = {
  accountId: '123456789012',
  partition: 'aws',
  callerArn: 'arn:aws:sts::123456789012:assumed-role/auditor/anna',
};

function judged(userName: string, verdict: Verdict, known: Partial<KnownUser> = {}): Outcome {
  return { status: 'judged', user: listed({ userName, userId: `AIDA-${userName}`, ...known }), verdict };
}

/** An audit as takeAudit puts it together, of whatever an assessment says. */
export function auditOf(assessment: Assessment, parameters: Partial<RuleParameters> = {}): Audit {
  const policyInForce = policy(parameters);
  const rows: readonly Row[] = rowsOf(assessment, IDENTITY, policyInForce);
  return {
    ...IDENTITY,
    region: 'eu-west-1',
    time: new Date('2027-01-15T12:00:00Z'),
    parameters: policyInForce,
    complete: isComplete(assessment.problems, rows),
    problems: assessment.problems,
    usersListed: true,
    rows,
    totals: totalsOf(rows),
  };
}

/** Somebody in every situation, with what tries to break a format: formulas, markup, control and bidi characters. */
export const EVERYBODY: Audit = auditOf(
  {
    outcomes: [
      judged(
        'alice',
        { compliance: 'COMPLIANT', reason: 'acceptedDevice', types: ['virtual', 'fido'] },
        {
          devices: [
            {
              serialNumber: 'arn:aws:iam::123456789012:mfa/alice',
              enableDate: new Date('2026-03-01T09:00:00Z'),
            },
            { serialNumber: 'arn:aws:iam::123456789012:u2f/user/alice/key' },
          ],
        },
      ),
      judged('=bob', { compliance: 'COMPLIANT', reason: 'noPassword' }, { path: '/service/' }),
      judged(
        'carol',
        {
          compliance: 'NON_COMPLIANT',
          reason: 'noAcceptedDevice',
          deviceTypes: ['sms'],
          graceEndedAt: new Date('2027-01-01T08:30:00Z'),
          failedExemption: { key: 'until', value: '<b>"\u202e\u001b[2J', fault: 'not a date' },
        },
        {
          devices: [
            {
              serialNumber: 'arn:aws:iam::123456789012:sms-mfa/carol',
              enableDate: new Date('2020-05-06T07:08:09Z'),
            },
          ],
        },
      ),
      judged(
        'dave',
        {
          compliance: 'COMPLIANT',
          reason: 'inGrace',
          deviceTypes: [],
          endsAt: new Date('2027-02-01T08:30:00Z'),
        },
        { devices: [] },
      ),
      judged('erin', {
        compliance: 'NOT_APPLICABLE',
        reason: 'exempt',
        exemption: { by: 'tag', key: 'until', lastDay: '2027-03-01' },
      }),
      {
        status: 'withheld',
        user: listed({ userName: 'frank', userId: 'AIDA-frank' }),
        error: new AwsCallError('denied', 'iam:GetLoginProfile', 'AccessDenied: no'),
      },
      { status: 'gone', user: listed({ userName: 'gone', userId: 'AIDA-gone' }) },
    ],
    root: { compliance: 'NON_COMPLIANT', reason: 'noMfa' },
    problems: [new ConsoleMfaError('UnknownExemptGroup', 'IAM knows no group "x"')],
  },
  {
    includeRoot: true,
    exemptionTag: 'until',
    gracePeriodDays: 31,
    exemptGroups: ['x'],
    acceptedMfaTypes: ['virtual', 'fido'],
  },
);

/** An audit of an account without any user. */
export const NOBODY: Audit = auditOf({ outcomes: [], problems: [] });
