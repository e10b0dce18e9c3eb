import { formatInstant } from '../../rule/core/calendar';
import { AwsCallError, type ConsoleMfaError } from '../../rule/core/errors';
import { ACCESS_KEYS_EXEMPT_WARNING } from '../../rule/policies/enforcement-policy';
import { shellWord } from '../text/shell-word';
import { limits, some } from './phrases';
import type { RehearsalReport } from './report';

/** What is said beside the document: what went wrong, what can be done about it, and what an empty result means. */
export function messagesOf(report: RehearsalReport, { group }: { readonly group?: string }): string {
  const lines = [
    ...(report.exemptAccessKeys ? [ACCESS_KEYS_EXEMPT_WARNING] : []),
    ...report.problems.map(({ message }) => message),
    ...missingPermission(report, group),
    ...undecided(report),
    ...nothingFound(report),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function missingPermission(
  { source, problems }: RehearsalReport,
  group: string | undefined,
): readonly string[] {
  if (source.type !== 'event-history') return [];
  const lacking = problems.some(isLackOfPermission);
  if (!lacking) return [];
  const { callerArn, partition } = source;
  const flags = [
    ...(partition === 'aws' ? [] : [`--partition ${partition}`]),
    ...(group === undefined ? [] : [`--group ${shellWord(group)}`]),
  ];
  const command = ['iam-console-mfa policy --rehearse', ...flags].join(' ');
  return [
    `${callerArn} may not call cloudtrail:LookupEvents. Attach the policy that this prints: ${command}`,
  ];
}

function isLackOfPermission({ cause }: ConsoleMfaError): boolean {
  return cause instanceof AwsCallError && cause.lacksPermission;
}

/** Why the exit code is 2 where everything could be read. */
function undecided({ complete, rehearsal: { unknownEvents } }: RehearsalReport): readonly string[] {
  if (!complete || unknownEvents === 0) return [];
  return [`${some(unknownEvents, 'call')} could not be decided; the document says why`];
}

/** Nothing lost proves nothing where nothing was read. */
function nothingFound(report: RehearsalReport): readonly string[] {
  const { rehearsal, window } = report;
  if (rehearsal.users.some(({ calls }) => calls > 0)) return [];
  const [from, to] = [formatInstant(window.from), formatInstant(window.to)];
  return [
    `No call of an IAM user from ${from} to ${to} was found in ${some(rehearsal.events, 'event')}, which proves nothing about what was not read. ${limits(report).join(' ')}`,
  ];
}
