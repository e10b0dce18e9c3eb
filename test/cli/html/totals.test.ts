import { headline, totals } from '../../../cli/html/totals';
import type { Outcome } from '../../../rule/core/outcome';
import type { Verdict } from '../../../rule/core/verdict';
import { auditOf, EVERYBODY, NOBODY } from '../../support/cli/audits';
import { largeAudit } from '../../support/html/audits';
import { listed } from '../../support/known-users';

const inGrace = auditOf({
  outcomes: [
    {
      status: 'judged',
      user: listed(),
      verdict: {
        compliance: 'COMPLIANT',
        reason: 'inGrace',
        deviceTypes: [],
        endsAt: new Date('2027-02-01T00:00:00Z'),
      },
    },
  ],
  problems: [],
});

test.each([
  ['some fail', EVERYBODY, '2 of 7 users have a console password and no accepted MFA device.'],
  ['the account is empty', NOBODY, 'The account has no users.'],
  [
    'the users could not be listed',
    { ...NOBODY, complete: false },
    'Nobody is known to fail, but not everybody could be judged.',
  ],
  ['somebody is in grace', inGrace, 'Nobody fails; for 1 user grace will end.'],
  ['many fail', largeAudit(5000), '215 of 5,000 users have a console password and no accepted MFA device.'],
])('the headline where %s', (_, audit, sentence) => {
  expect(headline(audit)).toBe(sentence);
});

test('the chart is as wide as the account, and its words say what it shows', () => {
  const chart = totals(EVERYBODY).toString();
  const widths = [
    ...chart.matchAll(/<rect class="(?:failing|unread|grace|exempt|passing)" x="[\d.]+" width="([\d.]+)"/g),
  ];
  expect(widths).toHaveLength(5);
  expect(widths.reduce((sum, [, width]) => sum + Number(width), 0)).toBeCloseTo(1000);
  expect(chart).toContain('aria-label="Of 7 users: Failing 2, Not read 1, In grace 1, Exempt 1, Passing 2"');
});

test('a share is not rounded to all or to nothing', () => {
  const outcomes = Array.from({ length: 300 }, (_, at): Outcome => {
    const verdict: Verdict =
      at === 0
        ? { compliance: 'NON_COMPLIANT', reason: 'noAcceptedDevice', deviceTypes: [] }
        : { compliance: 'COMPLIANT', reason: 'noPassword' };
    return { status: 'judged', user: listed({ userName: `user-${at}` }), verdict };
  });
  const figures = totals(auditOf({ outcomes, problems: [] })).toString();
  expect([...figures.matchAll(/<span>(.*?)<\/span>/g)].map(([, share]) => share)).toEqual([
    '&lt; 1 %',
    '0 %',
    '0 %',
    '0 %',
    '&gt; 99 %',
  ]);
});
