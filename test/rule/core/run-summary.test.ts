import { ConsoleMfaError } from '../../../rule/core/errors';
import type { Outcome } from '../../../rule/core/outcome';
import { exemptUsers, summarize } from '../../../rule/core/run-summary';
import type { Exemption, Verdict } from '../../../rule/core/verdict';
import { listed } from '../../support/known-users';

const user = listed();
const judged = (verdict: Verdict, userId = user.userId): Outcome => ({
  status: 'judged',
  user: listed({ userId }),
  verdict,
});
const compliant = judged({ compliance: 'COMPLIANT', reason: 'noPassword' });
const failing = judged({ compliance: 'NON_COMPLIANT', reason: 'noAcceptedDevice', deviceTypes: [] });
const byPath: Exemption = { by: 'path', prefix: '/service/' };
const exempt = judged({ compliance: 'NOT_APPLICABLE', reason: 'exempt', exemption: byPath }, 'AIDAROBOT');
const withheld: Outcome = { status: 'withheld', user, error: new ConsoleMfaError('UnknownMfaDevice', 'no') };
const settled: Outcome = { status: 'settled', user };
const gone: Outcome = { status: 'gone', user };

test('a run is told in numbers', () => {
  const outcomes = [
    ...[compliant, compliant, compliant, compliant, failing, failing, failing, exempt, exempt],
    ...[withheld, settled, settled, settled, settled, settled, gone, gone, gone, gone, gone, gone],
  ];
  const accepted = Array.from({ length: 9 }, () => ({
    resourceType: 'AWS::IAM::User' as const,
    resourceId: user.userId,
    compliance: 'COMPLIANT' as const,
    annotation: 'x',
  }));
  const counts = [
    { calls: new Map([['iam:ListUsers', 2]]), retries: 1, peakConcurrency: 7 },
    { calls: new Map([['config:PutEvaluations', 3]]), retries: 4, peakConcurrency: 2 },
  ];
  expect(summarize({ outcomes, problems: [] }, accepted, counts, 1234)).toEqual({
    users: 21,
    compliant: 4,
    nonCompliant: 3,
    exempt: 2,
    withheld: 1,
    settled: 5,
    gone: 6,
    submitted: 9,
    calls: { 'iam:ListUsers': 2, 'config:PutEvaluations': 3 },
    retries: 5,
    peakConcurrency: 7,
    durationMs: 1234,
  });
});

test('the exempt users are those judged exempt, by id with what exempts them', () => {
  const outcomes = [compliant, failing, exempt, withheld, settled, gone];
  expect(exemptUsers({ outcomes, problems: [] })).toEqual([{ userId: 'AIDAROBOT', exemption: byPath }]);
});
