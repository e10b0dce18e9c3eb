import type { StackProps } from 'aws-cdk-lib';
import { CfnOutput, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ConsoleMfaError } from '../lambda/core/errors';
import { ConsoleMfaRemediation, type RemediationMode } from './console-mfa-remediation';
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

  /**
   * Adds a remediation to the rule, which puts NON_COMPLIANT users into the self-service group: `manual` when somebody
   * starts it, `automatic` after every run of the rule; see `ConsoleMfaRemediation`. Only with `enforceMfaFrom`.
   *
   * @default - no remediation
   */
  readonly remediation?: RemediationMode;
}

/** A stack with the rule, for one account and the region in which its AWS Config records. */
export class ConsoleMfaStack extends Stack {
  readonly rule: ConsoleMfaRule;
  /** The group and its policies; undefined without `enforceMfaFrom`. */
  readonly selfService: ConsoleMfaSelfService | undefined;
  /** Undefined without `remediation`. */
  readonly remediation: ConsoleMfaRemediation | undefined;

  /** @throws ConsoleMfaError those of the constructs, and `NothingEnforced` for `remediation` without `enforceMfaFrom`. */
  constructor(scope: Construct, id: string, props: ConsoleMfaStackProps = {}) {
    super(scope, id, {
      description: 'AWS Config rule: IAM users with a console password have an MFA device.',
      ...props,
    });
    // CDK has every function depend on its role, beside the reference to it.
    this.templateOptions.metadata = { 'cfn-lint': { config: { ignore_checks: ['W3005'] } } };
    this.rule = new ConsoleMfaRule(this, 'Rule', props);
    const { enforceMfaFrom, remediation: mode } = props;
    if (enforceMfaFrom === undefined) {
      if (mode !== undefined) throw nothingEnforced(mode);
      return;
    }
    const selfService = new ConsoleMfaSelfService(this, 'SelfService', { enforceMfaFrom });
    this.selfService = selfService;
    this.output(
      'SelfServiceGroup',
      selfService.group.groupName,
      'Add the users who must enrol to this group.',
    );
    this.output(
      'EnforcementPolicy',
      selfService.enforcementPolicy?.managedPolicyArn,
      'Detach it to lift the enforcement.',
    );
    if (mode !== undefined) {
      this.remediation = new ConsoleMfaRemediation(this, 'Remediation', {
        rule: this.rule,
        selfService,
        mode,
      });
    }
  }

  private output(id: string, value: string | undefined, description: string): void {
    if (value !== undefined) new CfnOutput(this, id, { value, description });
  }
}

function nothingEnforced(mode: RemediationMode): ConsoleMfaError {
  return new ConsoleMfaError(
    'NothingEnforced',
    `remediation is ${mode} and enforceMfaFrom is not set; it adds users to the group that enforceMfaFrom makes, so set both or neither`,
  );
}
