import { RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import {
  OrganizationPrincipal,
  PolicyDocument,
  PolicyStatement,
  Role,
  ServicePrincipal,
} from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { AwsCustomResource, AwsCustomResourcePolicy, PhysicalResourceId } from 'aws-cdk-lib/custom-resources';
import { Construct } from 'constructs';
import { type Permission, wildcardAcknowledgments } from '../rule-policy';

/** Properties of `OrganizationCodeBucket`. */
export interface OrganizationCodeBucketProps {
  /** The organization whose accounts may read, `o-…`. */
  readonly organizationId: string;
}

/**
 * A bucket with the code of Lambda functions, which every account of an organization may read: CloudFormation creates a
 * function in an account with the credentials of that account's role `stacksets-exec-…`, and Lambda reads the code
 * with them. It holds what is in this project's sources and no secret.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_FunctionCode.html
 */
export class OrganizationCodeBucket extends Construct {
  /** Kept when the stack is deleted. */
  readonly bucket: Bucket;
  readonly #log: LogGroup;
  readonly #role: Role;
  readonly #keys = new Set<string>();

  constructor(scope: Construct, id: string, { organizationId }: OrganizationCodeBucketProps) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      // A key of KMS would have to be shared with every account as well.
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      versioned: true,
      // An account whose update fails goes back to the code it had.
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.bucket.addToResourcePolicy(
      new PolicyStatement({
        sid: 'OrganizationReadsCode',
        principals: [new OrganizationPrincipal(organizationId)],
        actions: ['s3:GetObject'],
        resources: [this.bucket.arnForObjects('*')],
      }),
    );
    this.#log = new LogGroup(this, 'Log', { retention: RetentionDays.ONE_MONTH });
    this.#role = this.createRole();
    Validations.of(this.bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason: 'It holds code without secrets, which the whole organization may read.',
    });
  }

  /** Copies an asset of the stack's into the bucket, under its key, when the stack is deployed. */
  add({ bucketName, objectKey }: { readonly bucketName: string; readonly objectKey: string }): void {
    if (this.#keys.has(objectKey)) return;
    this.#keys.add(objectKey);
    const { partition } = Stack.of(this);
    const source = `arn:${partition}:s3:::${bucketName}/${objectKey}`;
    const copy = new AwsCustomResource(this, `Copy${this.#keys.size}`, {
      resourceType: 'Custom::CodeCopy',
      onUpdate: {
        service: 'S3',
        action: 'CopyObject',
        parameters: {
          CopySource: `${bucketName}/${objectKey}`,
          Bucket: this.bucket.bucketName,
          Key: objectKey,
        },
        physicalResourceId: PhysicalResourceId.of(objectKey),
        outputPaths: [],
      },
      policy: AwsCustomResourcePolicy.fromStatements([
        new PolicyStatement({ actions: ['s3:GetObject'], resources: [source] }),
        new PolicyStatement({ actions: ['s3:PutObject'], resources: [this.bucket.arnForObjects(objectKey)] }),
        this.decrypt(`arn:${partition}:s3:::${bucketName}`, source),
      ]),
      installLatestAwsSdk: false,
      role: this.#role,
      logGroup: this.#log,
    });
    Validations.of(copy).acknowledge(...wildcardAcknowledgments(Stack.of(this), [this.decryptAsset]));
  }

  /** For assets that a customer managed key encrypts (`cdk bootstrap --bootstrap-kms-key-id`). */
  private get decryptAsset(): Permission {
    return {
      sid: 'DecryptAsset',
      actions: ['kms:Decrypt'],
      resources: [Stack.of(this).formatArn({ service: 'kms', resource: 'key', resourceName: '*' })],
      wildcard: 'This stack does not know the key; conditions limit it to S3, the bucket and the object.',
    };
  }

  /**
   * By way of S3, for this object in this bucket. The encryption context is the bucket's ARN where the bucket uses an S3
   * Bucket Key, and else the object's.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html#encryption-context
   */
  private decrypt(bucketArn: string, objectArn: string): PolicyStatement {
    const { actions, resources } = this.decryptAsset;
    return new PolicyStatement({
      actions: [...actions],
      resources: [...resources],
      conditions: {
        StringEquals: {
          'kms:ViaService': `s3.${Stack.of(this).region}.amazonaws.com`,
          'kms:EncryptionContext:aws:s3:arn': [bucketArn, objectArn],
        },
      },
    });
  }

  /** CDK's own for such functions has an AWS managed policy. */
  private createRole(): Role {
    const writeLog = new PolicyStatement({
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [this.#log.logGroupArn],
    });
    return new Role(this, 'Role', {
      description: "Copies the functions' code into the bucket that the organization may read.",
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: { WriteLog: new PolicyDocument({ statements: [writeLog] }) },
    });
  }
}
