import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesize } from '../../../lib/synthesize';
import { WITHOUT_BUNDLING } from '../../support/templates';

const ORGANIZATION = { id: 'o-a1b2c3d4e5', organizationalUnits: ['ou-ab12-cd34ef56'] };
const CARRIED = {
  exemptGroups: ['robots', 'break-glass'],
  exemptionTag: 'mfa-exempt-until',
  gracePeriodDays: 14,
  includeRoot: true,
  dashboard: true,
  enforceMfaFrom: '2027-02-01',
  remediation: 'automatic',
};
const EVERYTHING = { ...CARRIED, nearRealTime: true };

const directory = mkdtempSync(join(tmpdir(), 'synthesize-organization-'));
afterAll(() => rmSync(directory, { recursive: true }));

const MEMBER = 'ConsoleMfaOrganizationMember09CAAAA2.template.json';

function read(outdir: string, name: string) {
  return JSON.parse(readFileSync(join(outdir, name), 'utf8'));
}

interface Synthesized {
  readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties: object }>>;
}

/** The resources, but for where code is, and for a statement's id that is made of the stack's path. */
function withoutPlaces({ Resources }: Synthesized): unknown {
  const text = JSON.stringify(Resources, (name, value) => (name === 'S3Bucket' ? undefined : value));
  return JSON.parse(text.replace(/AllowEventRule\w+/g, 'AllowEventRule'));
}

function codeBucketsOf(template: Synthesized): readonly unknown[] {
  return functionsOf(template).map(({ Code }) => Code.S3Bucket);
}

function functionsOf({ Resources }: Synthesized): readonly {
  readonly Code: { readonly S3Bucket: unknown; readonly S3Key: string };
}[] {
  return Object.values(Resources).flatMap(({ Type, Properties }) =>
    Type === 'AWS::Lambda::Function' && 'Code' in Properties ? [JSON.parse(JSON.stringify(Properties))] : [],
  );
}

test('the management account gets a stack of its own beside the one with the stack set', () => {
  const outdir = join(directory, 'management');
  const { stacks } = synthesize({ ...WITHOUT_BUNDLING, organization: ORGANIZATION }, outdir);
  expect(stacks.map(({ id }) => id)).toEqual(['ConsoleMfa', 'ConsoleMfaOrganization']);
});

test('a delegated administrator, a member like any other, gets the stack set alone', () => {
  const organization = { ...ORGANIZATION, delegatedAdmin: true };
  const { stacks } = synthesize({ ...WITHOUT_BUNDLING, organization }, join(directory, 'delegated'));
  expect(stacks.map(({ id }) => id)).toEqual(['ConsoleMfaOrganization']);
});

describe('with everything that members can carry, bundled', () => {
  const outdir = join(directory, 'everything');
  beforeAll(() => {
    const organization = { ...ORGANIZATION, aggregator: true };
    synthesize({ ...EVERYTHING, region: 'us-east-1', organization: JSON.stringify(organization) }, outdir);
  });

  test('a member gets what the management account gets, but for where the code is', () => {
    const member = read(outdir, MEMBER);
    const own = read(outdir, 'ConsoleMfa.template.json');
    expect(member.Parameters).toEqual({
      CodeBucket: {
        Type: 'String',
        Description: 'The bucket with the code of the functions, in the account that the stack set is in.',
      },
    });
    expect(codeBucketsOf(member)).toEqual(Array(3).fill({ Ref: 'CodeBucket' }));
    expect(withoutPlaces(member)).toEqual(withoutPlaces(own));
    expect(member.Rules).toBeUndefined();
  });

  test("a member's account needs no bootstrapping, and its template is small enough for any way to deploy it", () => {
    expect(readFileSync(join(outdir, MEMBER), 'utf8')).not.toContain('cdk-bootstrap');
    expect(statSync(join(outdir, MEMBER)).size).toBeLessThan(51_200);
  });

  test("the functions' code is copied from where the stack's assets are", () => {
    const { Resources } = read(outdir, 'ConsoleMfaOrganization.template.json');
    const { files } = read(outdir, 'ConsoleMfaOrganization.assets.json');
    const copies = Object.values<{ Type: string; Properties: object }>(Resources).filter(
      ({ Type }) => Type === 'Custom::CodeCopy',
    );
    const keys = functionsOf(read(outdir, MEMBER)).map(({ Code }) => Code.S3Key);
    expect(keys).toHaveLength(3);
    for (const key of keys) {
      expect(JSON.stringify(copies)).toContain(`\\"Key\\":\\"${key}\\"`);
      expect(readdirSync(join(outdir, files[key.replace('.zip', '')].source.path))).toEqual(['index.mjs']);
    }
  });
});

test('deploying the one stack alone bundles what its members run', () => {
  const outdir = join(directory, 'exclusively');
  const context = { 'aws:cdk:bundling-stacks': ['ConsoleMfaOrganization'], organization: ORGANIZATION };
  synthesize(context, outdir);
  const { files } = read(outdir, 'ConsoleMfaOrganization.assets.json');
  const [key = ''] = functionsOf(read(outdir, MEMBER)).map(({ Code }) => Code.S3Key);
  expect(readdirSync(join(outdir, files[key.replace('.zip', '')].source.path))).toEqual(['index.mjs']);
});

describe('cdk-nag AwsSolutions', () => {
  test.each([
    ['us-east-1', EVERYTHING],
    ['cn-north-1', EVERYTHING],
    ['us-gov-west-1', EVERYTHING],
    ['eu-central-1', CARRIED],
    [undefined, CARRIED],
  ])('has nothing against an organization in %s', (region, settings) => {
    const context = {
      ...settings,
      ...WITHOUT_BUNDLING,
      organization: { ...ORGANIZATION, aggregator: true, alertEmail: 'security@example.com' },
      ...(region !== undefined && { region }),
    };
    expect(() => synthesize(context, join(directory, `nag-${region}`))).not.toThrow();
  });
});

test('every fault of settings is told at once, what cannot be combined among them', () => {
  expect(() =>
    synthesize({
      ...WITHOUT_BUNDLING,
      gracePeriodDays: '400',
      alertEmail: 'security@example.com',
      nearRealTime: 'true',
      region: 'eu-central-1',
      organization: '{"id":"o-1"}',
    }),
  ).toThrow(
    /^InvalidSettings: these settings cannot be used\n {2}the rule's parameters .*\n {2}organization: id is "o-1".*\n {2}organization: organizationalUnits is "undefined".*\n {2}alertEmail cannot be combined with organization: .*\n {2}nearRealTime with organization needs .*$/,
  );
});
