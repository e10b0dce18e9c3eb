import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import type { OrganizationAudit } from '../../cli/audit/report';
import { html } from '../../cli/formats/html';
import { axeFindings, launchChromium, openPage } from '../support/browser/chromium';
import { HOSTILE_ORGANIZATION, ORGANIZATION } from '../support/cli/organization-audits';

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

function open(audit: OrganizationAudit, options?: BrowserContextOptions) {
  const path = join(directory, 'report.html');
  writeFileSync(path, html(audit));
  return openPage(browser, pathToFileURL(path).href, options);
}

test.each<[string, BrowserContextOptions]>([
  ['in light colours', { colorScheme: 'light' }],
  ['in dark colours', { colorScheme: 'dark' }],
  ['on a phone', { viewport: { width: 390, height: 800 } }],
])(
  'axe-core finds nothing in the page of several accounts %s, which is no wider than its window',
  async (_, options) => {
    const { page, complaints } = await open(ORGANIZATION, options);
    expect(await axeFindings(page)).toEqual([]);
    expect(complaints).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  },
);

test('users are searched by account and sorted by it', async () => {
  const { page } = await open(ORGANIZATION);
  const shown = page.locator('.users tbody tr:visible');
  expect(await shown.count()).toBe(14);
  await page.getByRole('searchbox').pressSequentially('prod carol');
  expect(await shown.allInnerTexts()).toEqual([expect.stringMatching(/^carol[\s\S]*prod\s+200000000002/)]);
  await page.keyboard.press('Escape');
  await page.locator('#exempt').getByRole('button', { name: 'Account' }).click();
  await page.locator('#exempt').getByRole('button', { name: 'Account' }).click();
  expect(await page.locator('#exempt tbody td:nth-child(2) bdi').allInnerTexts()).toEqual(['prod', 'dev']);
});

test('accounts that are called like markup do nothing', async () => {
  const { page, complaints } = await open(HOSTILE_ORGANIZATION);
  expect(await page.evaluate('globalThis.pwned')).toBeUndefined();
  expect(complaints).toEqual([]);
  expect(await axeFindings(page)).toEqual([]);
});
