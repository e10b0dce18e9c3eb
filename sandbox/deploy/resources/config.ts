import * as v from 'valibot';
import { FREQUENCIES, type MaximumExecutionFrequency } from '../../account/config-rule';
import { putRule } from '../../services/config/put-rule';
import { putRemediation } from '../../services/config/remediation-configurations';
import { type CreateResource, numeric, physicalName, propertiesOf } from '../resource';

const frequency = v.optional(v.picklist(Object.keys(FREQUENCIES) as MaximumExecutionFrequency[]));

const configRule = v.object({
  ConfigRuleName: v.optional(v.string()),
  Description: v.optional(v.string()),
  // CloudFormation takes an object, where the API takes its JSON.
  InputParameters: v.optional(
    v.pipe(
      v.record(v.string(), v.unknown()),
      v.transform((parameters) => JSON.stringify(parameters)),
    ),
  ),
  MaximumExecutionFrequency: frequency,
  Scope: v.optional(v.object({ ComplianceResourceTypes: v.optional(v.array(v.string())) })),
  Source: v.object({
    Owner: v.picklist(['AWS', 'CUSTOM_LAMBDA', 'CUSTOM_POLICY']),
    SourceIdentifier: v.optional(v.string()),
    SourceDetails: v.optional(
      v.array(
        v.object({
          EventSource: v.literal('aws.config'),
          MessageType: v.picklist([
            'ConfigurationItemChangeNotification',
            'ConfigurationSnapshotDeliveryCompleted',
            'OversizedConfigurationItemChangeNotification',
            'ScheduledNotification',
          ]),
          MaximumExecutionFrequency: frequency,
        }),
      ),
    ),
  }),
});

/** As PutConfigRule does, so that AWS Config refuses here what it refuses there. */
export const createConfigRuleResource: CreateResource = (request, target) => {
  const properties = propertiesOf(configRule, request);
  const ConfigRuleName = properties.ConfigRuleName ?? physicalName(request, target);
  const rule = putRule(target.account, { ...properties, ConfigRuleName }, target.config, target.now());
  return {
    ref: rule.configRuleName,
    attributes: { Arn: rule.configRuleArn, ConfigRuleId: rule.configRuleId },
  };
};

const remediationConfiguration = v.object({
  ConfigRuleName: v.string(),
  TargetType: v.literal('SSM_DOCUMENT'),
  TargetId: v.string(),
  TargetVersion: v.optional(v.string()),
  ResourceType: v.optional(v.string()),
  Automatic: v.optional(v.boolean()),
  Parameters: v.optional(
    v.record(
      v.string(),
      v.object({
        StaticValue: v.optional(v.object({ Values: v.array(v.string()) })),
        ResourceValue: v.optional(v.object({ Value: v.literal('RESOURCE_ID') })),
      }),
    ),
  ),
  ExecutionControls: v.optional(
    v.object({
      SsmControls: v.optional(
        v.object({
          ConcurrentExecutionRatePercentage: v.optional(numeric),
          ErrorPercentage: v.optional(numeric),
        }),
      ),
    }),
  ),
  MaximumAutomaticAttempts: v.optional(numeric),
  RetryAttemptSeconds: v.optional(numeric),
});

/** As PutRemediationConfigurations does. */
export const createRemediationConfigurationResource: CreateResource = (request, target) => {
  const properties = propertiesOf(remediationConfiguration, request);
  const { arn, configRuleName } = putRemediation(target.account, properties, target.config);
  return { ref: configRuleName, attributes: { Id: arn } };
};
