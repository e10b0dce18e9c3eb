import { organizationProp } from '../../../lib/organization/organization-settings';

const ORGANIZATION = { id: 'o-a1b2c3d4e5', organizationalUnits: ['ou-ab12-cd34ef56'] };

function faultsOf(value: unknown): readonly string[] {
  const faults: string[] = [];
  expect(organizationProp(value, faults)).toEqual({});
  return faults;
}

test('not set is no organization', () => {
  const faults: string[] = [];
  expect(organizationProp(undefined, faults)).toEqual({});
  expect(faults).toEqual([]);
});

test.each([
  ['an object, as in cdk.json', ORGANIZATION],
  ['the whole organization by its root', { id: 'o-a1b2c3d4e5', organizationalUnits: ['r-ab12'] }],
  [
    'everything',
    {
      id: 'o-a1b2c3d4e5',
      organizationalUnits: ['ou-ab12-cd34ef56', 'ou-ab12-0123456789'],
      delegatedAdmin: true,
      maxConcurrentPercentage: 1,
      failureTolerancePercentage: 0,
      aggregator: true,
      alertEmail: 'security@example.com',
    },
  ],
  ['a topic', { ...ORGANIZATION, alertTopicArn: 'arn:aws:sns:us-east-1:123456789012:security' }],
])('%s is taken as it is', (_, organization) => {
  const faults: string[] = [];
  expect(organizationProp(organization, faults)).toEqual({ organization });
  expect(organizationProp(JSON.stringify(organization), faults)).toEqual({ organization });
  expect(faults).toEqual([]);
});

const UNITS_ALLOWED =
  'allowed: 1 to 50 ids of organizational units, such as ou-ab12-cd34ef56, or the id of the root, such as r-ab12, for ' +
  'the whole organization';

test.each([
  [
    'o-a1b2c3d4e5',
    'organization is "o-a1b2c3d4e5"; allowed: a JSON object, such as {"id":"o-a1b2c3d4e5","organizationalUnits":["ou-ab12-cd34ef56"]}',
  ],
  [
    [],
    'organization is "[]"; allowed: a JSON object, such as {"id":"o-a1b2c3d4e5","organizationalUnits":["ou-ab12-cd34ef56"]}',
  ],
  [
    { ...ORGANIZATION, id: 'a1b2c3d4e5' },
    'organization: id is "a1b2c3d4e5"; allowed: the id of an organization, such as o-a1b2c3d4e5',
  ],
  [
    { ...ORGANIZATION, id: 'o-A1B2C3D4E5' },
    'organization: id is "o-A1B2C3D4E5"; allowed: the id of an organization, such as o-a1b2c3d4e5',
  ],
  [{ id: 'o-a1b2c3d4e5' }, `organization: organizationalUnits is "undefined"; ${UNITS_ALLOWED}`],
  [
    { ...ORGANIZATION, organizationalUnits: [] },
    `organization: organizationalUnits is "[]"; ${UNITS_ALLOWED}`,
  ],
  [
    { ...ORGANIZATION, organizationalUnits: ['ou-ab12', 'ou-ab12-cd34ef56'] },
    `organization: organizationalUnits holds "ou-ab12"; ${UNITS_ALLOWED}`,
  ],
  [
    { ...ORGANIZATION, organizationalUnits: ['r-ab12', 'ou-ab12-cd34ef56'] },
    'organization: organizationalUnits holds the root r-ab12 beside others; the root is the whole organization, so leave ' +
      'the others out',
  ],
  [
    { ...ORGANIZATION, organizationalUnits: ['ou-ab12-cd34ef56', 'ou-ab12-cd34ef56'] },
    'organization: organizationalUnits holds ou-ab12-cd34ef56 twice',
  ],
  [
    { ...ORGANIZATION, organizationalUnits: ['ou-ab12-cd34ef56', 'ou-zz99-cd34ef56'] },
    'organization: organizationalUnits are of the roots r-ab12 and r-zz99; an organization has one root',
  ],
  [{ ...ORGANIZATION, aggregator: 'true' }, 'organization: aggregator is "true"; allowed: true or false'],
  [
    { ...ORGANIZATION, maxConcurrentPercentage: 0 },
    'organization: maxConcurrentPercentage is "0"; allowed: a whole number from 1 to 100',
  ],
  [
    { ...ORGANIZATION, failureTolerancePercentage: 100.5 },
    'organization: failureTolerancePercentage is "100.5"; allowed: a whole number from 0 to 100',
  ],
  [
    { ...ORGANIZATION, delegateAdmin: true },
    'organization: "delegateAdmin" is not known, did you mean delegatedAdmin?; allowed: id, organizationalUnits, ' +
      'delegatedAdmin, maxConcurrentPercentage, failureTolerancePercentage, aggregator, alertEmail, alertTopicArn',
  ],
  [
    { ...ORGANIZATION, alertEmail: 'security' },
    'organization: alertEmail is "security"; allowed: one address, such as security@example.com',
  ],
  [
    { ...ORGANIZATION, alertEmail: ['security@example.com'] },
    'organization: alertEmail is "[\\"security@example.com\\"]"; allowed: one address, such as security@example.com',
  ],
  [
    { ...ORGANIZATION, alertTopicArn: 'security' },
    'organization: alertTopicArn is "security"; allowed: the ARN of a standard SNS topic, such as ' +
      'arn:aws:sns:eu-central-1:123456789012:security',
  ],
  [
    {
      ...ORGANIZATION,
      alertEmail: 'security@example.com',
      alertTopicArn: 'arn:aws:sns:us-east-1:123456789012:security',
    },
    'organization: alertEmail and alertTopicArn are both set; set one, and subscribe the address to the topic',
  ],
])('%j is refused with what is allowed', (value, fault) => {
  expect(faultsOf(value)).toEqual([fault]);
});

test('51 organizational units are one more than an operation takes', () => {
  const units = Array.from({ length: 51 }, (_, index) => `ou-ab12-${10_000_000 + index}`);
  const faults: string[] = [];
  organizationProp({ ...ORGANIZATION, organizationalUnits: units.slice(1) }, faults);
  expect(faults).toEqual([]);
  expect(faultsOf({ ...ORGANIZATION, organizationalUnits: units })).toHaveLength(1);
});

test('every fault is told at once', () => {
  expect(faultsOf({ id: 'x', organizationalUnits: ['y'], aggregator: 1 })).toHaveLength(3);
});
