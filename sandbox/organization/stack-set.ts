import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { readAssembly, type SynthesizedStack } from '../deploy/assembly';
import { resolve, type Scope } from '../deploy/intrinsics';
import { checked, type Json, parseTemplate, type Template } from '../deploy/template';
import { quoted, SandboxError } from '../errors';
import type { OperationPreferences } from './operation';

/** A stack set as `cdk synth` wrote it. */
export interface StackSet {
  readonly stackSetName: string;
  /** What each account gets. */
  readonly stack: SynthesizedStack;
  readonly preferences: OperationPreferences;
  /** Where the functions' code is. */
  readonly codeBucketArn: string;
  /** The bucket's policy, JSON. */
  readonly codeBucketPolicy: string;
}

const properties = v.object({
  StackSetName: v.string(),
  TemplateURL: v.string(),
  PermissionModel: v.literal('SERVICE_MANAGED'),
  Parameters: v.array(v.object({ ParameterKey: v.string(), ParameterValue: v.string() })),
  OperationPreferences: v.object({
    MaxConcurrentPercentage: v.number(),
    FailureTolerancePercentage: v.number(),
  }),
});

const bucketPolicy = v.object({ Bucket: v.string(), PolicyDocument: v.record(v.string(), v.unknown()) });

/**
 * Reads the stack set of a cloud assembly, and its template with the parameters that the stack set gives.
 *
 * @throws SandboxError those of `readAssembly`, and `NoStackSet` for an assembly without one.
 */
export function readStackSet(directory: string): StackSet {
  for (const outer of readAssembly(directory)) {
    const stackSet = onlyResource(outer.template, 'AWS::CloudFormation::StackSet');
    const policy = onlyResource(outer.template, 'AWS::S3::BucketPolicy');
    if (stackSet === undefined || policy === undefined) continue;
    const settings = checked(properties, stackSet, 'InvalidTemplate', `the stack set of ${outer.stackName}`);
    const { Bucket, PolicyDocument } = checked(bucketPolicy, policy, 'InvalidTemplate', 'the bucket policy');
    return {
      stackSetName: settings.StackSetName,
      stack: memberStack(outer, settings),
      preferences: {
        maxConcurrentPercentage: settings.OperationPreferences.MaxConcurrentPercentage,
        failureTolerancePercentage: settings.OperationPreferences.FailureTolerancePercentage,
      },
      codeBucketArn: `arn:aws:s3:::${Bucket}`,
      codeBucketPolicy: JSON.stringify(PolicyDocument),
    };
  }
  throw new SandboxError(
    'NoStackSet',
    `${directory} holds no stack set; synthesize the app with -c organization=…`,
  );
}

/** The resolved properties of a resource. */
function onlyResource(template: Template, type: string): Json | undefined {
  const found = Object.values(template.Resources).find(({ Type }) => Type === type);
  return found && resolve(found.Properties, ADMINISTRATOR);
}

function memberStack(
  { assets }: SynthesizedStack,
  { StackSetName, TemplateURL, Parameters }: v.InferOutput<typeof properties>,
): SynthesizedStack {
  const key = TemplateURL.slice(TemplateURL.lastIndexOf('/') + 1);
  const path = assets.get(key);
  if (path === undefined) {
    throw new SandboxError('MissingAsset', `the template is the asset ${quoted(key)}, which is not there`);
  }
  const template = parseTemplate(JSON.parse(readFileSync(path, 'utf8')), path);
  const given = Object.fromEntries(
    Parameters.map(({ ParameterKey, ParameterValue }) => [ParameterKey, { Default: ParameterValue }]),
  );
  return {
    stackName: `StackSet-${StackSetName}`,
    template: { ...template, Parameters: { ...template.Parameters, ...given } },
    assets,
  };
}

/** The account of the stack set, whose own resources are not made: a name and an ARN stand for each. */
const ADMINISTRATOR: Scope = {
  parameter: (name) =>
    ({
      'AWS::AccountId': '123456789012',
      'AWS::Partition': 'aws',
      'AWS::Region': 'us-east-1',
      'AWS::URLSuffix': 'amazonaws.com',
    })[name],
  ref: (logicalId) => logicalId.toLowerCase(),
  attribute: (logicalId) => `arn:aws:s3:::${logicalId.toLowerCase()}`,
  condition: () => true,
  mapped: () => undefined,
};
