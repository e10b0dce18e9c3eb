import { endOfDay, parseInstant } from './calendar';
import { quoted } from './errors';
import { MFA_DEVICE_TYPES } from './mfa-device';
import { nearest } from './nearest';
import type { RuleParameters } from './rule-parameters';
import { REPORT_MODES } from './rule-parameters';

/** A value that cannot be used: what is wrong with it, without the parameter's name. */
export class Fault {
  constructor(readonly message: string) {}
}

/** One rule parameter, as AWS Config carries it: a non-empty string. */
export interface ParameterDefinition<T> {
  /** What may be written, as the end of a sentence that begins with "allowed". */
  readonly allowed: string;
  parse(text: string): T | Fault;
}

// https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateUser.html, API_CreateGroup.html and API_Tag.html
const USER_NAME_PATTERN = /^[\w+=,.@*-]{1,64}$/;
const GROUP_NAME = /^[\w+=,.@-]{1,128}$/;
const PATH = /^\/([\u0021-\u007e]+\/)?$/;
const TAG_KEY = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u;

/** Every parameter of the rule: the one place that props, context, command line and the Lambda read. */
export const PARAMETER_DEFINITIONS: {
  readonly [Name in keyof RuleParameters]: ParameterDefinition<RuleParameters[Name]>;
} = {
  exemptUsers: list('user names separated by ";", each with "*" for any characters', (item) =>
    USER_NAME_PATTERN.test(item) ? item : undefined,
  ),
  exemptPaths: list('path prefixes separated by ";", each beginning and ending with "/"', (item) =>
    PATH.test(item) && item.length <= 512 ? item : undefined,
  ),
  exemptGroups: list('group names separated by ";"', (item) => (GROUP_NAME.test(item) ? item : undefined)),
  exemptionTag: {
    allowed: 'a tag key of at most 128 letters, digits, spaces and _.:/=+-@',
    parse: (text) => (TAG_KEY.test(text) ? text : new Fault('not a tag key')),
  },
  gracePeriodDays: {
    allowed: 'a whole number of days from 0 to 365',
    parse: (text) =>
      /^\d{1,3}$/.test(text) && Number(text) <= 365 ? Number(text) : new Fault('not such a number'),
  },
  graceUntil: {
    allowed: 'a day YYYY-MM-DD (grace runs to its end, UTC) or an instant such as 2027-01-31T18:00:00Z',
    parse: (text) =>
      endOfDay(text) ?? parseInstant(text) ?? new Fault('not a day or instant of the calendar'),
  },
  acceptedMfaTypes: {
    ...list(
      `any of ${MFA_DEVICE_TYPES.join(';')}`,
      (item) => MFA_DEVICE_TYPES.find((type) => type === item),
      MFA_DEVICE_TYPES,
    ),
  },
  report: choice(REPORT_MODES),
  includeRoot: {
    allowed: 'true or false',
    parse: (text) => (text === 'true' || text === 'false' ? text === 'true' : new Fault('neither of them')),
  },
};

export const PARAMETER_NAMES = Object.keys(PARAMETER_DEFINITIONS) as readonly (keyof RuleParameters)[];

/** A list: items separated by `;`, which no user or group name can hold; spaces around an item do not count. */
function list<Item extends string>(
  allowed: string,
  parseItem: (item: string) => Item | undefined,
  choices: readonly string[] = [],
): ParameterDefinition<readonly Item[]> {
  return {
    allowed,
    parse: (text) => {
      const items = text.split(';').map((item) => item.trim());
      const parsed = items.map(parseItem);
      const good = parsed.filter((item) => item !== undefined);
      if (good.length === items.length) return [...new Set(good)];
      const faults = items
        .filter((_, index) => parsed[index] === undefined)
        .map((item) => badItem(item, choices));
      return new Fault([...new Set(faults)].join(', '));
    },
  };
}

function badItem(item: string, choices: readonly string[]): string {
  return item === '' ? 'an item is empty' : `${quoted(item)} is not one${suggestion(item, choices)}`;
}

function choice<Value extends string>(values: readonly Value[]): ParameterDefinition<Value> {
  return {
    allowed: values.join(' or '),
    parse: (text) =>
      values.find((value) => value === text) ?? new Fault(`neither of them${suggestion(text, values)}`),
  };
}

/** `, did you mean …?` where a choice is near, else nothing. */
export function suggestion(text: string, choices: readonly string[]): string {
  const near = nearest(text, choices);
  return near === undefined ? '' : `, did you mean ${near}?`;
}
