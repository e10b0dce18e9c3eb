import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { html } from '../../cli/rehearse/formats/html';
import type { RehearsalReport } from '../../cli/rehearse/report';
import { axeFindings, launchChromium, openPage } from '../support/browser/chromium';
import { companyRehearsal } from '../support/rehearsal/company';
import { INCOMPLETE, NOTHING, WHOLE } from '../support/rehearsal/reports';

let browser: Browser;
let directory: string;

beforeAll(async () => {
  browser = await launchChromium();
  directory = mkdtempSync(join(tmpdir(), 'rehearsal-'));
});

afterAll(async () => {
  await browser.close();
  rmSync(directory, { recursive: true });
});

function open(report: RehearsalReport, options?: BrowserContextOptions) {
  const path = join(directory, 'rehearsal.html');
  writeFileSync(path, html(report));
  return openPage(browser, pathToFileURL(path).href, options);
}

test('it works from a file, loads nothing and gives the browser nothing to complain of', async () => {
  const { page, complaints, requests } = await open(WHOLE);
  expect(await page.title()).toBe('MFA rehearsal of account 123456789012');
  expect(requests).toEqual([page.url()]);
  expect(complaints).toEqual([]);
});

/** One measure of every element that a selector finds, in whole pixels. */
function boxes(page: Page, selector: string, measure: 'height' | 'top'): Promise<readonly number[]> {
  return page.evaluate(
    `[...document.querySelectorAll('${selector}')].map((element) => Math.round(element.getBoundingClientRect().${measure}))`,
  );
}

const READERS: readonly (readonly [string, BrowserContextOptions])[] = [
  ['in light colors', { colorScheme: 'light' }],
  ['in dark colors', { colorScheme: 'dark' }],
  ['on a phone', { viewport: { width: 390, height: 800 } }],
];

test.each(READERS)('axe-core finds nothing %s', async (_, options) => {
  for (const report of [companyRehearsal(), INCOMPLETE, NOTHING]) {
    const { page } = await open(report, options);
    expect(await axeFindings(page)).toEqual([]);
  }
});

test.each([390, 1024, 1440])('nothing is wider than a window of %d pixels', async (width) => {
  const { page } = await open(companyRehearsal(), { viewport: { width, height: 900 } });
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
});

test('the timeline has a bar for each day with calls, as high as they are many', async () => {
  const { page } = await open(WHOLE);
  const [first, second, third] = await boxes(page, '.timeline .bar', 'height');
  expect(second).toBe(first);
  expect(third).toBe(2 * (first ?? 0));
});

test('a name leads to what its user would lose', async () => {
  const { page } = await open(WHOLE);
  await page.getByRole('link', { name: 'bob' }).click();
  expect(new URL(page.url()).hash).toBe('#user-2');
  expect(await page.locator('article:target h3 bdi').textContent()).toBe('bob');
});

test('on a phone, action and calls stand above credential and time', async () => {
  const { page } = await open(WHOLE, { viewport: { width: 390, height: 800 } });
  const tops = await boxes(page, '#user-1 tbody tr:first-child td', 'top');
  const [credential = 0, action = 0, calls = 0] = tops;
  expect(action).toBe(calls);
  expect(credential).toBeGreaterThan(action);
});

test('paper gets everything in dark ink', async () => {
  const { page } = await open(companyRehearsal(), { colorScheme: 'dark' });
  await page.emulateMedia({ media: 'print' });
  expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
  expect(await page.locator('details:visible').count()).toBe(0);
  expect(await page.locator('article:visible').count()).toBeGreaterThan(3);
});
