import type { StackProps } from 'aws-cdk-lib';
import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { ConsoleMfaRuleProps } from './console-mfa-rule';
import { ConsoleMfaRule } from './console-mfa-rule';
import { ConsoleMfaSelfService } from './console-mfa-self-service';

/** Properties of `ConsoleMfaStack`. */
export interface ConsoleMfaStackProps extends StackProps, ConsoleMfaRuleProps {
  /**
   * Adds the self-service group and, from this day `YYYY-MM-DD` (its beginning, UTC) or instant on, enforces MFA on its
   * members; see `ConsoleMfaSelfService`.
   *
   * @default - no group, no policies
   */
  readonly enforceMfaFrom?: string;
}

/** A stack with the rule, for one account and the region in which its AWS Config records. */
export class ConsoleMfaStack extends Stack {
  readonly rule: ConsoleMfaRule;
  /** The group and its policies; undefined without `enforceMfaFrom`. */
  readonly selfService: ConsoleMfaSelfService | undefined;

  constructor(scope: Construct, id: string, props: ConsoleMfaStackProps = {}) {
    super(scope, id, {
      description: 'AWS Config rule: IAM users with a console password have an MFA device.',
      ...props,
    });
    // CDK has every function depend on its role, beside the reference to it.
    this.templateOptions.metadata = { 'cfn-lint': { config: { ignore_checks: ['W3005'] } } };
    this.rule = new ConsoleMfaRule(this, 'Rule', props);
    if (props.enforceMfaFrom !== undefined) {
      this.selfService = new ConsoleMfaSelfService(this, 'SelfService', {
        enforceMfaFrom: props.enforceMfaFrom,
      });
      this.output(
        'SelfServiceGroup',
        this.selfService.group.groupName,
        'Add the users who must enrol to this group.',
      );
      this.output(
        'EnforcementPolicy',
        this.selfService.enforcementPolicy?.managedPolicyArn,
        'Detach it to lift the enforcement.',
      );
    }
  }

  private output(id: string, value: string | undefined, description: string): void {
    if (value !== undefined) new CfnOutput(this, id, { value, description });
  }
}
