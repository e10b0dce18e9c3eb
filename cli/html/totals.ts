import { CATEGORIES, type Category, rowsIn } from '../audit/categories';
import { isOfOrganization, type OrganizationAudit, type Report } from '../audit/report';
import { type Html, html } from './markup';
import { CATEGORY_NAMES, count } from './phrases';

/** The sentence that a reader in a hurry takes away. */
export function headline(report: Report): string {
  const { totals, complete } = report;
  const { users, nonCompliant, inGrace } = totals;
  if (nonCompliant > 0) {
    const have = nonCompliant === 1 ? 'has' : 'have';
    const where = isOfOrganization(report) ? ` in ${count(readAccounts(report), 'account')}` : '';
    return `${nonCompliant.toLocaleString('en')} of ${count(users, 'user')}${where} ${have} a console password and no accepted MFA device.`;
  }
  if (!complete) return 'Nobody is known to fail, but not everybody could be judged.';
  if (users === 0)
    return isOfOrganization(report) ? 'The accounts have no users.' : 'The account has no users.';
  return inGrace > 0 ? `Nobody fails; for ${count(inGrace, 'user')} grace will end.` : 'Nobody fails.';
}

function readAccounts({ accounts }: OrganizationAudit): number {
  return accounts.filter(({ status }) => status === 'audited').length;
}

/** How many users there are in each category, as a bar and in figures. */
export function totals(report: Report): Html {
  const counts = CATEGORIES.map((category) => ({ category, users: rowsIn(report, category).length }));
  const figures = counts.map(({ category, users }) => {
    const { name, compliance } = CATEGORY_NAMES[category];
    return html`<div class="figure ${category}"><dt>${name}</dt>
<dd><strong>${users.toLocaleString('en')}</strong> <span>${percent(users, report.totals.users)}</span><small>${compliance}</small></dd></div>`;
  });
  return html`${bar(counts, report.totals.users)}<dl class="figures">${figures}</dl>`;
}

function bar(counts: readonly { readonly category: Category; readonly users: number }[], all: number): Html {
  const shown = counts.filter(({ users }) => users > 0);
  let x = 0;
  const pieces = shown.map(({ category, users }) => {
    const width = (1000 * users) / all;
    const piece = html`<rect class="${category}" x="${x}" width="${width}" height="28"><title>${CATEGORY_NAMES[category].name}: ${users}</title></rect>`;
    x += width;
    return piece;
  });
  const words = shown.map(({ category, users }) => `${CATEGORY_NAMES[category].name} ${users}`).join(', ');
  return html`<svg class="chart" role="img" aria-label="Of ${count(all, 'user')}: ${words || 'none'}" viewBox="0 0 1000 28" preserveAspectRatio="none"><rect class="track" width="1000" height="28"/>${pieces}</svg>`;
}

function percent(part: number, all: number): string {
  if (all === 0) return '';
  const share = (100 * part) / all;
  if (share > 0 && share < 1) return '< 1 %';
  // Rounding must not say that everybody is in a category when somebody is not.
  return `${share > 99 && share < 100 ? '> 99' : Math.round(share)} %`;
}
