import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack, Validations } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { ConsoleMfaSelfService, type ConsoleMfaSelfServiceProps } from '../../lib/self-service';
import { enforcementPolicy } from '../../rule/policies/enforcement-policy';
import { selfServicePolicy } from '../../rule/policies/self-service-policy';
import { stackIn, testStack } from '../support/templates';

const directory = mkdtempSync(join(tmpdir(), 'self-service-'));
afterAll(() => rmSync(directory, { recursive: true }));

function stackOf(props: ConsoleMfaSelfServiceProps = {}): Stack {
  const stack = testStack();
  new ConsoleMfaSelfService(stack, 'SelfService', props);
  return stack;
}

function templateOf(props: ConsoleMfaSelfServiceProps = {}): Template {
  return Template.fromStack(stackOf(props));
}

describe('the group', () => {
  test('has a name that administrators can count on', () => {
    templateOf().hasResourceProperties('AWS::IAM::Group', { GroupName: 'console-mfa-self-service' });
    templateOf({ groupName: 'people' }).hasResourceProperties('AWS::IAM::Group', { GroupName: 'people' });
  });

  test('stays when the stack goes or the name changes, for it may have members, but not when its creation fails', () => {
    templateOf().hasResource('AWS::IAM::Group', {
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
    });
  });

  test('gets its policies from their side, so that they go without it', () => {
    const template = templateOf({ enforceMfaFrom: '2027-02-01' });
    template.hasResourceProperties('AWS::IAM::Group', { ManagedPolicyArns: Match.absent() });
    template.allResourcesProperties('AWS::IAM::ManagedPolicy', {
      Groups: [{ Ref: Match.stringLikeRegexp('^SelfServiceGroup') }],
    });
  });

  test.each(['', 'with space', 'path/name', 'n'.repeat(129)])('refuses the name %p', (groupName) => {
    expect(() => templateOf({ groupName })).toThrow(
      /^InvalidGroupName: groupName is ".*"; allowed: 1 to 128 letters, digits and _\+=,\.@-$/,
    );
  });
});

describe('the policies', () => {
  test('without a date: only the one for self-service', () => {
    templateOf().resourceCountIs('AWS::IAM::ManagedPolicy', 1);
  });

  test.each([
    ['us-east-1', 'aws'],
    ['cn-north-1', 'aws-cn'],
    ['us-gov-west-1', 'aws-us-gov'],
  ])('in %s are the documents that are printed for %s', (region, partition) => {
    const stack = stackIn(region);
    new ConsoleMfaSelfService(stack, 'SelfService', { enforceMfaFrom: '2027-02-01' });
    const enforceFrom = new Date('2027-02-01T00:00:00Z');
    expect(documentsIn(Template.fromStack(stack))).toEqual([
      unlisted(selfServicePolicy(partition)),
      unlisted(enforcementPolicy({ partition, enforceFrom, exemptAccessKeys: false })),
    ]);
  });

  test('name no partition where it is not known', () => {
    const template = JSON.stringify(templateOf({ enforceMfaFrom: '2027-02-01' }).toJSON());
    expect(template).toContain(`"arn:",{"Ref":"AWS::Partition"},":iam::*:user/\${aws:username}"`);
    expect(template).not.toContain('arn:aws');
  });

  test('bind access keys too, unless the props exempt them', () => {
    const operatorsOf = (props: ConsoleMfaSelfServiceProps) =>
      documentsIn(templateOf({ enforceMfaFrom: '2027-02-01', ...props }))[1];
    expect(operatorsOf({})).toMatchObject({
      Statement: [
        { Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } } },
        { Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } } },
        { Condition: { Null: { 'aws:MultiFactorAuthPresent': 'true' } } },
      ],
    });
    expect(operatorsOf({ exemptAccessKeys: true })).toMatchObject({
      Statement: [
        { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } } },
        { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } } },
      ],
    });
  });

  test('refuse a date that is none', () => {
    expect(() => templateOf({ enforceMfaFrom: '2027-02-30' })).toThrow(
      'InvalidEnforcementDate: enforceMfaFrom is "2027-02-30"',
    );
  });
});

describe('exempt access keys', () => {
  test('are warned of', () => {
    const stack = stackOf({ enforceMfaFrom: '2027-02-01', exemptAccessKeys: true });
    Annotations.fromStack(stack).hasWarning(
      '/Test/SelfService',
      Match.stringLikeRegexp('^Long-term access keys are exempt from MFA: a stolen key can do everything'),
    );
    Annotations.fromStack(stackOf({ enforceMfaFrom: '2027-02-01' })).hasNoWarning('*', Match.anyValue());
  });

  test('are refused where nothing is enforced', () => {
    expect(() => templateOf({ exemptAccessKeys: true })).toThrow(
      'NothingEnforced: exemptAccessKeys is true but nothing is enforced; set enforceMfaFrom, or leave',
    );
  });
});

test.each([undefined, { account: '123456789012', region: 'cn-north-1' }])(
  'cdk-nag AwsSolutions has nothing against it in the environment %p',
  (env) => {
    const app = new App({
      outdir: mkdtempSync(join(directory, 'nag-')),
      builtinCloudFormationValidation: false,
    });
    const stack = new Stack(app, 'Nag', env === undefined ? {} : { env });
    new ConsoleMfaSelfService(stack, 'SelfService', { enforceMfaFrom: '2027-02-01' });
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    expect(() => app.synth()).not.toThrow();
  },
);

function documentsIn(template: Template): readonly unknown[] {
  return Object.values(template.findResources('AWS::IAM::ManagedPolicy')).map(
    ({ Properties }) => Properties.PolicyDocument,
  );
}

/** As CDK writes a document: a list of one is that one. */
function unlisted(document: unknown): unknown {
  return JSON.parse(JSON.stringify(document), (key, value) =>
    key !== 'Statement' && Array.isArray(value) && value.length === 1 ? value[0] : value,
  );
}
