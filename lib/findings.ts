import { CfnAutomationRule } from 'aws-cdk-lib/aws-securityhub';
import { Construct } from 'constructs';
import type { ConsoleMfaRule } from './rule';

/** The labels of Security Hub CSPM, from least to most severe. */
export const FINDING_SEVERITIES = ['INFORMATIONAL', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL'] as const;

/** One of them. */
export type FindingSeverity = (typeof FINDING_SEVERITIES)[number];

/** Properties of `ConsoleMfaFindings`. */
export interface ConsoleMfaFindingsProps {
  /** The rule whose findings these are. */
  readonly rule: ConsoleMfaRule;

  /** The severity that failed findings get; AWS Config's own are all MEDIUM. */
  readonly severity: FindingSeverity;
}

/** At most 512 characters. */
const NOTE =
  'The IAM user has a console password and no accepted MFA device; the annotation in AWS Config says what it lacks. ' +
  'To do: IAM > Users > Security credentials > Assign MFA device. ' +
  'How: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_enable.html';

/**
 * An automation rule of Security Hub CSPM: the rule's failed findings get a severity and a note with the remedy. Security
 * Hub CSPM must be on, and the account must not be a member of an administrator account, which alone can make automation
 * rules. The new Security Hub has automation rules of its own, which this is not.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/automation-rules.html
 */
export class ConsoleMfaFindings extends Construct {
  constructor(scope: Construct, id: string, { rule, severity }: ConsoleMfaFindingsProps) {
    super(scope, id);
    const equals = (value: string) => [{ comparison: 'EQUALS', value }];
    new CfnAutomationRule(this, 'AutomationRule', {
      ruleName: `${rule.configRuleName}-severity`,
      description: 'Severity and remedy of users who have a console password and no MFA device.',
      ruleOrder: 100,
      ruleStatus: 'ENABLED',
      isTerminal: false,
      criteria: {
        productName: equals('Config'),
        // AWS Config's findings carry the ARN of their rule so.
        generatorId: equals(rule.configRuleArn),
        complianceStatus: equals('FAILED'),
        recordState: equals('ACTIVE'),
      },
      actions: [
        {
          type: 'FINDING_FIELDS_UPDATE',
          findingFieldsUpdate: {
            severity: { label: severity },
            note: { text: NOTE, updatedBy: 'iam-console-mfa' },
          },
        },
      ],
    });
  }
}
