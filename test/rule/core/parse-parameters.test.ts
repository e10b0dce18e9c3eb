import fc from 'fast-check';
import { encodeParameters, type ParameterInput, parseParameters } from '../../../rule/core/parse-parameters';
import { DEFAULT_PARAMETERS, type RuleParameters } from '../../../rule/core/rule-parameters';
import { thrownBy } from '../../support/thrown';

function faultsOf(raw: Readonly<Record<string, unknown>>): string {
  const error = thrownBy(() => parseParameters(raw));
  expect(error.code).toBe('InvalidParameters');
  return error.message;
}

test('without parameters the defaults count', () => {
  expect(parseParameters({})).toEqual({
    exemptUsers: [],
    exemptPaths: [],
    exemptGroups: [],
    exemptionTag: undefined,
    gracePeriodDays: 0,
    graceUntil: undefined,
    acceptedMfaTypes: ['virtual', 'fido', 'hardware-totp', 'sms'],
    report: 'all',
    includeRoot: false,
  });
});

describe('what is allowed', () => {
  test.each<[keyof RuleParameters, string, unknown]>([
    ['exemptUsers', 'alice', ['alice']],
    [
      'exemptUsers',
      'break-glass-*;first,last@example.com; a_b+c=d.e ',
      ['break-glass-*', 'first,last@example.com', 'a_b+c=d.e'],
    ],
    ['exemptUsers', 'bob;alice;bob', ['bob', 'alice']],
    ['exemptUsers', 'n'.repeat(64), ['n'.repeat(64)]],
    ['exemptPaths', '/', ['/']],
    ['exemptPaths', '/service/;/team/ci/', ['/service/', '/team/ci/']],
    ['exemptPaths', '/!~/', ['/!~/']],
    ['exemptPaths', `/${'p'.repeat(510)}/`, [`/${'p'.repeat(510)}/`]],
    ['exemptGroups', 'Auditors; Robots', ['Auditors', 'Robots']],
    ['exemptGroups', 'g'.repeat(128), ['g'.repeat(128)]],
    ['exemptionTag', 'mfa-exempt-until', 'mfa-exempt-until'],
    ['exemptionTag', 'Team é:exempt_until/x=+@1', 'Team é:exempt_until/x=+@1'],
    ['exemptionTag', 't'.repeat(128), 't'.repeat(128)],
    ['gracePeriodDays', '0', 0],
    ['gracePeriodDays', '007', 7],
    ['gracePeriodDays', '365', 365],
    ['graceUntil', '2028-02-29', new Date('2028-03-01T00:00:00Z')],
    ['graceUntil', '2027-12-31', new Date('2028-01-01T00:00:00Z')],
    ['graceUntil', '2027-01-31T18:00:00+01:00', new Date('2027-01-31T17:00:00Z')],
    ['acceptedMfaTypes', 'virtual;fido;hardware-totp;sms', ['virtual', 'fido', 'hardware-totp', 'sms']],
    ['acceptedMfaTypes', ' fido ;virtual;fido', ['fido', 'virtual']],
    ['report', 'all', 'all'],
    ['report', 'changes', 'changes'],
    ['includeRoot', 'true', true],
    ['includeRoot', 'false', false],
  ])('%s "%s"', (name, text, value) => {
    expect(parseParameters({ [name]: text })).toEqual({ ...DEFAULT_PARAMETERS, [name]: value });
  });
});

const USERS = 'allowed: user names separated by ";", each with "*" for any characters';
const PATHS = 'allowed: path prefixes separated by ";", each beginning and ending with "/"';
const GROUPS = 'allowed: group names separated by ";"';
const TAG = 'allowed: a tag key of at most 128 letters, digits, spaces and _.:/=+-@';
const DAYS = 'allowed: a whole number of days from 0 to 365';
const UNTIL =
  'allowed: a day YYYY-MM-DD (grace runs to its end, UTC) or an instant such as 2027-01-31T18:00:00Z';
const TYPES = 'allowed: any of virtual;fido;hardware-totp;sms';

describe('a fault', () => {
  test.each<[string, unknown, string]>([
    ['exemptUsers', 'a b', `exemptUsers is "a b": "a b" is not one; ${USERS}`],
    ['exemptUsers', 'alice;', `exemptUsers is "alice;": an item is empty; ${USERS}`],
    [
      'exemptUsers',
      'a b;ok;a b; ;c/d',
      `exemptUsers is "a b;ok;a b; ;c/d": "a b" is not one, an item is empty, "c/d" is not one; ${USERS}`,
    ],
    ['exemptUsers', 'é', `exemptUsers is "é": "é" is not one; ${USERS}`],
    [
      'exemptUsers',
      'n'.repeat(65),
      `exemptUsers is "${'n'.repeat(65)}": "${'n'.repeat(65)}" is not one; ${USERS}`,
    ],
    ['exemptPaths', 'service/', `exemptPaths is "service/": "service/" is not one; ${PATHS}`],
    ['exemptPaths', '/service', `exemptPaths is "/service": "/service" is not one; ${PATHS}`],
    ['exemptPaths', '/a b/', `exemptPaths is "/a b/": "/a b/" is not one; ${PATHS}`],
    ['exemptPaths', '//', `exemptPaths is "//": "//" is not one; ${PATHS}`],
    [
      'exemptPaths',
      `/${'p'.repeat(511)}/`,
      `exemptPaths is "/${'p'.repeat(79)}…": "/${'p'.repeat(79)}…" is not one; ${PATHS}`,
    ],
    ['exemptGroups', 'Audit*', `exemptGroups is "Audit*": "Audit*" is not one; ${GROUPS}`],
    [
      'exemptGroups',
      'g'.repeat(129),
      `exemptGroups is "${'g'.repeat(80)}…": "${'g'.repeat(80)}…" is not one; ${GROUPS}`,
    ],
    ['exemptionTag', 'a;b', `exemptionTag is "a;b": not a tag key; ${TAG}`],
    ['exemptionTag', 'a*', `exemptionTag is "a*": not a tag key; ${TAG}`],
    ['exemptionTag', 't'.repeat(129), `exemptionTag is "${'t'.repeat(80)}…": not a tag key; ${TAG}`],
    ['gracePeriodDays', '366', `gracePeriodDays is "366": not such a number; ${DAYS}`],
    ['gracePeriodDays', '-1', `gracePeriodDays is "-1": not such a number; ${DAYS}`],
    ['gracePeriodDays', '1.5', `gracePeriodDays is "1.5": not such a number; ${DAYS}`],
    ['gracePeriodDays', '1e1', `gracePeriodDays is "1e1": not such a number; ${DAYS}`],
    ['gracePeriodDays', ' 7', `gracePeriodDays is " 7": not such a number; ${DAYS}`],
    ['gracePeriodDays', '0007', `gracePeriodDays is "0007": not such a number; ${DAYS}`],
    ['gracePeriodDays', 'seven', `gracePeriodDays is "seven": not such a number; ${DAYS}`],
    [
      'graceUntil',
      '2027-02-29',
      `graceUntil is "2027-02-29": not a day or instant of the calendar; ${UNTIL}`,
    ],
    [
      'graceUntil',
      '2027-01-31T18:00:00',
      `graceUntil is "2027-01-31T18:00:00": not a day or instant of the calendar; ${UNTIL}`,
    ],
    [
      'acceptedMfaTypes',
      'virtual;fdo',
      `acceptedMfaTypes is "virtual;fdo": "fdo" is not one, did you mean fido?; ${TYPES}`,
    ],
    [
      'acceptedMfaTypes',
      'Virtual',
      `acceptedMfaTypes is "Virtual": "Virtual" is not one, did you mean virtual?; ${TYPES}`,
    ],
    ['acceptedMfaTypes', 'passkey', `acceptedMfaTypes is "passkey": "passkey" is not one; ${TYPES}`],
    [
      'report',
      'change',
      'report is "change": neither of them, did you mean changes?; allowed: all or changes',
    ],
    ['report', 'nothing', 'report is "nothing": neither of them; allowed: all or changes'],
    ['includeRoot', 'True', 'includeRoot is "True": neither of them; allowed: true or false'],
    ['includeRoot', 'yes', 'includeRoot is "yes": neither of them; allowed: true or false'],
    ['includeRoot', true, 'includeRoot is "true", not a string; allowed: true or false'],
    ['gracePeriodDays', 7, `gracePeriodDays is "7", not a string; ${DAYS}`],
    ['exemptUsers', ['alice'], `exemptUsers is "[\\"alice\\"]", not a string; ${USERS}`],
    ['exemptUsers', null, `exemptUsers is "null", not a string; ${USERS}`],
    [
      'exemptUsers',
      '',
      `exemptUsers is empty; leave it out, or use what is allowed: user names separated by ";", each with "*" for any characters`,
    ],
    ['exemptuser', 'alice', '"exemptuser" is no parameter of this rule, did you mean exemptUsers?'],
    ['maxAge', '7', '"maxAge" is no parameter of this rule'],
    ['__proto__', '7', '"__proto__" is no parameter of this rule'],
    ['toString', '7', '"toString" is no parameter of this rule'],
  ])('%s %j', (name, value, fault) => {
    const raw = Object.fromEntries([[name, value]]);
    expect(faultsOf(raw)).toBe(`InvalidParameters: the rule's parameters have a fault. ${fault}`);
  });

  test('never comes alone where there are more', () => {
    const raw = {
      gracePeriodDays: '366',
      exemptUsers: 'ok',
      report: 'some',
      graceperiod: '',
      includeRoot: '',
    };
    expect(faultsOf(raw)).toBe(
      `InvalidParameters: the rule's parameters have 4 faults. gracePeriodDays is "366": not such a number; ${DAYS}. ` +
        'report is "some": neither of them; allowed: all or changes. ' +
        '"graceperiod" is no parameter of this rule. ' +
        'includeRoot is empty; leave it out, or use what is allowed: true or false',
    );
  });
});

describe('encoding', () => {
  test('writes what AWS Config carries, and leaves out what is not set', () => {
    const inputs = {
      exemptUsers: ['alice', 'bob'],
      exemptPaths: [],
      exemptGroups: undefined,
      gracePeriodDays: 30,
      includeRoot: true,
      report: 'changes',
    };
    expect(encodeParameters(inputs)).toEqual({
      exemptUsers: 'alice;bob',
      gracePeriodDays: '30',
      includeRoot: 'true',
      report: 'changes',
    });
  });

  test.each<[string, Readonly<Record<string, ParameterInput>>, string]>([
    [
      'an item that holds the separator',
      { exemptUsers: ['ok', 'a;b'] },
      'a fault. exemptUsers holds the item "a;b"; ";" separates items, so none can hold it',
    ],
    [
      'an empty list of accepted types',
      { acceptedMfaTypes: [] },
      'a fault. acceptedMfaTypes is an empty list; leave it out to accept all',
    ],
    [
      'an empty item',
      { exemptGroups: ['A', ''] },
      `a fault. exemptGroups is "A;": an item is empty; ${GROUPS}`,
    ],
    [
      'a number that is none',
      { gracePeriodDays: Number.NaN },
      `a fault. gracePeriodDays is "NaN": not such a number; ${DAYS}`,
    ],
    [
      'every fault at once',
      { exemptPaths: ['/a;/'], gracePeriodDays: -1, colour: 'red' },
      `3 faults. exemptPaths holds the item "/a;/"; ";" separates items, so none can hold it. gracePeriodDays is "-1": not such a number; ${DAYS}. "colour" is no parameter of this rule`,
    ],
  ])('refuses %s', (_name, inputs, message) => {
    const error = thrownBy(() => encodeParameters(inputs));
    expect(error.message).toBe(`InvalidParameters: the rule's parameters have ${message}`);
  });

  /** User names that take this many characters together, `;` included. */
  const usersOf = (length: number) => `${'n'.repeat(49)};`.repeat(40).slice(0, length).split(';');

  test('takes 1,024 characters of JSON', () => {
    const encoded = encodeParameters({ exemptUsers: usersOf(1006) });
    expect(JSON.stringify(encoded).length).toBe(1024);
  });

  test('refuses 1,025 characters of JSON, and hints at the longest parameter', () => {
    const inputs = { report: 'all', exemptUsers: usersOf(973), exemptGroups: ['A'] };
    expect(thrownBy(() => encodeParameters(inputs)).message).toBe(
      "InvalidParameters: the rule's parameters have a fault. together they take 1025 characters and AWS Config allows 1024; " +
        'exemptUsers is the longest: replace it by exemptionTag or by a group in exemptGroups',
    );
  });

  const few = (characters: string, most: number) =>
    fc.uniqueArray(fc.string({ unit: fc.constantFrom(...characters), minLength: 1, maxLength: most }), {
      maxLength: 3,
    });
  const date = fc.date({ min: new Date('1970-01-01'), max: new Date('9999-12-30'), noInvalidDate: true });
  const inputs = fc.record(
    {
      exemptUsers: few('aZ09_+=,.@-*', 20),
      exemptPaths: few('aZ09_+=,.@-', 20).map((paths) => paths.map((path) => `/${path}/`)),
      exemptGroups: few('aZ09_+=,.@-', 20),
      exemptionTag: fc.string({ unit: fc.constantFrom(...'aZ09 _.:/=+-@é漢'), minLength: 1, maxLength: 40 }),
      gracePeriodDays: fc.integer({ min: 0, max: 365 }),
      graceUntil: date.map((instant) => instant.toISOString()),
      acceptedMfaTypes: fc.subarray(['virtual', 'fido', 'hardware-totp', 'sms'], { minLength: 1 }),
      report: fc.constantFrom('all', 'changes'),
      includeRoot: fc.boolean(),
    },
    { requiredKeys: [] },
  );

  test('and parsing gives back what was written', () => {
    fc.assert(
      fc.property(inputs, ({ graceUntil, ...input }) => {
        const until = graceUntil === undefined ? {} : { graceUntil };
        expect(parseParameters(encodeParameters({ ...input, ...until }))).toEqual({
          ...DEFAULT_PARAMETERS,
          ...input,
          ...(graceUntil !== undefined && { graceUntil: new Date(graceUntil) }),
        });
      }),
    );
  });
});
