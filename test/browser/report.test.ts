import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import type { Audit } from '../../cli/audit/report';
import { html } from '../../cli/formats/html';
import { axeFindings, launchChromium, openPage, untilPainted } from '../support/browser/chromium';
import { EVERYBODY } from '../support/cli/audits';
import { hostileAudit, largeAudit } from '../support/html/audits';

let browser: Browser;
let directory: string;

beforeAll(async () => {
  browser = await launchChromium();
  directory = mkdtempSync(join(tmpdir(), 'report-'));
});

afterAll(async () => {
  await browser.close();
  rmSync(directory, { recursive: true });
});

function open(audit: Audit, options?: BrowserContextOptions) {
  const path = join(directory, 'report.html');
  writeFileSync(path, html(audit));
  return openPage(browser, pathToFileURL(path).href, options);
}

const NAMES = '.users tbody tr:visible th > bdi';

test('it works from a file, loads nothing and gives the browser nothing to complain of', async () => {
  const { page, complaints, requests } = await open(EVERYBODY);
  expect(await page.title()).toBe('Console MFA of account 123456789012 (incomplete)');
  expect(await page.getByRole('searchbox', { name: 'Search' }).isVisible()).toBe(true);
  expect(requests).toEqual([page.url()]);
  expect(complaints).toEqual([]);
});

test.each<[string, BrowserContextOptions]>([
  ['in light colours', { colorScheme: 'light' }],
  ['in dark colours', { colorScheme: 'dark' }],
  ['on a phone', { viewport: { width: 390, height: 800 } }],
])('axe-core finds nothing %s', async (_, options) => {
  const { page } = await open(EVERYBODY, options);
  expect(await axeFindings(page)).toEqual([]);
});

test('dark and light follow what the reader prefers', async () => {
  const { page } = await open(EVERYBODY, { colorScheme: 'dark' });
  const colour = () => page.evaluate('getComputedStyle(document.body).backgroundColor');
  expect(await colour()).toBe('rgb(20, 23, 27)');
  await page.emulateMedia({ colorScheme: 'light' });
  expect(await colour()).toBe('rgb(255, 255, 255)');
});

test('a search leaves those whose row holds every word, and Escape ends it', async () => {
  const { page } = await open(EVERYBODY);
  await page.getByRole('searchbox').pressSequentially('PASSWORD grace');
  expect(await page.locator('.users tbody tr:visible').allInnerTexts()).toEqual([
    expect.stringMatching(/^carol/),
  ]);
  expect(await page.locator('#shown').textContent()).toBe('Filtered: 1 of 7 users');
  expect(await page.locator('section.category:visible h2').count()).toBe(1);
  await page.keyboard.press('Escape');
  expect(await page.locator('.users tbody tr:visible').count()).toBe(7);
  expect(await page.locator('#shown').textContent()).toBe('7 users');
});

test('results and device types are filtered', async () => {
  const { page } = await open(EVERYBODY);
  await page.getByRole('checkbox', { name: 'Failing' }).uncheck();
  expect(await page.locator(NAMES).allInnerTexts()).toEqual(['frank', 'dave', 'erin', '=bob', 'alice']);
  await page.locator('#device').selectOption('fido');
  expect(await page.locator(NAMES).allInnerTexts()).toEqual(['alice']);
  await page.locator('#device').selectOption('none');
  expect(await page.locator(NAMES).allInnerTexts()).toEqual(['frank', 'dave', 'erin', '=bob']);
});

test('by keyboard alone: a table is sorted, and the other way round', async () => {
  const { page } = await open(EVERYBODY);
  const header = page.locator('#passing').getByRole('button', { name: 'User' });
  await header.focus();
  await page.keyboard.press('Enter');
  const names = page.locator('#passing tbody th > bdi');
  expect(await names.allInnerTexts()).toEqual(['=bob', 'alice']);
  await page.keyboard.press('Space');
  expect(await names.allInnerTexts()).toEqual(['alice', '=bob']);
  expect(await page.locator('#passing th[aria-sort]').getAttribute('aria-sort')).toBe('descending');
});

test('an account full of scripts and bidi tricks does nothing, and shows them', async () => {
  const { page, complaints } = await open(hostileAudit());
  expect(await page.evaluate('globalThis.pwned')).toBeUndefined();
  expect(complaints).toEqual([]);
  expect(await page.locator('#failing tbody tr').count()).toBe(9);
  expect(await page.locator('img, svg[onload], [onmouseover], main script').count()).toBe(0);
  expect(await page.locator('#failing').textContent()).toContain('admin\\u{202e}nimdafails');
  expect(await axeFindings(page)).toEqual([]);
});

test('markup that got in all the same could run nothing', async () => {
  const { page } = await open(EVERYBODY);
  const injected = `document.body.insertAdjacentHTML('beforeend', '<img src=x onerror="globalThis.pwned = 1">')`;
  await expect(page.evaluate(injected)).rejects.toThrow(/TrustedHTML/);
  const handler = `document.body.setAttribute('onclick', 'globalThis.pwned = 1'); document.body.click(); globalThis.pwned`;
  await expect(page.evaluate(handler)).rejects.toThrow(/TrustedScript/);
});

test('without its script the page is whole', async () => {
  const { page } = await open(largeAudit(600), { javaScriptEnabled: false });
  expect(await page.locator('.users tbody tr:visible').count()).toBe(600);
  expect(await page.locator('#controls').isVisible()).toBe(false);
});

test('paper gets everybody whom the filter leaves, and no controls', async () => {
  const { page } = await open(largeAudit(600), { colorScheme: 'dark' });
  expect(await page.locator('.users tbody tr:visible').count()).toBeLessThan(600);
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('.users tbody tr:visible').count()).toBe(600);
  expect(await page.locator('input:visible, select:visible, .more:visible').count()).toBe(0);
  expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
});

test('5,000 users are searched and sorted at once', async () => {
  const { page } = await open(largeAudit(5000));
  const type = (text: string) =>
    untilPainted(
      page,
      `search.value = '${text}'; search.dispatchEvent(new Event('input', { bubbles: true }))`,
    );
  for (const text of ['o', 'oka', 'diana.okafor', '']) expect(await type(text)).toBeLessThan(1000);
  expect(await page.locator('#shown').textContent()).toBe('5,000 users');
  expect(await untilPainted(page, `document.querySelector('#passing thead button').click()`)).toBeLessThan(
    2000,
  );

  const passing = page.locator('#passing tbody tr:visible');
  expect(await passing.count()).toBe(200);
  await page
    .locator('#passing')
    .getByRole('button', { name: /^Show all \d,/ })
    .click();
  expect(await passing.count()).toBeGreaterThan(3000);
});
