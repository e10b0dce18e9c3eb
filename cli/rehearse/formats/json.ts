import { formatInstant } from '../../../rule/core/calendar';
import type { DeniedCalls, UserRehearsal } from '../../../rule/rehearsal/rehearsal';
import { toVisibleJson } from '../../text/visible';
import { limits } from '../phrases';
import { type RehearsalReport, regionsOf, SCHEMA_VERSION } from '../report';

/** The rehearsal as one JSON document: docs/rehearse.schema.json. */
export function json(report: RehearsalReport): string {
  const { accountId, window, source, rehearsal, complete, problems, exemptAccessKeys } = report;
  return toVisibleJson({
    schemaVersion: SCHEMA_VERSION,
    account: accountId ?? null,
    from: formatInstant(window.from),
    to: formatInstant(window.to),
    source: source.type,
    complete,
    unknownEvents: rehearsal.unknownEvents,
    exemptAccessKeys,
    events: rehearsal.events,
    eventsOutsideWindow: rehearsal.outsideWindow,
    regions: regionsOf(report),
    firstEvent: rehearsal.firstEvent ?? null,
    lastEvent: rehearsal.lastEvent ?? null,
    notRead: limits(report),
    problems: problems.map(({ code, message }) => ({ code, message })),
    users: rehearsal.users.map(user),
  });
}

function user({ denied, unknownReasons, lastSignInWithoutMfa, deniedByDay, ...members }: UserRehearsal) {
  const { userName, verdict, calls, unknown, signInsWithoutMfa } = members;
  return {
    userName,
    verdict,
    calls,
    denied: denied.map(deniedCalls),
    unknown,
    unknownReasons: Object.fromEntries(unknownReasons),
    signInsWithoutMfa,
    lastSignInWithoutMfa: lastSignInWithoutMfa ?? null,
    deniedByDay: Object.fromEntries(deniedByDay),
  };
}

function deniedCalls({ action, credential, accessKeyId, console, count, ...seen }: DeniedCalls) {
  const { firstSeen, lastSeen, roles } = seen;
  return {
    action,
    credential,
    accessKeyId: accessKeyId ?? null,
    console,
    count,
    firstSeen,
    lastSeen,
    ...(roles.length > 0 && { roles }),
  };
}
