import { MaximumExecutionFrequency } from 'aws-cdk-lib/aws-config';
import type { ConsoleMfaRuleProps } from './rule';
import { inputParameters } from './rule-parameter-props';

/** A template of AWS Config: rules, and parameters for them. */
export interface ConformancePackTemplate {
  readonly Parameters: Readonly<Record<string, ConformancePackParameter>>;
  readonly Resources: Readonly<Record<string, ConformancePackRule>>;
}

interface ConformancePackParameter {
  readonly Type: 'String';
  readonly Description?: string;
  readonly AllowedPattern?: string;
  readonly Default?: string;
}

interface ConformancePackRule {
  readonly Type: 'AWS::Config::ConfigRule';
  readonly Properties: Readonly<Record<string, unknown>>;
}

/** The parameter that takes the ARN of the function that `ConsoleMfaRule` has deployed. */
const FUNCTION_ARN = 'ConsoleMfaFunctionArn';

/**
 * Every parameter of iam-password-policy. Its documented defaults are filled in by the console alone: a template passes
 * what it wants checked.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/iam-password-policy.html
 */
const PASSWORD_POLICY: Readonly<Record<string, ConformancePackParameter>> = {
  RequireUppercaseCharacters: flag(),
  RequireLowercaseCharacters: flag(),
  RequireSymbols: flag(),
  RequireNumbers: flag(),
  MinimumPasswordLength: number('14'),
  PasswordReusePrevention: number('24'),
  MaxPasswordAge: number('90'),
};

/**
 * A conformance pack: this rule beside AWS's own about the root user, the password policy and access keys. The rule is
 * one of the pack's own, and runs the function that the stack has deployed into the account.
 *
 * @see https://docs.aws.amazon.com/config/latest/developerguide/custom-conformance-pack.html
 * @throws ConsoleMfaError `InvalidParameters`
 */
export function conformancePack(props: ConsoleMfaRuleProps): ConformancePackTemplate {
  const parameters = inputParameters(props);
  const frequency = props.maximumExecutionFrequency ?? MaximumExecutionFrequency.TWENTY_FOUR_HOURS;
  return {
    Parameters: {
      [FUNCTION_ARN]: {
        Type: 'String',
        Description: 'The function of the rule iam-console-mfa in this account and region.',
        AllowedPattern: '^arn:aws[a-z-]*:lambda:[a-z0-9-]+:\\d{12}:function:[\\w-]+$',
      },
      ...PASSWORD_POLICY,
      MaximumAccessKeyAge: number('90'),
      MaximumCredentialUsageAge: number('45'),
    },
    Resources: {
      IamConsoleMfa: {
        Type: 'AWS::Config::ConfigRule',
        Properties: {
          ConfigRuleName: 'iam-console-mfa',
          Description: 'IAM users with a console password have an MFA device.',
          ...(Object.keys(parameters).length > 0 && { InputParameters: parameters }),
          Source: {
            Owner: 'CUSTOM_LAMBDA',
            SourceIdentifier: { Ref: FUNCTION_ARN },
            SourceDetails: [
              {
                EventSource: 'aws.config',
                MessageType: 'ScheduledNotification',
                MaximumExecutionFrequency: frequency,
              },
            ],
          },
        },
      },
      RootAccountMfaEnabled: managed('ROOT_ACCOUNT_MFA_ENABLED'),
      IamRootAccessKeyCheck: managed('IAM_ROOT_ACCESS_KEY_CHECK'),
      IamPasswordPolicy: managed(
        'IAM_PASSWORD_POLICY',
        Object.fromEntries(Object.keys(PASSWORD_POLICY).map((name) => [name, { Ref: name }])),
      ),
      AccessKeysRotated: managed('ACCESS_KEYS_ROTATED', {
        maxAccessKeyAge: { Ref: 'MaximumAccessKeyAge' },
      }),
      IamUserUnusedCredentialsCheck: managed('IAM_USER_UNUSED_CREDENTIALS_CHECK', {
        maxCredentialUsageAge: { Ref: 'MaximumCredentialUsageAge' },
      }),
    },
  };
}

function number(value: string): ConformancePackParameter {
  return { Type: 'String', Default: value, AllowedPattern: '^\\d{1,4}$' };
}

/** The rule takes `true` in lower case only, and any other value as false. */
function flag(): ConformancePackParameter {
  return { Type: 'String', Default: 'true', AllowedPattern: '^(true|false)$' };
}

/** @see https://docs.aws.amazon.com/config/latest/developerguide/managed-rules-by-aws-config.html */
function managed(
  identifier: string,
  parameters?: Readonly<Record<string, { readonly Ref: string }>>,
): ConformancePackRule {
  return {
    Type: 'AWS::Config::ConfigRule',
    Properties: {
      ConfigRuleName: identifier.toLowerCase().replaceAll('_', '-'),
      ...(parameters && { InputParameters: parameters }),
      Source: { Owner: 'AWS', SourceIdentifier: identifier },
    },
  };
}
