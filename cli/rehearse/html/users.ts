import type { DeniedCalls, UserRehearsal } from '../../../rule/rehearsal/rehearsal';
import { data, type Html, html } from '../../html/markup';
import { credentialOf, number, some, times } from '../phrases';
import { deniedCallsOf, type RehearsalReport, undecidedUsers, usersWith } from '../report';

/** A part of the page about users with one verdict. */
interface Section {
  readonly category: 'failing' | 'unread' | 'passing' | 'exempt';
  readonly title: string;
  readonly count: number;
  readonly body: Html;
}

function section({ category, title, count, body }: Section): Html | undefined {
  if (count === 0) return undefined;
  return html`<section class="category ${category}" id="${category}" aria-labelledby="${category}-title">
<h2 id="${category}-title">${title} <span class="count">${number(count)}</span></h2>
${body}
</section>`;
}

/** Who would lose what: a table for each user, those who would lose the most calls first. */
export function deniedUsers(report: RehearsalReport): Html | undefined {
  const users = usersWith(report, 'denied');
  const body = html`${users.map(userCard)}`;
  return section({ category: 'failing', title: 'Would lose calls', count: users.length, body });
}

function userCard(user: UserRehearsal, at: number): Html {
  const { userName, denied, calls, unknown } = user;
  const undecided = unknown === 0 ? '' : `; ${some(unknown, 'call')} undecided`;
  return html`<article id="user-${at + 1}" aria-labelledby="user-${at + 1}-name">
<h3 id="user-${at + 1}-name">${data(userName)} <small>${number(deniedCallsOf(user))} of ${some(calls, 'call')} denied${undecided}</small></h3>
<table class="denied">
<caption class="sr">Calls of this user that would be denied</caption>
<thead><tr><th scope="col">Credential</th><th scope="col">Action</th><th scope="col" class="number">Calls</th><th scope="col">First seen</th><th scope="col">Last seen</th></tr></thead>
<tbody>
${denied.map(deniedRow)}</tbody>
</table>
${signIns(user)}
<p class="to-do"><strong>To do:</strong> ${toDo(denied)}</p>
</article>
`;
}

function deniedRow(group: DeniedCalls): Html {
  const roles = group.roles.map(
    ({ roleArn, count, callsInSessions }) =>
      html`<small>${data(roleArn)}: ${times(count)}, ${some(callsInSessions, 'call')} in its sessions</small>`,
  );
  return html`<tr><td class="credential">${data(credentialOf(group))}</td><td class="action">${data(group.action)}${roles}</td><td class="number">${number(group.count)}</td><td>${time(group.firstSeen)}</td><td>${time(group.lastSeen)}</td></tr>
`;
}

/** As CloudTrail writes it, spelled for people. */
function time(text: string): Html {
  return html`<time datetime="${text}">${text.replace('T', ' ').replace('Z', '')}</time>`;
}

function signIns({ signInsWithoutMfa, lastSignInWithoutMfa }: UserRehearsal): Html | undefined {
  if (signInsWithoutMfa === 0) return undefined;
  const last = lastSignInWithoutMfa === undefined ? '' : html`, last ${time(lastSignInWithoutMfa)}`;
  return html`<p class="note">Signed in to the console without MFA ${times(signInsWithoutMfa)}${last}.</p>`;
}

function toDo(denied: readonly DeniedCalls[]): string {
  const used = new Set(denied.map(({ credential }) => credential));
  const steps = [
    ...(used.has('session-without-mfa') ? ['set up MFA, then sign out and in again'] : []),
    ...(used.has('access-key')
      ? ['access key: aws configure mfa-login for a person, a role for a program, or out of the group']
      : []),
  ];
  return `${steps.join('; ')}.`;
}

/** Of whom something could not be decided, whatever else is known. */
export function unknownUsers(report: RehearsalReport): Html | undefined {
  const users = undecidedUsers(report);
  const rows = users.map(
    ({ userName, unknown, calls, unknownReasons }) =>
      html`<tr><th scope="row">${data(userName)}</th><td class="number">${number(unknown)}</td><td class="number">${number(calls)}</td><td>${data(reasonsIn(unknownReasons))}</td></tr>
`,
  );
  const body = html`<table><caption class="sr">Users with undecided calls</caption>
<thead><tr><th scope="col">User</th><th scope="col" class="number">Undecided</th><th scope="col" class="number">Of calls</th><th scope="col">Why</th></tr></thead>
<tbody>
${rows}</tbody></table>`;
  return section({ category: 'unread', title: 'Undecided', count: users.length, body });
}

export function reasonsIn(counts: ReadonlyMap<string, number>): string {
  return [...counts].map(([reason, count]) => `${reason} (${number(count)})`).join(', ');
}

export function unaffectedUsers(report: RehearsalReport): Html | undefined {
  const users = usersWith(report, 'unaffected');
  const rows = users.map(
    (user) =>
      html`<tr><th scope="row">${data(user.userName)}</th><td class="number">${number(user.calls)}</td><td>${signIns(user)}</td></tr>
`,
  );
  const body = html`<table><caption class="sr">Users who would lose no call</caption>
<thead><tr><th scope="col">User</th><th scope="col" class="number">Calls</th><th scope="col">Sign-ins without MFA</th></tr></thead>
<tbody>
${rows}</tbody></table>`;
  return section({ category: 'passing', title: 'Unaffected', count: users.length, body });
}

export function idleUsers(report: RehearsalReport): Html | undefined {
  const users = usersWith(report, 'no-calls');
  const body = html`<p class="note">Nothing was recorded of these users, so nothing is known of what they would lose.</p>
<ul class="names">${users.map((user) => html`<li>${data(user.userName)}${signIns(user)}</li>`)}</ul>`;
  return section({ category: 'exempt', title: 'No calls', count: users.length, body });
}
