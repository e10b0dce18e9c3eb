import { type AccountOutcome, isOfOrganization, type Report, type SkippedAccount } from '../audit/report';
import { data, type Html, html } from './markup';
import { instant } from './phrases';

/** The accounts of an organization with what was found in each; nothing where the audit is of one account. */
export function accountsSection(report: Report): Html | undefined {
  if (!isOfOrganization(report)) return undefined;
  return html`<section aria-labelledby="accounts-title">
<h2 id="accounts-title">Accounts <span class="count">${report.accounts.length.toLocaleString('en')}</span></h2>
<table class="accounts">
<caption class="sr">What was found in each account</caption>
<thead><tr><th scope="col">Account</th><th scope="col">Users</th><th scope="col">Failing</th><th scope="col">Not read</th><th scope="col">In grace</th><th scope="col">Exempt</th><th scope="col">Judged at</th></tr></thead>
<tbody>
${report.accounts.map(accountRow)}</tbody>
</table>
${skippedAccounts(report.skipped)}
</section>`;
}

function accountRow(outcome: AccountOutcome): Html {
  const name = html`<th scope="row">${data(outcome.accountName)}<small>${outcome.accountId}</small></th>`;
  if (outcome.status === 'unread') {
    return html`<tr>${name}<td colspan="6">Not read: ${data(outcome.error.message)}</td></tr>
`;
  }
  const { users, nonCompliant, unread, inGrace, notApplicable } = outcome.totals;
  const counts = [users, nonCompliant, unread, inGrace, notApplicable];
  const cells = counts.map((count) => html`<td>${count.toLocaleString('en')}</td>`);
  return html`<tr>${name}${cells}<td>${instant(outcome.time)}</td></tr>
`;
}

function skippedAccounts(skipped: readonly SkippedAccount[]): Html | undefined {
  if (skipped.length === 0) return undefined;
  const accounts = skipped.map(
    ({ accountId, accountName, reason }) =>
      html`<li>${data(accountName)} <small>${accountId}</small>: ${data(reason)}</li>`,
  );
  return html`<h3>Not part of this audit <span class="count">${skipped.length.toLocaleString('en')}</span></h3>
<ul>${accounts}</ul>`;
}
