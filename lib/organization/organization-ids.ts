import { quoted } from '../../rule/core/errors';

/**
 * How AWS Organizations spells its ids.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_Organization.html
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_OrganizationalUnit.html
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_Root.html
 */
const ORGANIZATION = /^o-[a-z0-9]{10,32}$/;
const ROOT = /^r-(?<root>[0-9a-z]{4,32})$/;
const UNIT = /^ou-(?<root>[0-9a-z]{4,32})-[0-9a-z]{8,32}$/;

/**
 * The most that one operation of a stack set takes.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStackInstances.html
 */
const MOST_UNITS = 50;

/** Why this is no id of an organization; undefined if it is one. */
export function organizationIdFault(id: unknown): string | undefined {
  if (typeof id === 'string' && ORGANIZATION.test(id)) return undefined;
  return `id is ${quoted(id)}; allowed: the id of an organization, such as o-a1b2c3d4e5`;
}

/** Why these are no organizational units to deploy to, a sentence each. */
export function unitFaults(units: unknown): readonly string[] {
  const allowed =
    `allowed: 1 to ${MOST_UNITS} ids of organizational units, such as ou-ab12-cd34ef56, or the id of the root, ` +
    'such as r-ab12, for the whole organization';
  if (!Array.isArray(units) || units.length === 0 || units.length > MOST_UNITS) {
    return [`organizationalUnits is ${quoted(units)}; ${allowed}`];
  }
  const misshapen = units.filter((unit) => rootOf(unit) === undefined);
  if (misshapen.length > 0)
    return misshapen.map((unit) => `organizationalUnits holds ${quoted(unit)}; ${allowed}`);
  return [...overlapFaults(units), ...rootFaults(units)];
}

/** Every id holds that of its organization's root. */
function rootOf(unit: unknown): string | undefined {
  const match = typeof unit === 'string' ? (ROOT.exec(unit) ?? UNIT.exec(unit)) : undefined;
  return match?.groups?.['root'];
}

function overlapFaults(units: readonly string[]): readonly string[] {
  const root = units.find((unit) => ROOT.test(unit));
  if (root !== undefined && units.length > 1) {
    return [
      `organizationalUnits holds the root ${root} beside others; the root is the whole organization, so leave the others out`,
    ];
  }
  const twice = units.find((unit, index) => units.indexOf(unit) !== index);
  return twice === undefined ? [] : [`organizationalUnits holds ${twice} twice`];
}

function rootFaults(units: readonly string[]): readonly string[] {
  const [first, ...others] = [...new Set(units.map(rootOf))];
  if (others.length === 0) return [];
  return [
    `organizationalUnits are of the roots r-${first} and r-${others.join(', r-')}; an organization has one root`,
  ];
}
