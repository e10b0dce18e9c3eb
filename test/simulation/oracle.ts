import type { LoginProfile, Tag } from '../../rule/core/known-user';
import type { Answers } from './answers';
import { DAY_MS, type DeviceKind } from './scenario';

/** What an evaluation says of a user, as its annotation words it. */
export type Ruling = 'exempt' | 'device' | 'noPassword' | `grace until ${string}` | 'failing';

export type Compliance = 'COMPLIANT' | 'NON_COMPLIANT' | 'NOT_APPLICABLE';

export function complianceOf(ruling: Ruling): Compliance {
  if (ruling === 'exempt') return 'NOT_APPLICABLE';
  return ruling === 'failing' ? 'NON_COMPLIANT' : 'COMPLIANT';
}

type Parameters = Readonly<Record<string, string>>;

/** `unknown` leaves a fact open. */
type Open<Fact> = Fact | 'unknown';

interface Facts {
  readonly name: { readonly userName: string; readonly path: string };
  readonly member: Open<boolean>;
  readonly inVirtualList: Open<boolean>;
  readonly loginProfile: Open<LoginProfile | 'none'>;
  readonly serialNumbers: Open<readonly string[]>;
  readonly tags: Open<readonly Tag[]>;
}

/** Every fact that the rule turns on, settled. */
interface Settled {
  readonly member: boolean;
  readonly acceptedInBulk: boolean;
  readonly password: boolean;
  readonly acceptedDevice: boolean;
  readonly inGrace: boolean;
  readonly exemptByTag: boolean;
}

/** What is said of a user: the compliance, and the ruling where that is said too. */
export interface Claim {
  readonly compliance: Compliance;
  readonly ruling?: Ruling;
}

/**
 * Whether a claim about a user id follows from what IAM has answered about that id. Written from the table and the
 * order in docs/rule.md, without a line of the code under test.
 *
 * A fact that was not answered is tried with every value it might have: a claim follows only if it is true with each
 * of them. Where the account has changed between two answers, each of them may be the one that counts.
 */
export function follows(userId: string, answers: Answers, parameters: Parameters, claim: Claim): boolean {
  for (const facts of factsAbout(userId, answers, parameters)) {
    if (answers.instants.some((instant) => isCertain(claim, facts, parameters, instant))) return true;
  }
  return false;
}

function isCertain(claim: Claim, facts: Facts, parameters: Parameters, instant: number): boolean {
  for (const settled of completions(facts, parameters, instant)) {
    if (!isTrue(claim, settled, facts, parameters)) return false;
  }
  return true;
}

function isTrue(
  { compliance, ruling }: Claim,
  settled: Settled,
  facts: Facts,
  parameters: Parameters,
): boolean {
  const ruled = rule(settled, facts, parameters);
  if (complianceOf(ruled) !== compliance) return false;
  // Of a user without a password who has a device, either may be said.
  const either = { noPassword: !settled.password, device: settled.acceptedInBulk || settled.acceptedDevice };
  return ruling === 'noPassword' || ruling === 'device'
    ? either[ruling]
    : ruling === undefined || ruled === ruling;
}

function rule(settled: Settled, { loginProfile }: Facts, parameters: Parameters): Ruling {
  if (settled.member) return 'exempt';
  if (!settled.password) return 'noPassword';
  if (settled.acceptedInBulk || settled.acceptedDevice) return 'device';
  if (settled.inGrace) return `grace until ${instantOf(endOfGrace(loginProfile, parameters))}`;
  return settled.exemptByTag ? 'exempt' : 'failing';
}

function factsAbout(userId: string, answers: Answers, parameters: Parameters): Iterable<Facts> {
  const { names, loginProfiles, devices, tags } = answers.about(userId);
  return combinations<Facts>({
    name: names,
    member: memberships(userId, answers, parameters),
    inVirtualList: [...answers.virtualDevices.about(userId), 'unknown'],
    loginProfile: [...loginProfiles, 'unknown'],
    serialNumbers: [...devices, 'unknown'],
    tags: [...tags, 'unknown'],
  });
}

/** A member of any exempt group, of none, or of one that could not be read. */
function memberships(userId: string, answers: Answers, parameters: Parameters): readonly Open<boolean>[] {
  const told = items(parameters['exemptGroups']).map((group) => answers.group(group).about(userId));
  return [
    ...(told.some((group) => group.includes(true)) ? [true] : []),
    ...(told.every((group) => group.includes(false)) ? [false] : []),
    'unknown',
  ];
}

function completions(facts: Facts, parameters: Parameters, instant: number): Iterable<Settled> {
  const { loginProfile } = facts;
  const grace = endOfGrace(loginProfile, parameters);
  return combinations<Settled>({
    member: exemptByIdentity(facts, parameters) ? [true] : valuesOf(facts.member),
    acceptedInBulk: valuesOf(acceptedInBulk(facts, parameters)),
    password: valuesOf(loginProfile === 'unknown' ? loginProfile : loginProfile !== 'none'),
    acceptedDevice: acceptance(facts, parameters),
    inGrace: valuesOf(loginProfile === 'unknown' ? loginProfile : grace !== undefined && instant < grace),
    exemptByTag: tagExemption(facts, parameters, instant),
  });
}

function valuesOf(fact: Open<boolean>): readonly boolean[] {
  return fact === 'unknown' ? [true, false] : [fact];
}

/** Every choice of one value for each member, beginning with the first ones. */
function* combinations<Members extends object>(
  values: {
    readonly [Name in keyof Members]: readonly Members[Name][];
  },
): Generator<Members> {
  const members = Object.entries<readonly unknown[]>(values);
  const total = members.reduce((product, [, some]) => product * some.length, 1);
  for (let number = 0; number < total; number++) {
    let rest = number;
    const choice: Record<string, unknown> = {};
    for (const [name, some] of members) {
      choice[name] = some[rest % some.length];
      rest = Math.floor(rest / some.length);
    }
    yield choice as Members;
  }
}

function acceptedInBulk({ inVirtualList, serialNumbers }: Facts, parameters: Parameters): Open<boolean> {
  if (!accepted('virtual', parameters)) return false;
  // A list of all the user's devices tells what that of all virtual devices would.
  return inVirtualList === 'unknown' && serialNumbers !== 'unknown' ? false : inVirtualList;
}

function exemptByIdentity({ name: { userName, path } }: Facts, parameters: Parameters): boolean {
  return (
    items(parameters['exemptUsers']).some((pattern) => wildcard(pattern).test(userName)) ||
    items(parameters['exemptPaths']).some((prefix) => path.startsWith(prefix))
  );
}

function wildcard(pattern: string): RegExp {
  const literal = (part: string) => part.replace(/[^\w]/g, (character) => `\\${character}`);
  return new RegExp(`^${pattern.split('*').map(literal).join('.*')}$`);
}

function acceptance({ serialNumbers, inVirtualList }: Facts, parameters: Parameters): readonly boolean[] {
  if (serialNumbers === 'unknown') {
    const onlyVirtualCounts = parameters['acceptedMfaTypes'] === 'virtual';
    return onlyVirtualCounts && inVirtualList === false ? [false] : [true, false];
  }
  const kinds = serialNumbers.map(kindOf);
  if (kinds.some((kind) => kind !== 'unheardOf' && accepted(kind, parameters))) return [true];
  return kinds.includes('unheardOf') ? [true, false] : [false];
}

function kindOf(serialNumber: string): DeviceKind {
  if (!serialNumber.startsWith('arn:')) return 'hardware-totp';
  if (serialNumber.includes(':mfa/')) return 'virtual';
  if (serialNumber.includes(':u2f/')) return 'fido';
  return serialNumber.includes(':sms-mfa/') ? 'sms' : 'unheardOf';
}

function accepted(kind: DeviceKind, parameters: Parameters): boolean {
  return (parameters['acceptedMfaTypes'] ?? 'virtual;fido;hardware-totp;sms').split(';').includes(kind);
}

function endOfGrace(loginProfile: Facts['loginProfile'], parameters: Parameters): number | undefined {
  const days = Number(parameters['gracePeriodDays'] ?? 0);
  const joined =
    days > 0 && typeof loginProfile === 'object'
      ? loginProfile.createDate.getTime() + days * DAY_MS
      : -Infinity;
  const until = parameters['graceUntil'];
  const end = Math.max(joined, until === undefined ? -Infinity : endOf(until));
  return end === -Infinity ? undefined : end;
}

/** An instant as it is, a day to its end. */
function endOf(text: string): number {
  return text.includes('T') ? Date.parse(text) : Date.parse(text) + DAY_MS;
}

function tagExemption({ tags }: Facts, parameters: Parameters, instant: number): readonly boolean[] {
  const key = parameters['exemptionTag']?.toLowerCase();
  if (key === undefined) return [false];
  if (tags === 'unknown') return [true, false];
  const tag = tags.find((candidate) => candidate.key.toLowerCase() === key);
  return [tag !== undefined && /^\d{4}-\d\d-\d\d$/.test(tag.value) && instant < endOf(tag.value)];
}

function instantOf(end: number | undefined): string {
  return end === undefined ? 'an unknown instant' : new Date(end).toISOString().replace('.000Z', 'Z');
}

function items(list: string | undefined): readonly string[] {
  return list === undefined ? [] : list.split(';');
}
