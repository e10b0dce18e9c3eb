import { createHash } from 'node:crypto';
import { html } from '../../../../cli/rehearse/formats/html';
import { HOSTILE } from '../../../support/html/audits';
import { keyCall } from '../../../support/rehearsal/events';
import { INCOMPLETE, NOTHING, reportOf, WHOLE } from '../../../support/rehearsal/reports';

const page = html(WHOLE);

function textOf(markup: string): string {
  return markup
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

test('each user who would lose calls: with what, which, how often, when, and what to do', () => {
  const cards = [...page.matchAll(/<article[\s\S]*?<\/article>/g)].map(([card]) => textOf(card));
  expect(cards).toEqual([
    'anna 3 of 3 calls denied Calls of this user that would be denied Credential Action Calls First seen Last seen AKIAANNAXXXXXXXXXXXX sts:AssumeRole arn:aws:iam::123456789012:role/deploy : 2 times, 3 calls in its sessions 2 2027-01-02 03:00:00 2027-01-09 03:00:00 AKIAANNAXXXXXXXXXXXX s3:ListAllMyBuckets 1 2027-01-09 04:00:00 2027-01-09 04:00:00 To do: access key: aws configure mfa-login for a person, a role for a program, or out of the group.',
    'bob 1 of 1 call denied Calls of this user that would be denied Credential Action Calls First seen Last seen console without MFA ec2:RunInstances 1 2027-01-05 08:05:00 2027-01-05 08:05:00 Signed in to the console without MFA once, last 2027-01-05 08:00:00 . To do: set up MFA, then sign out and in again.',
  ]);
});

test('a timeline of all, and one of each user, with words for those who do not see it', () => {
  const labels = [...page.matchAll(/<svg class="bars" role="img" aria-label="([^"]+)"/g)].map(
    ([, label]) => label,
  );
  expect(labels).toEqual([
    '4 calls on 3 of 15 days, most on 2027-01-09: 2',
    '3 calls on 2 of 15 days, most on 2027-01-09: 2',
    '1 call on 1 of 15 days, most on 2027-01-05: 1',
  ]);
  const [total = ''] = page.match(/<svg class="bars"[\s\S]*?<\/svg>/) ?? [];
  expect([...total.matchAll(/<rect class="bar"[^>]*>/g)].map(([rect]) => rect)).toEqual([
    '<rect class="bar" x="11" y="50" width="8" height="50">',
    '<rect class="bar" x="41" y="50" width="8" height="50">',
    '<rect class="bar" x="81" y="0" width="8" height="100">',
  ]);
  // 2, 3, 9, and 10 January 2027 are weekends.
  expect([...total.matchAll(/<rect class="weekend" x="(\d+)"/g)].map(([, x]) => x)).toEqual([
    '10',
    '20',
    '80',
    '90',
  ]);
});

test('a long window has a bar a week', () => {
  const window = { from: new Date('2026-08-01T00:00:00Z'), to: new Date('2027-01-15T12:00:00Z') };
  const long = html(reportOf([keyCall('anna', { at: '2027-01-10T08:00:00Z' })], { window }));
  expect(long).toContain('aria-label="1 call on 1 of 24 weeks, most in the week from 2027-01-09: 1"');
  expect(long).toContain('<title>2027-01-09 to 2027-01-15: 1 call</title>');
});

test('what was not read is said, and what is incomplete first of all', () => {
  expect(textOf(page)).toContain(
    'What was not read Read: 2 files with events of eu-west-1, us-east-1. Calls in other Regions are not in them. Data events',
  );
  const incomplete = html(INCOMPLETE);
  expect(incomplete).toContain('<title>MFA rehearsal of account 123456789012 (incomplete)</title>');
  expect(incomplete).toContain('EventsDamaged: 1 record could not be read: &lt;b&gt;x&lt;/b&gt;');
  expect(incomplete.indexOf('>Incomplete</h2>')).toBeLessThan(incomplete.indexOf('>Users</h2>'));
  expect(page).not.toContain('>Incomplete</h2>');
});

test('a page of nothing has no chart, and every number is one', () => {
  const empty = html(NOTHING);
  expect(empty).not.toContain('<svg class="bars"');
  expect(empty).not.toMatch(/NaN|Infinity|undefined/);
  expect(empty).toContain('No call of an IAM user was found.');
});

test('the content security policy lets the one style count, by hash, and nothing be loaded or run', () => {
  const policy = /<meta http-equiv="Content-Security-Policy" content="([^"]+)">/.exec(page)?.[1] ?? '';
  const style = /<style>([\s\S]*?)<\/style>/.exec(page)?.[1] ?? '';
  const hash = `'sha256-${createHash('sha256').update(style).digest('base64')}'`;
  expect(policy.split('; ')).toEqual([
    "default-src 'none'",
    `style-src ${hash}`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ]);
  expect(page).not.toMatch(/<script|\b(?:src|style|on\w+)=|url\(|@import|https?:/);
});

test('names and texts that would be markup are text', () => {
  const events = HOSTILE.map((text) => {
    const event = JSON.parse(JSON.stringify(keyCall('x', { call: 'ec2:X' })));
    return {
      ...event,
      eventName: text,
      awsRegion: text,
      userIdentity: { ...event.userIdentity, userName: text, accessKeyId: `AKIA${text}` },
    };
  });
  const hostile = html(reportOf(events));
  const tags = (document: string) =>
    new Set([...document.matchAll(/<([a-z!][^\s>]*)/g)].map(([, tag]) => tag));
  const ours = new Set([...tags(page), ...tags(html(INCOMPLETE)), 'table']);
  expect([...tags(hostile)].filter((tag) => !ours.has(tag))).toEqual([]);
  expect(hostile.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
});
