import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { AwsSolutionsChecks } from 'cdk-nag';
import { ConsoleMfaOrganizationStack, ConsoleMfaStack } from '../../lib';
import { synthesize } from '../../lib/synthesize';
import { WITHOUT_BUNDLING } from '../support/templates';

jest.setTimeout(120_000);

const directory = mkdtempSync(join(tmpdir(), 'options-'));
afterAll(() => rmSync(directory, { recursive: true }));

// CDK's warnings, of rules whose environment the deployment alone knows.
beforeEach(() => {
  jest.spyOn(console, 'error').mockImplementation();
});
afterEach(() => {
  jest.restoreAllMocks();
});

let synthesized = 0;

/** The resources of the app's own stack. The app is not synthesized if cdk-nag has anything against it. */
function resourcesWith(context: Readonly<Record<string, unknown>>): Readonly<Record<string, object>> {
  synthesized += 1;
  const outdir = join(directory, `${synthesized}.out`);
  const assembly = synthesize({ ...context, ...WITHOUT_BUNDLING }, outdir);
  return assembly.getStackByName('ConsoleMfa').template.Resources;
}

const ORGANIZATION = { id: 'o-a1b2c3d4e5', organizationalUnits: ['ou-ab12-cd34ef56'] };

/** Each option by itself, and how many resources it adds to the default ones. */
const OPTIONS: readonly (readonly [context: Readonly<Record<string, unknown>>, added: number])[] = [
  [{ exemptUsers: 'break-glass-*' }, 0],
  [{ exemptPaths: '/service/' }, 0],
  [{ exemptGroups: 'robots' }, 0],
  [{ exemptionTag: 'mfa-exempt-until' }, 0],
  [{ includeRoot: true }, 0],
  [{ report: 'changes' }, 0],
  [{ maximumExecutionFrequency: 'One_Hour' }, 0],
  [{ nearRealTime: true }, 11],
  [{ alertEmail: 'security@example.com' }, 6],
  [{ alertTopicArn: 'arn:aws:sns:eu-central-1:123456789012:security' }, 2],
  [{ dashboard: true }, 1],
  [{ metrics: true }, 0],
  [{ architecture: 'x86_64' }, 0],
  [{ securityHubSeverity: 'HIGH' }, 1],
  [{ enforceMfaFrom: '2027-02-01' }, 3],
  [{ enforceMfaFrom: '2027-02-01', remediation: 'automatic' }, 9],
  [{ region: 'us-east-1', organization: ORGANIZATION }, 0],
];

describe('every option is off unless it is asked for', () => {
  let none: Readonly<Record<string, object>>;
  beforeAll(() => {
    none = resourcesWith({});
  });

  test('without any: the rule, what runs it and its alarms, by name', () => {
    expect(Object.keys(none).map((id) => id.replace(/[0-9A-F]{8}$/, ''))).toEqual([
      'RuleLog',
      'RuleRole',
      'RuleFunction',
      'RuleConfigRule',
      'RuleAllowAwsConfig',
      'RuleFailedRuns',
      'AlarmsNoRuns',
      'AlarmsThrottles',
      'AlarmsLongRuns',
    ]);
  });

  test('one that is off leaves no trace', () => {
    expect(
      resourcesWith({ nearRealTime: false, dashboard: false, metrics: false, architecture: 'arm64' }),
    ).toEqual(none);
  });

  test.each(OPTIONS)(
    'cdk-nag has nothing against %j, which adds %i resources and takes none away',
    (context, added) => {
      const ids = Object.keys(resourcesWith(context));
      expect(ids).toEqual(expect.arrayContaining(Object.keys(none)));
      expect(ids.length - Object.keys(none).length).toBe(added);
    },
  );
});

describe('cdk-nag', () => {
  test('would refuse a permission that nobody has given a reason for', () => {
    const app = new App({ outdir: join(directory, 'unacknowledged.out') });
    const role = new Role(new Stack(app, 'Stack'), 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    });
    role.addToPolicy(new PolicyStatement({ actions: ['iam:ListUsers'], resources: ['*'] }));
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    expect(() => app.synth()).toThrow();
  });

  test('is answered with a reason in words, wherever it is told to look away', () => {
    const app = new App({ context: WITHOUT_BUNDLING });
    new ConsoleMfaStack(app, 'Account', {
      exemptGroups: ['robots'],
      exemptionTag: 'mfa-exempt-until',
      includeRoot: true,
      nearRealTime: true,
      alertEmail: 'security@example.com',
      enforceMfaFrom: '2027-02-01',
      remediation: 'manual',
    });
    new ConsoleMfaOrganizationStack(app, 'Organization', {
      env: { region: 'us-east-1' },
      organization: { ...ORGANIZATION, aggregator: true },
    });
    const reasons = app.node
      .findAll()
      .flatMap(({ node }) => node.metadata)
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data }) => Object.entries<string>(data));
    expect(reasons.length).toBeGreaterThan(15);
    expect(reasons.filter(([, reason]) => !/^[A-Z]\S* (?:\S+ ){2,}\S+\.$/.test(reason))).toEqual([]);
  });
});
