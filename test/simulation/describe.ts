import type { Played } from './play';
import {
  BEGINNING,
  type Change,
  type Delivery,
  type Fault,
  type Scenario,
  type UserOfScenario,
} from './scenario';

/** The longest account of a run's calls, in lines. */
const CALLS_SHOWN = 60;

/** A scenario and how it went, for people: only what is there, in the order it matters. */
export function describe(scenario: Scenario, { calls, deliveries }: Played): string {
  const {
    users,
    crowd,
    root,
    parameters,
    ranBefore,
    history,
    faults,
    everyCallFails,
    iamRate,
    changes,
    lag,
  } = scenario;
  const lines = [
    ...users.map((user, index) => `user ${index}     ${describeUser(user)}`),
    crowd > 0 && `crowd      ${crowd} more users`,
    `root       password ${root.password}, MFA ${root.mfa}`,
    `policy     ${list(Object.entries(parameters).map(([name, value]) => `${name}=${value}`))}`,
    `pages      ${list(Object.entries(scenario.pageSizes).map(([name, size]) => `${name} ${size}`))}`,
    ranBefore && 'before     a run without faults, a day before',
    ...history.map(
      ({ of, compliance, daysAgo }) => `held       ${compliance} for ${of}, ${daysAgo + 1} days old`,
    ),
    ...faults.map((fault) => `fault      ${describeFault(fault)}`),
    everyCallFails > 0 && `fault      every call fails ${everyCallFails} times`,
    iamRate && `fault      IAM answers ${iamRate.perSecond} calls a second, ${iamRate.burst} at once`,
    ...changes.map((change) => `change     ${describeChange(change)}`),
    lag.beginning + lag.end > 0 && `lag        first list ${lag.beginning} ms, last list ${lag.end} ms`,
    ...scenario.deliveries.map((delivery) => `delivery   ${describeDelivery(delivery)}`),
    ...deliveries.map(({ error }, index) => `ended ${index + 1}    ${error === undefined ? 'well' : error}`),
    ...calls.slice(0, CALLS_SHOWN).map(describeCall),
    calls.length > CALLS_SHOWN && `           and ${calls.length - CALLS_SHOWN} more calls`,
  ];
  return lines.filter((line) => typeof line === 'string').join('\n');
}

function describeUser({ robot, path, passwordDays, devices, tags, groups }: UserOfScenario): string {
  return list([
    `${robot ? 'robot' : 'user'} in ${path}`,
    passwordDays === undefined ? 'no password' : `password of ${passwordDays} days`,
    ...devices,
    ...tags.map(({ key, value }) => `${key}=${value}`),
    ...groups.map((group) => `group-${group}`),
  ]);
}

function describeFault({ kind, action, user, after, times }: Fault): string {
  const whom = user === undefined ? '' : ` about user ${user}`;
  return `${action}${whom} is ${kind} ${times === 'forever' ? times : `${times} times`}, after ${after} calls`;
}

function describeChange({ kind, user, beforeCall }: Change): string {
  return `${kind} user ${user}, before call ${beforeCall}`;
}

function describeDelivery({ event, timeoutMs, twice, gapMs }: Delivery): string {
  return list([`event ${event}`, `${timeoutMs} ms`, ...(twice ? ['sent twice'] : []), `${gapMs} ms later`]);
}

function describeCall({ action, about, began, ended, outcome }: Played['calls'][number]): string {
  const span = `${(began - BEGINNING).toFixed(0)}–${(ended - BEGINNING).toFixed(0)} ms`;
  return `call       ${span.padEnd(18)} ${action}${about === undefined ? '' : ` about ${about}`}: ${outcome}`;
}

function list(parts: readonly string[]): string {
  return parts.length === 0 ? 'none' : parts.join(', ');
}
