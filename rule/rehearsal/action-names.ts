type Names = ReadonlyMap<string, string>;

const named = (names: Readonly<Record<string, string>>): Names => new Map(Object.entries(names));

/** The prefixes of actions where they differ from the service's name in `eventSource`. */
export const SERVICE_PREFIXES: Names = named({
  cloudcontrolapi: 'cloudformation',
  email: 'ses',
  monitoring: 'cloudwatch',
  tagging: 'tag',
});

/**
 * By the service in `eventSource`, the actions where they differ from `eventName`. Where a call needs several actions,
 * the one it is for. The policy denies all of these; they are here so that people recognize their calls.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
 */
export const ACTION_NAMES: ReadonlyMap<string, Names> = new Map([
  [
    'autoscaling',
    named({
      DeregisterScalableTarget: 'application-autoscaling:DeregisterScalableTarget',
      DescribeScalableTargets: 'application-autoscaling:DescribeScalableTargets',
      PutScheduledAction: 'application-autoscaling:PutScheduledAction',
      RegisterScalableTarget: 'application-autoscaling:RegisterScalableTarget',
    }),
  ],
  [
    'bedrock',
    named({
      Converse: 'InvokeModel',
      ConverseStream: 'InvokeModelWithResponseStream',
    }),
  ],
  [
    'dynamodb',
    named({
      TransactGetItems: 'GetItem',
    }),
  ],
  [
    'kms',
    named({
      ReEncrypt: 'ReEncryptFrom',
    }),
  ],
  [
    'lambda',
    named({
      Invoke: 'InvokeFunction',
      InvokeWithResponseStream: 'InvokeFunction',
    }),
  ],
  [
    's3',
    named({
      CompleteMultipartUpload: 'PutObject',
      CopyObject: 'PutObject',
      CreateMultipartUpload: 'PutObject',
      DeleteBucketCors: 'PutBucketCORS',
      DeleteBucketEncryption: 'PutEncryptionConfiguration',
      DeleteBucketLifecycle: 'PutLifecycleConfiguration',
      DeleteBucketReplication: 'PutReplicationConfiguration',
      DeleteBucketTagging: 'PutBucketTagging',
      DeleteObjects: 'DeleteObject',
      GetBucketAccelerateConfiguration: 'GetAccelerateConfiguration',
      GetBucketCors: 'GetBucketCORS',
      GetBucketEncryption: 'GetEncryptionConfiguration',
      GetBucketLifecycle: 'GetLifecycleConfiguration',
      GetBucketLifecycleConfiguration: 'GetLifecycleConfiguration',
      GetBucketNotificationConfiguration: 'GetBucketNotification',
      GetBucketReplication: 'GetReplicationConfiguration',
      GetObjectLockConfiguration: 'GetBucketObjectLockConfiguration',
      HeadBucket: 'ListBucket',
      HeadObject: 'GetObject',
      ListBuckets: 'ListAllMyBuckets',
      ListMultipartUploads: 'ListBucketMultipartUploads',
      ListObjects: 'ListBucket',
      ListObjectsV2: 'ListBucket',
      ListObjectVersions: 'ListBucketVersions',
      ListParts: 'ListMultipartUploadParts',
      PutBucketCors: 'PutBucketCORS',
      PutBucketEncryption: 'PutEncryptionConfiguration',
      PutBucketLifecycle: 'PutLifecycleConfiguration',
      PutBucketLifecycleConfiguration: 'PutLifecycleConfiguration',
      PutBucketNotificationConfiguration: 'PutBucketNotification',
      PutBucketReplication: 'PutReplicationConfiguration',
      SelectObjectContent: 'GetObject',
      UploadPart: 'PutObject',
      UploadPartCopy: 'PutObject',
    }),
  ],
  [
    'signin',
    named({
      CreateOAuth2TokenWithIAM: 'CreateOAuth2Token',
      IntrospectOAuth2TokenWithIAM: 'IntrospectOAuth2Token',
      RevokeOAuth2TokenWithIAM: 'RevokeOAuth2Token',
    }),
  ],
  [
    'sns',
    named({
      PublishBatch: 'Publish',
    }),
  ],
  [
    'sqs',
    named({
      ChangeMessageVisibilityBatch: 'ChangeMessageVisibility',
      DeleteMessageBatch: 'DeleteMessage',
      SendMessageBatch: 'SendMessage',
    }),
  ],
]);
