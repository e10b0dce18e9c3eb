import { type CreateResource, physicalName } from '../resource';
import { createStackSetResource } from './cloudformation';
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
import { createScheduleGroupResource, createScheduleResource } from './scheduler';
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

/** A name and an ARN without account and region. */
const createBucket: CreateResource = (request, target) => {
  const name = physicalName(request, target, 63).toLowerCase();
  return { ref: name, attributes: { Arn: `arn:${target.account.partition}:s3:::${name}` } };
};

/** What the sandbox makes of a resource of a type; undefined for one that it does not know. */
export function creatorOf(type: string): CreateResource | undefined {
  // Such a resource is what its function makes of it, and the function is not invoked.
  if (type.startsWith('Custom::')) return createNothing;
  return Object.hasOwn(RESOURCE_TYPES, type) ? RESOURCE_TYPES[type] : undefined;
}

/** What the sandbox makes of a resource, by its type. */
export const RESOURCE_TYPES: Readonly<Record<string, CreateResource>> = {
  'AWS::CDK::Metadata': createNothing,
  'AWS::CloudFormation::StackSet': createStackSetResource,
  'AWS::CloudWatch::Alarm': createNothing,
  'AWS::CloudWatch::Dashboard': createNothing,
  'AWS::Config::ConfigRule': createConfigRuleResource,
  'AWS::Config::ConfigurationAggregator': createNothing,
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
  'AWS::S3::Bucket': createBucket,
  'AWS::S3::BucketPolicy': createNothing,
  'AWS::SNS::Subscription': createNothing,
  'AWS::SNS::Topic': createTopicResource,
  'AWS::SNS::TopicPolicy': createTopicPolicyResource,
  'AWS::SQS::Queue': createQueueResource,
  'AWS::SQS::QueuePolicy': createQueuePolicyResource,
  'AWS::Scheduler::Schedule': createScheduleResource,
  'AWS::Scheduler::ScheduleGroup': createScheduleGroupResource,
  'AWS::SecurityHub::AutomationRule': createNothing,
  'AWS::SSM::Document': createDocumentResource,
};
