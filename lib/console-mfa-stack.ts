import type { StackProps } from 'aws-cdk-lib';
import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { ConsoleMfaRuleProps } from './console-mfa-rule';
import { ConsoleMfaRule } from './console-mfa-rule';

/** Properties of `ConsoleMfaStack`. */
export interface ConsoleMfaStackProps extends StackProps, ConsoleMfaRuleProps {}

/** A stack with the rule, for one account and the region in which its AWS Config records. */
export class ConsoleMfaStack extends Stack {
  readonly rule: ConsoleMfaRule;

  constructor(scope: Construct, id: string, props: ConsoleMfaStackProps = {}) {
    super(scope, id, {
      description: 'AWS Config rule: IAM users with a console password have an MFA device.',
      ...props,
    });
    // CDK has every function depend on its role, beside the reference to it.
    this.templateOptions.metadata = { 'cfn-lint': { config: { ignore_checks: ['W3005'] } } };
    this.rule = new ConsoleMfaRule(this, 'Rule', props);
  }
}
