import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ConsoleMfaStack, type ConsoleMfaStackProps } from '../../lib/console-mfa-stack';
import { WITHOUT_BUNDLING } from '../support/templates';

function templateOf(enforceMfaFrom?: string): Template {
  const app = new App({ context: WITHOUT_BUNDLING });
  const props = enforceMfaFrom === undefined ? {} : { enforceMfaFrom };
  return Template.fromStack(new ConsoleMfaStack(app, 'Stack', props));
}

test('a stack without enforceMfaFrom has no group, no managed policy and no output', () => {
  const template = templateOf();
  template.resourceCountIs('AWS::IAM::Group', 0);
  template.resourceCountIs('AWS::IAM::ManagedPolicy', 0);
  expect(template.findOutputs('*')).toEqual({});
});

test('a stack with enforceMfaFrom carries the self-service group with both policies and names them', () => {
  const template = templateOf('2027-02-01');
  template.resourceCountIs('AWS::IAM::Group', 1);
  template.resourceCountIs('AWS::IAM::ManagedPolicy', 2);
  expect(JSON.stringify(template.findResources('AWS::IAM::ManagedPolicy'))).toContain(
    '"aws:CurrentTime":"2027-02-01T00:00:00Z"',
  );
  expect(Object.keys(template.findOutputs('*')).sort()).toEqual(['EnforcementPolicy', 'SelfServiceGroup']);
});

describe('the remediation', () => {
  const stackWith = (props: ConsoleMfaStackProps) =>
    new ConsoleMfaStack(new App({ context: WITHOUT_BUNDLING }), 'Stack', props);

  test('is not there unless it is asked for', () => {
    templateOf('2027-02-01').resourceCountIs('AWS::Config::RemediationConfiguration', 0);
  });

  test.each(['manual', 'automatic'] as const)('is %s where that is asked for', (remediation) => {
    const template = Template.fromStack(stackWith({ enforceMfaFrom: '2027-02-01', remediation }));
    template.hasResourceProperties('AWS::Config::RemediationConfiguration', {
      Automatic: remediation === 'automatic',
    });
  });

  test('is refused without enforceMfaFrom', () => {
    expect(() => stackWith({ remediation: 'manual' })).toThrow(
      'NothingEnforced: remediation is manual and enforceMfaFrom is not set; it adds users to the group that ' +
        'enforceMfaFrom makes, so set both or neither',
    );
  });
});
