import { createHash } from 'node:crypto';
import { html } from '../../../cli/formats/html';
import { EVERYBODY, NOBODY } from '../../support/cli/audits';
import { HOSTILE, hostileAudit } from '../../support/html/audits';
import { rowsIn } from '../../support/html/reading';

const page = html(EVERYBODY);

test('failing users come with why and what to do, the root user among them', () => {
  expect(rowsIn(page, 'failing')).toEqual([
    [
      'Root user of account 123456789012',
      'A password and no MFA device',
      'As the root user: assign an MFA device',
    ],
    [
      'carol AIDA-carol',
      'Password, only text message Grace ended 2027-01-01 08:30:00 UTC Tag until holds “&lt;b&gt;&quot;\\u{202e}\\u{1b}[2J”, no day YYYY-MM-DD text message since 2020-05-06 07:08:09 UTC',
      'Assign an MFA device of an accepted type (authenticator app or passkey or security key), or set tag until to a day that has not passed',
    ],
  ]);
});

test('everybody else is in a table of their own kind', () => {
  expect(rowsIn(page, 'unread')).toEqual([
    [
      'frank AIDA-frank',
      'AwsCallFailed: iam:GetLoginProfile is not allowed; grant the role this action (AccessDenied: no)',
    ],
  ]);
  expect(rowsIn(page, 'grace')).toEqual([
    ['dave AIDA-dave', 'Password, no accepted MFA device', '2027-02-01 08:30:00 UTC', '16 days'],
  ]);
  expect(rowsIn(page, 'exempt')).toEqual([['erin AIDA-erin', 'By tag: until', '2027-03-01']]);
  expect(rowsIn(page, 'passing')).toEqual([
    ['=bob /service/ · AIDA-=bob', 'No console password', ''],
    [
      'alice AIDA-alice',
      'An accepted device',
      'authenticator app since 2026-03-01 09:00:00 UTC passkey or security key',
    ],
  ]);
});

test('an incomplete audit says so in its title and first of all, with what went wrong', () => {
  expect(page).toContain('<title>Console MFA of account 123456789012 (incomplete)</title>');
  expect(page).toContain('<li>No verdict for 1 user: see Not read.</li>');
  expect(page).toContain('<bdi>UnknownExemptGroup: IAM knows no group &quot;x&quot;</bdi>');
  expect(page.indexOf('>Incomplete</h2>')).toBeLessThan(page.indexOf('>Totals</h2>'));
  expect(html({ ...NOBODY, complete: true })).not.toContain('Incomplete');
});

test('an account without users has a page too, and nobody fails in it', () => {
  const empty = html(NOBODY);
  expect(empty).toContain('<p>Nobody.</p>');
  expect(empty).not.toContain('NaN');
});

test('the content security policy lets the one style and the one script count, by hash, and nothing be loaded', () => {
  const policy = /<meta http-equiv="Content-Security-Policy" content="([^"]+)">/.exec(page)?.[1] ?? '';
  const hash = (tag: string) => {
    const text = new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`).exec(page)?.[1] ?? '';
    return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  };
  expect(policy.split('; ')).toEqual([
    "default-src 'none'",
    `style-src ${hash('style')}`,
    `script-src ${hash('script')}`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ]);
  expect(page.indexOf('Content-Security-Policy')).toBeLessThan(page.indexOf('<style>'));
  expect(page).not.toMatch(/\b(?:src|href|style|on\w+)=|url\(|@import|https?:/);
});

test('in an account where everything is hostile, nothing becomes markup', () => {
  const hostile = html(hostileAudit());
  const tags = (document: string) =>
    new Set([...document.matchAll(/<([a-z!][^\s>]*)/g)].map(([, tag]) => tag));
  const ours = new Set([...tags(page), 'code', 'h3']);
  expect([...tags(hostile)].filter((tag) => !ours.has(tag))).toEqual([]);
  for (const tag of [
    '<script',
    '<style',
    '</script',
    '</style',
    '<!--',
    '<img',
    'onload=globalThis.pwned=1>',
  ]) {
    expect([tag, hostile.split(tag).length]).toEqual([tag, page.split(tag).length]);
  }
  expect(hostile.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
  expect(rowsIn(hostile, 'failing')).toHaveLength(HOSTILE.length);
});

test('what has changed since an earlier audit is listed by what it is', () => {
  const changed = html({
    ...EVERYBODY,
    changes: {
      since: new Date('2026-12-01T00:00:00Z'),
      becameCompliant: [
        { userName: 'alice', userId: 'AIDA-alice', before: 'NON_COMPLIANT', now: 'COMPLIANT' },
      ],
      becameNonCompliant: [],
      becameExempt: [],
      new: [{ userName: 'frank', userId: 'AIDA-frank', now: null }],
      gone: [{ userName: 'zoe', userId: 'AIDA-zoe', before: 'COMPLIANT' }],
    },
  });
  const section = /Since the audit of[\s\S]*?<\/section>/.exec(changed)?.[0] ?? '';
  expect(
    [...section.matchAll(/<h3>(.*?) <|<li>(.*?)<\/li>/g)].map(([found]) =>
      found.replaceAll(/<[^>]*>?/g, '').trim(),
    ),
  ).toEqual([
    'Became compliant',
    'alice NON_COMPLIANT → COMPLIANT',
    'New',
    'frank – → not read',
    'Gone',
    'zoe COMPLIANT → –',
  ]);
});
