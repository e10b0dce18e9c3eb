import { quoted, SandboxError } from '../errors';
import {
  type AccountChange,
  type CallFault,
  CHANGE_KINDS,
  EFFECTS,
  type Effect,
  type EffectKind,
  type FaultRule,
  type FunctionFault,
} from './fault-schedule';

/**
 * A rule as a line of words:
 *
 * - `iam:GetLoginProfile user=alice after=2 times=3 chance=0.5 Throttling`
 * - `account before=7 user=alice rename=alicia`
 * - `function timeout=3`, `function again=60000`
 *
 * @throws SandboxError `InvalidFault`
 */
export function parseRule(text: string): FaultRule {
  const [subject = '', ...words] = text.trim().split(/\s+/);
  const last = words.pop() ?? '';
  const options = new Map(words.map(splitWord));
  if (subject === 'function') return functionFault(splitWord(last));
  const rule =
    subject === 'account' ? accountChange(options, splitWord(last)) : callFault(subject, options, last);
  const [unknown] = options.keys();
  if (unknown !== undefined) throw invalid(`${quoted(unknown)} is not known here`);
  return rule;
}

export function formatRule(rule: FaultRule): string {
  switch (rule.on) {
    case 'function':
      return 'timeoutSeconds' in rule
        ? `function timeout=${rule.timeoutSeconds}`
        : `function again=${rule.againAfterMs}`;
    case 'account': {
      const { beforeCall, userName, change, newUserName } = rule;
      return words('account', { before: beforeCall, user: userName }, word(change, newUserName));
    }
    case 'call': {
      const { action, userName, after, times, chance, effect } = rule;
      return words(action, { user: userName, after, times, chance }, word(effect.kind, effect.value));
    }
  }
}

type Words = Map<string, string | undefined>;

function callFault(action: string, options: Words, last: string): CallFault {
  if (!/^(\*|(iam|sts|config):(\*|[A-Z][A-Za-z]+))$/.test(action)) {
    throw invalid(`${quoted(action)} is no action; write it as policies do: iam:GetLoginProfile, iam:*, *`);
  }
  const userName = take(options, 'user');
  const after = whole(options, 'after', 0, 1_000_000);
  const times = whole(options, 'times', 1, 1_000_000);
  const chance = number(options, 'chance');
  if (chance !== undefined && !(chance > 0 && chance <= 1)) {
    throw invalid(`chance is ${chance}; allowed: more than 0, up to 1`);
  }
  return {
    on: 'call',
    action,
    ...(userName !== undefined && { userName }),
    ...(after !== undefined && { after }),
    ...(times !== undefined && { times }),
    ...(chance !== undefined && { chance }),
    effect: effectOf(splitWord(last)),
  };
}

function effectOf([kind, value]: readonly [string, string | undefined]): Effect {
  if (!isEffectKind(kind)) {
    throw invalid(`${quoted(kind)} is no fault; the last word is one of ${Object.keys(EFFECTS).join(', ')}`);
  }
  const definition = EFFECTS[kind];
  if (!('value' in definition)) {
    if (value !== undefined) throw invalid(`${kind} takes no value`);
    return { kind };
  }
  const [least, most] = definition.value;
  return { kind, value: inRange(kind, value, least, most) };
}

function isEffectKind(kind: string): kind is EffectKind {
  return Object.hasOwn(EFFECTS, kind);
}

function accountChange(
  options: Words,
  [kind, newUserName]: readonly [string, string | undefined],
): AccountChange {
  const change = CHANGE_KINDS.find((known) => known === kind);
  if (change === undefined) {
    throw invalid(`${quoted(kind)} is no change; the last word is one of ${CHANGE_KINDS.join(', ')}`);
  }
  const beforeCall = whole(options, 'before', 1, 1_000_000_000);
  const userName = take(options, 'user');
  if (beforeCall === undefined || userName === undefined) {
    throw invalid('a change of the account needs before=CALL and user=NAME');
  }
  if ((change === 'rename') !== (newUserName !== undefined)) {
    throw invalid('rename=NAME takes the new name, and no other change takes one');
  }
  return { on: 'account', beforeCall, userName, change, ...(newUserName !== undefined && { newUserName }) };
}

function functionFault([name, value]: readonly [string, string | undefined]): FunctionFault {
  if (name === 'timeout') return { on: 'function', timeoutSeconds: inRange(name, value, 1, 900) };
  if (name === 'again') return { on: 'function', againAfterMs: inRange(name, value, 0, 21_600_000) };
  throw invalid(`${quoted(name)} does not befall a function; allowed: timeout=SECONDS, again=MS`);
}

function splitWord(text: string): readonly [string, string | undefined] {
  const at = text.indexOf('=');
  return at === -1 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

function take(options: Words, name: string): string | undefined {
  if (!options.has(name)) return undefined;
  const value = options.get(name);
  options.delete(name);
  if (value === undefined || value === '') throw invalid(`${name} has no value`);
  return value;
}

function number(options: Words, name: string): number | undefined {
  const value = take(options, name);
  return value === undefined ? undefined : Number(value);
}

function whole(options: Words, name: string, least: number, most: number): number | undefined {
  const value = take(options, name);
  return value === undefined ? undefined : inRange(name, value, least, most);
}

function inRange(name: string, value: string | undefined, least: number, most: number): number {
  if (/^\d+$/.test(value ?? '') && Number(value) >= least && Number(value) <= most) return Number(value);
  throw invalid(`${name} is ${quoted(value ?? '')}; allowed: a whole number from ${least} to ${most}`);
}

function words(subject: string, options: Readonly<Record<string, unknown>>, last: string): string {
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  return [subject, ...given.map(([name, value]) => word(name, value)), last].join(' ');
}

function word(name: string, value: unknown): string {
  return value === undefined ? name : `${name}=${value}`;
}

function invalid(what: string): SandboxError {
  return new SandboxError('InvalidFault', `${what}; see sandbox/README.md`);
}
