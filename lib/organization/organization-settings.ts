import { quoted } from '../../rule/core/errors';
import { suggestion } from '../../rule/core/parameter-definitions';
import { organizationIdFault, unitFaults } from './organization-ids';
import { receiverFaults } from './receiver-settings';

/** The organization to deploy into, and how. */
export interface OrganizationProps {
  /** The organization's id, `o-…`: its accounts, and no others, may read the functions' code. */
  readonly id: string;

  /**
   * Whose accounts get the rule, those in units below them too: 1 to 50 ids `ou-…`, or the root's `r-…` alone for all.
   * The management account is in none of them as far as StackSets go.
   */
  readonly organizationalUnits: readonly string[];

  /**
   * Whether this is deployed from an account that is a delegated administrator of StackSets, not from the management
   * account. The rule then comes to this account as to any other of the units.
   *
   * @default false
   */
  readonly delegatedAdmin?: boolean;

  /**
   * How many accounts are deployed to at once, in percent of all, rounded down and at least one.
   *
   * @default 25
   */
  readonly maxConcurrentPercentage?: number;

  /**
   * In how many accounts the deployment may fail, in percent of all, before CloudFormation stops it and rolls the stack
   * set back: in all accounts, those too where it went well.
   *
   * @default 100 - a failure is for the account that it happens in
   */
  readonly failureTolerancePercentage?: number;

  /**
   * Adds an AWS Config aggregator for the organization in this region: one view of all results.
   *
   * @default false
   */
  readonly aggregator?: boolean;

  /**
   * Who gets a mail when the stack has failed in an account, such as one that has joined without a configuration
   * recorder. The address has to confirm the subscription.
   *
   * @default - nobody
   */
  readonly alertEmail?: string;

  /**
   * A standard SNS topic of this region that gets the same, instead of `alertEmail`.
   *
   * @default - none
   */
  readonly alertTopicArn?: string;
}

/** The default of `maxConcurrentPercentage`. */
export const DEFAULT_CONCURRENCY = 25;

const NAMES: readonly (keyof OrganizationProps)[] = [
  'id',
  'organizationalUnits',
  'delegatedAdmin',
  'maxConcurrentPercentage',
  'failureTolerancePercentage',
  'aggregator',
  'alertEmail',
  'alertTopicArn',
];

const FLAGS = ['delegatedAdmin', 'aggregator'] as const;

const EXAMPLE = '{"id":"o-a1b2c3d4e5","organizationalUnits":["ou-ab12-cd34ef56"]}';

/** Reads the setting: an object, or JSON of one, as the command line gives it. Each fault adds a sentence. */
export function organizationProp(
  value: unknown,
  faults: string[],
): { readonly organization?: OrganizationProps } {
  if (value === undefined) return {};
  const organization = objectOf(value);
  if (organization === undefined) {
    faults.push(`organization is ${quoted(value)}; allowed: a JSON object, such as ${EXAMPLE}`);
    return {};
  }
  const found = organizationFaults(organization);
  faults.push(...found.map((fault) => `organization: ${fault}`));
  return isUsable(organization, found) ? { organization } : {};
}

/** What cannot be used of an organization's props, a sentence each. */
export function organizationFaults(organization: object): readonly string[] {
  const members: Readonly<Record<string, unknown>> = { ...organization };
  const idFault = organizationIdFault(members['id']);
  return [
    ...Object.keys(members).flatMap(unknownName),
    ...(idFault === undefined ? [] : [idFault]),
    ...unitFaults(members['organizationalUnits']),
    ...FLAGS.flatMap((name) => flagFault(name, members[name])),
    ...percentageFault('maxConcurrentPercentage', members['maxConcurrentPercentage'], 1),
    ...percentageFault('failureTolerancePercentage', members['failureTolerancePercentage'], 0),
    ...receiverFaults(members['alertEmail'], members['alertTopicArn']),
  ];
}

function isUsable(organization: object, faults: readonly string[]): organization is OrganizationProps {
  return 'id' in organization && faults.length === 0;
}

function objectOf(value: unknown): object | undefined {
  const parsed = typeof value === 'string' ? parsedJson(value) : value;
  return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed) ? parsed : undefined;
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function unknownName(name: string): readonly string[] {
  const names: readonly string[] = NAMES;
  return names.includes(name)
    ? []
    : [`${quoted(name)} is not known${suggestion(name, names)}; allowed: ${names.join(', ')}`];
}

function flagFault(name: string, value: unknown): readonly string[] {
  return value === undefined || typeof value === 'boolean'
    ? []
    : [`${name} is ${quoted(value)}; allowed: true or false`];
}

function percentageFault(name: string, value: unknown, least: number): readonly string[] {
  const isAllowed =
    value === undefined ||
    (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= 100);
  return isAllowed ? [] : [`${name} is ${quoted(value)}; allowed: a whole number from ${least} to 100`];
}
