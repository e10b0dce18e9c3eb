import { Template } from 'aws-cdk-lib/assertions';
import { ConsoleMfaFindings, ConsoleMfaRule } from '../../lib';
import { propertiesOf, testStack } from '../support/templates';

test('failed findings of this rule get the severity, and a note with remedy and link', () => {
  const stack = testStack();
  const rule = new ConsoleMfaRule(stack, 'Rule');
  new ConsoleMfaFindings(stack, 'Findings', { rule, severity: 'HIGH' });
  const { Criteria, Actions } = propertiesOf(Template.fromStack(stack), 'AWS::SecurityHub::AutomationRule');
  const equals = (Value: unknown) => [{ Comparison: 'EQUALS', Value }];
  expect(Criteria).toEqual({
    ProductName: equals('Config'),
    GeneratorId: equals({ 'Fn::GetAtt': [expect.stringMatching(/^RuleConfigRule/), 'Arn'] }),
    ComplianceStatus: equals('FAILED'),
    RecordState: equals('ACTIVE'),
  });
  expect(Actions).toEqual([
    {
      Type: 'FINDING_FIELDS_UPDATE',
      FindingFieldsUpdate: {
        Severity: { Label: 'HIGH' },
        Note: {
          UpdatedBy: 'iam-console-mfa',
          Text: expect.stringMatching(
            /^.{0,400}Assign MFA device.*https:\/\/docs\.aws\.amazon\.com\/.{0,100}$/,
          ),
        },
      },
    },
  ]);
});
