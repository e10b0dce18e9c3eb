import type {
  RemediationConfiguration as ConfigurationShape,
  DeleteRemediationConfigurationRequest,
  DescribeRemediationConfigurationsRequest,
  DescribeRemediationConfigurationsResponse,
  PutRemediationConfigurationsRequest,
  PutRemediationConfigurationsResponse,
} from '@aws-sdk/client-config-service';
import type { Account } from '../../account/account';
import { isUnderWay, type RemediationConfiguration } from '../../account/remediation';
import type { Action } from '../../service';
import type { ConfigHooks } from './config-hooks';
import { configError, invalidParameter } from './errors';
import { toRemediation, toShape } from './remediation-settings';

/**
 * Gives a rule a remediation, in the place of the one that it has.
 *
 * @throws ServiceError
 * @see https://docs.aws.amazon.com/config/latest/APIReference/API_PutRemediationConfigurations.html
 */
export function putRemediation(
  account: Account,
  shape: ConfigurationShape,
  { hasDocument }: ConfigHooks,
): RemediationConfiguration {
  const { config, ids } = account;
  const { ConfigRuleName = '', TargetId = '' } = shape;
  if (config.rules.byKey(ConfigRuleName) === undefined) {
    throw invalidParameter(`The ConfigRule '${ConfigRuleName}' provided in the request is invalid.`);
  }
  if (!hasDocument(TargetId)) throw invalidParameter(`There is no SSM document '${TargetId}'.`);
  const arn =
    config.remediations.get(ConfigRuleName)?.arn ??
    remediationArn(account, `${ConfigRuleName}/${ids.requestId()}`);
  const remediation = toRemediation(shape, arn);
  config.remediations.set(ConfigRuleName, remediation);
  return remediation;
}

export function putRemediationConfigurations(
  hooks: ConfigHooks,
): Action<PutRemediationConfigurationsRequest, PutRemediationConfigurationsResponse> {
  return {
    resources: ({ RemediationConfigurations = [] }, { account }) =>
      remediationResources(
        account,
        RemediationConfigurations.map(({ ConfigRuleName }) => ConfigRuleName),
      ),
    run({ RemediationConfigurations = [] }, { account }) {
      for (const shape of RemediationConfigurations) putRemediation(account, shape, hooks);
      return { FailedBatches: [] };
    },
  };
}

export const describeRemediationConfigurations: Action<
  DescribeRemediationConfigurationsRequest,
  DescribeRemediationConfigurationsResponse
> = {
  resources: ({ ConfigRuleNames = [] }, { account }) => remediationResources(account, ConfigRuleNames),
  run: ({ ConfigRuleNames = [] }, { account }) => ({
    RemediationConfigurations: ConfigRuleNames.flatMap((name) => {
      const remediation = account.config.remediations.get(name);
      return remediation === undefined ? [] : [toShape(remediation)];
    }),
  }),
};

export const deleteRemediationConfiguration: Action<
  DeleteRemediationConfigurationRequest,
  Record<string, never>
> = {
  resources: ({ ConfigRuleName }, { account }) => remediationResources(account, [ConfigRuleName]),
  run({ ConfigRuleName }, { account: { config } }) {
    const { configRuleName } = remediationOf(config, ConfigRuleName);
    const executions = config.remediationExecutions.get(configRuleName) ?? [];
    if ([...executions].some(isUnderWay)) {
      throw configError('RemediationInProgressException', 'Remediation action is in progress.');
    }
    config.remediations.delete(configRuleName);
    config.remediationExecutions.delete(configRuleName);
    return {};
  },
};

/** @throws ServiceError NoSuchRemediationConfigurationException */
export function remediationOf(
  { remediations }: Account['config'],
  configRuleName: string | undefined,
): RemediationConfiguration {
  const remediation = remediations.get(configRuleName ?? '');
  if (remediation !== undefined) return remediation;
  throw configError(
    'NoSuchRemediationConfigurationException',
    `No RemediationConfiguration for ConfigRule '${configRuleName}' exists.`,
  );
}

/** The ARNs that an action on remediations is authorized on; a rule without one has an ARN that is nobody's. */
export function remediationResources(
  account: Account,
  configRuleNames: readonly (string | undefined)[],
): readonly string[] {
  return configRuleNames.map(
    (name = '') => account.config.remediations.get(name)?.arn ?? remediationArn(account, `${name}/unknown`),
  );
}

function remediationArn({ accountId, partition, region }: Account, id: string): string {
  return `arn:${partition}:config:${region}:${accountId}:remediation-configuration/${id}`;
}
