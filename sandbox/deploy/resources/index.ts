import { type CreateResource, physicalName } from '../resource';
import { createConfigRuleResource, createRemediationConfigurationResource } from './config';
import {
  createGroupResource,
  createManagedPolicyResource,
  createPolicyResource,
  createRoleResource,
} from './iam';
import { createFunctionResource, createPermissionResource } from './lambda';
import {
  createEventRuleResource,
  createEventSourceMappingResource,
  createKeyResource,
  createQueuePolicyResource,
  createQueueResource,
  createTopicPolicyResource,
  createTopicResource,
} from './messaging';
import { createDocumentResource } from './ssm';

/** Creates a name and an ARN to refer to, and nothing that they would stand for. */
const createNothing: CreateResource = (request, target) => {
  const { partition, region, accountId } = target.account;
  const name = physicalName(request, target);
  const service = (request.type.split('::')[1] ?? '').toLowerCase();
  return { ref: name, attributes: { Arn: `arn:${partition}:${service}:${region}:${accountId}:${name}` } };
};

const createLogGroup: CreateResource = (request, target) => {
  const { partition, region, accountId } = target.account;
  const name = physicalName(request, target);
  return {
    ref: name,
    attributes: { Arn: `arn:${partition}:logs:${region}:${accountId}:log-group:${name}:*` },
  };
};

/** What the sandbox makes of a resource, by its type. */
export const RESOURCE_TYPES: Readonly<Record<string, CreateResource>> = {
  'AWS::CDK::Metadata': createNothing,
  'AWS::CloudWatch::Alarm': createNothing,
  'AWS::CloudWatch::Dashboard': createNothing,
  'AWS::Config::ConfigRule': createConfigRuleResource,
  'AWS::Config::RemediationConfiguration': createRemediationConfigurationResource,
  'AWS::Events::Rule': createEventRuleResource,
  'AWS::IAM::Group': createGroupResource,
  'AWS::IAM::ManagedPolicy': createManagedPolicyResource,
  'AWS::IAM::Policy': createPolicyResource,
  'AWS::IAM::Role': createRoleResource,
  'AWS::KMS::Alias': createNothing,
  'AWS::KMS::Key': createKeyResource,
  'AWS::Lambda::EventSourceMapping': createEventSourceMappingResource,
  'AWS::Lambda::Function': createFunctionResource,
  'AWS::Lambda::Permission': createPermissionResource,
  'AWS::Logs::LogGroup': createLogGroup,
  'AWS::SNS::Subscription': createNothing,
  'AWS::SNS::Topic': createTopicResource,
  'AWS::SNS::TopicPolicy': createTopicPolicyResource,
  'AWS::SQS::Queue': createQueueResource,
  'AWS::SQS::QueuePolicy': createQueuePolicyResource,
  'AWS::SecurityHub::AutomationRule': createNothing,
  'AWS::SSM::Document': createDocumentResource,
};
