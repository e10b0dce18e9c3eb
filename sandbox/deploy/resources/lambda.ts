import * as v from 'valibot';
import type { Account } from '../../account/account';
import type { Role } from '../../account/principals';
import { quoted, SandboxError } from '../../errors';
import { type CreateResource, numeric, physicalName, propertiesOf, type ResourceRequest } from '../resource';

const lambdaFunction = v.object({
  FunctionName: v.optional(v.string()),
  Code: v.object({ S3Key: v.string() }),
  Handler: v.string(),
  Runtime: v.pipe(v.string(), v.startsWith('nodejs')),
  Role: v.string(),
  Timeout: v.optional(numeric, 3),
  MemorySize: v.optional(numeric, 128),
  Environment: v.optional(v.object({ Variables: v.optional(v.record(v.string(), v.string()), {}) }), {
    Variables: {},
  }),
  LoggingConfig: v.optional(v.object({ LogGroup: v.optional(v.string()) })),
});

/** @throws SandboxError `MissingAsset`, `UnassumableRole` */
export const createFunctionResource: CreateResource = (request, target) => {
  const properties = propertiesOf(lambdaFunction, request);
  const { account, functions } = target;
  const functionName = properties.FunctionName ?? physicalName(request, target);
  const functionArn = arnOfFunction(account, functionName);
  refuseUnassumable(roleOf(account, properties.Role), properties.Role, request);
  functions.add({
    functionName,
    functionArn,
    runtime: properties.Runtime,
    handler: properties.Handler,
    codeDirectory: assetOf(properties.Code.S3Key, request),
    timeoutSeconds: properties.Timeout,
    memorySizeMb: properties.MemorySize,
    environment: properties.Environment.Variables,
    roleArn: properties.Role,
    logGroupName: properties.LoggingConfig?.LogGroup ?? `/aws/lambda/${functionName}`,
  });
  return { ref: functionName, attributes: { Arn: functionArn } };
};

const permission = v.object({
  Action: v.string(),
  FunctionName: v.string(),
  Principal: v.string(),
  SourceAccount: v.optional(v.string()),
  SourceArn: v.optional(v.string()),
});

export const createPermissionResource: CreateResource = (request, target) => {
  const { FunctionName, Action, Principal, SourceAccount, SourceArn } = propertiesOf(permission, request);
  const functionArn = FunctionName.startsWith('arn:')
    ? FunctionName
    : arnOfFunction(target.account, FunctionName);
  target.functions.permit({
    functionArn,
    action: Action,
    principal: Principal,
    sourceAccount: SourceAccount,
    sourceArn: SourceArn,
  });
  const id = physicalName(request, target);
  return { ref: id, attributes: { Id: id } };
};

/** The role of an ARN, whatever its path. */
export function roleOf(account: Account, roleArn: string): Role | undefined {
  return [...account.roles].find(({ arn }) => arn === roleArn);
}

function arnOfFunction({ partition, region, accountId }: Account, functionName: string): string {
  return `arn:${partition}:lambda:${region}:${accountId}:function:${functionName}`;
}

function assetOf(key: string, { assets, logicalId }: ResourceRequest): string {
  const directory = assets.get(key);
  if (directory !== undefined) return directory;
  throw new SandboxError(
    'MissingAsset',
    `the code of ${logicalId} is the asset ${quoted(key)}, which the cloud assembly does not hold`,
  );
}

const trustPolicy = v.object({
  Statement: v.array(
    v.object({
      Effect: v.string(),
      Action: v.union([v.string(), v.array(v.string())]),
      Principal: v.optional(
        v.object({ Service: v.optional(v.union([v.string(), v.array(v.string())]), []) }),
        { Service: [] },
      ),
    }),
  ),
});

/** Lambda takes no role that does not trust it. */
function refuseUnassumable(role: Role | undefined, roleArn: string, { logicalId }: ResourceRequest): void {
  const policy = v.safeParse(trustPolicy, JSON.parse(role?.assumeRolePolicyDocument ?? '{}'));
  const trusts =
    policy.success &&
    policy.output.Statement.some(
      ({ Effect, Action, Principal }) =>
        Effect === 'Allow' &&
        [Action].flat().includes('sts:AssumeRole') &&
        [Principal.Service].flat().includes('lambda.amazonaws.com'),
    );
  if (trusts) return;
  throw new SandboxError(
    'UnassumableRole',
    `the role ${quoted(roleArn)} of ${logicalId} does not exist or does not let lambda.amazonaws.com assume it`,
  );
}
