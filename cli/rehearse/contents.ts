import { some } from './phrases';
import { allDeniedCalls, type RehearsalReport, usersWith } from './report';

/** What a document holds, in a few words. */
export function contentsOf(report: RehearsalReport): string {
  const { users, unknownEvents } = report.rehearsal;
  const denied = usersWith(report, 'denied').length;
  const parts = [
    some(users.length, 'user'),
    denied === 0 ? 'none would lose calls' : `${denied} would lose ${some(allDeniedCalls(report), 'call')}`,
    ...(unknownEvents === 0 ? [] : [`${some(unknownEvents, 'event')} unknown`]),
    ...(report.complete ? [] : ['incomplete']),
  ];
  return parts.join(', ');
}
