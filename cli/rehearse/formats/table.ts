import { formatInstant } from '../../../rule/core/calendar';
import type { DeniedCalls, UserRehearsal } from '../../../rule/rehearsal/rehearsal';
import { briefError } from '../../text/brief-error';
import { capitalize } from '../../text/capitalize';
import { columnLines, widestOf } from '../../text/columns';
import { coloured, type Page } from '../../text/page';
import { visible } from '../../text/visible';
import { wrap, wrapIndented } from '../../text/wrap';
import {
  credentialOf,
  headline,
  limits,
  number,
  remediesFor,
  some,
  sourceName,
  subjectOf,
  times,
} from '../phrases';
import { allDeniedCalls, deniedCallsOf, type RehearsalReport, undecidedUsers, usersWith } from '../report';

/** A user's actions beyond these are counted; `--format csv` lists all. */
const ACTIONS_SHOWN = 20;
const TITLES = ['Credential', 'Action', 'Calls', 'Last seen'] as const;
/** The place of the calls among them, and how many columns stand before each. */
const NUMBERS = new Set([2]);
const INDENTS = 2 * TITLES.length;
const NARROWEST_ACTION = 12;

/** For people: who loses what, then what to do about it, then everything else. */
export function table(report: RehearsalReport, page: Page): string {
  const columns = page.columns ?? Number.POSITIVE_INFINITY;
  const sections = [
    headLines(report, columns),
    deniedLines(report, columns, page),
    remedyLines(report, columns, page),
    unknownLines(report, columns, page),
    callLines(report, columns, page),
    idleLines(report, columns, page),
    limitLines(report, columns, page),
    summaryLines(report, columns, page),
  ];
  const shown = sections.filter((lines) => lines.length > 0);
  return `${shown.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function headLines(report: RehearsalReport, columns: number): readonly string[] {
  const { window, source, exemptAccessKeys } = report;
  const keys = exemptAccessKeys ? '; access keys exempt' : '';
  return wrap(
    `${capitalize(subjectOf(report))}, ${formatInstant(window.from)} to ${formatInstant(window.to)}, ${sourceName(source)}${keys}`,
    columns,
  );
}

function deniedLines(report: RehearsalReport, columns: number, page: Page): readonly string[] {
  const users = usersWith(report, 'denied');
  if (users.length === 0) return [];
  const title = `WOULD LOSE CALLS (${some(users.length, 'user')}, ${some(allDeniedCalls(report), 'call')})`;
  const widths = widthsOf(
    users.flatMap(({ denied }) => denied.slice(0, ACTIONS_SHOWN)),
    columns,
  );
  return [
    ...wrap(title, columns).map((line) => coloured(line, 'red', page)),
    ...columnLines(TITLES, widths, NUMBERS).map((line) => coloured(line, 'dim', page)),
    ...users.flatMap((user) => deniedUserLines(user, widths, columns, page)),
  ];
}

function deniedUserLines(
  user: UserRehearsal,
  widths: readonly number[],
  columns: number,
  page: Page,
): readonly string[] {
  const { userName, denied, calls, signInsWithoutMfa } = user;
  const name = visible(`${userName}: ${number(deniedCallsOf(user))} of ${some(calls, 'call')}`);
  const hidden = denied.slice(ACTIONS_SHOWN);
  const hiddenCalls = hidden.reduce((sum, { count }) => sum + count, 0);
  return [
    ...wrap(name, columns).map((line) => coloured(line, 'bold', page)),
    ...denied
      .slice(0, ACTIONS_SHOWN)
      .flatMap((group) => [
        ...columnLines(cellsOf(group), widths, NUMBERS),
        ...roleTexts(group).flatMap((text) => wrap(visible(text), columns - 4).map((line) => `    ${line}`)),
      ]),
    ...(hidden.length === 0
      ? []
      : wrapIndented(
          `and ${some(hidden.length, 'more action')}, ${some(hiddenCalls, 'call')}; --format csv lists them`,
          columns,
        )),
    ...(signInsWithoutMfa === 0 ? [] : wrapIndented(signIns(user), columns)),
  ];
}

function signIns({ signInsWithoutMfa, lastSignInWithoutMfa = '' }: UserRehearsal): string {
  return `Signed in to the console without MFA ${times(signInsWithoutMfa)}, last ${lastSignInWithoutMfa}`;
}

function cellsOf(group: DeniedCalls): readonly string[] {
  return [credentialOf(group), group.action, number(group.count), group.lastSeen].map(visible);
}

function roleTexts({ roles }: DeniedCalls): readonly string[] {
  return roles.map(
    ({ roleArn, count, callsInSessions }) =>
      `${roleArn}: ${times(count)}, ${some(callsInSessions, 'call')} in its sessions`,
  );
}

/** As wide as their texts; the actions give way on a narrow page. */
function widthsOf(groups: readonly DeniedCalls[], columns: number): readonly number[] {
  const rows = [TITLES, ...groups.map(cellsOf)];
  const [credential = 0, action = 0, calls = 0, seen = 0] = TITLES.map((_, at) =>
    widestOf(rows.map((cells) => cells[at] ?? '')),
  );
  const room = columns - credential - calls - seen - INDENTS;
  return [credential, Math.min(action, Math.max(NARROWEST_ACTION, room)), calls, seen];
}

function remedyLines(report: RehearsalReport, columns: number, page: Page): readonly string[] {
  const remedies = remediesFor(report);
  if (remedies.length === 0) return [];
  return [
    coloured('WHAT TO DO', 'bold', page),
    ...remedies.flatMap(({ who, what }) => wrapIndented(`${who}: ${what}`, columns)),
  ];
}

function unknownLines(report: RehearsalReport, columns: number, page: Page): readonly string[] {
  const users = undecidedUsers(report);
  const { unreadable } = report.rehearsal;
  if (users.length === 0 && unreadable.size === 0) return [];
  const title = `UNKNOWN (${some(report.rehearsal.unknownEvents, 'event')})`;
  return [
    ...wrap(title, columns).map((line) => coloured(line, 'yellow', page)),
    ...users.flatMap(({ userName, unknown, calls, unknownReasons }) =>
      wrapIndented(
        visible(`${userName}: ${number(unknown)} of ${some(calls, 'call')}: ${reasons(unknownReasons)}`),
        columns,
      ),
    ),
    ...(unreadable.size === 0 ? [] : wrapIndented(visible(`No event: ${reasons(unreadable)}`), columns)),
  ];
}

function reasons(counts: ReadonlyMap<string, number>): string {
  return [...counts].map(([reason, count]) => `${reason} (${number(count)})`).join(', ');
}

function callLines(report: RehearsalReport, columns: number, page: Page): readonly string[] {
  const users = usersWith(report, 'unaffected');
  if (users.length === 0) return [];
  return [
    ...wrap(`UNAFFECTED (${some(users.length, 'user')})`, columns).map((line) =>
      coloured(line, 'green', page),
    ),
    ...users.flatMap((user) =>
      wrapIndented(
        visible(
          `${user.userName}: ${some(user.calls, 'call')}${user.signInsWithoutMfa === 0 ? '' : `. ${signIns(user)}`}`,
        ),
        columns,
      ),
    ),
  ];
}

function idleLines(report: RehearsalReport, columns: number, page: Page): readonly string[] {
  const users = usersWith(report, 'no-calls');
  if (users.length === 0) return [];
  return [
    ...wrap(`NO CALLS (${some(users.length, 'user')})`, columns).map((line) => coloured(line, 'cyan', page)),
    ...wrapIndented(visible(users.map(({ userName }) => userName).join(', ')), columns),
  ];
}

function limitLines(report: RehearsalReport, columns: number, page: Page): readonly string[] {
  return [
    coloured('NOT READ', 'bold', page),
    ...limits(report).flatMap((sentence) => wrapIndented(visible(sentence), columns)),
  ];
}

/** The last lines, which are in sight after a long table. */
function summaryLines(report: RehearsalReport, columns: number, page: Page): readonly string[] {
  const { complete, problems, rehearsal } = report;
  const denied = usersWith(report, 'denied').length;
  const colour = denied > 0 ? 'red' : complete && rehearsal.unknownEvents === 0 ? 'green' : 'yellow';
  const lacking = complete
    ? []
    : [
        ...wrap('INCOMPLETE', columns),
        ...problems.flatMap((problem) => wrapIndented(visible(briefError(problem)), columns)),
      ];
  return [
    ...wrap(headline(report), columns).map((line) => coloured(line, colour, page)),
    ...wrapIndented(`Events read: ${number(rehearsal.events)}`, columns),
    ...lacking.map((line) => coloured(line, 'yellow', page)),
  ];
}
