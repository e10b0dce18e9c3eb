import type {
  DescribeRemediationExecutionStatusRequest,
  DescribeRemediationExecutionStatusResponse,
  RemediationExecutionStatus,
  ResourceKey as ResourceKeyShape,
  StartRemediationExecutionRequest,
  StartRemediationExecutionResponse,
} from '@aws-sdk/client-config-service';
import type { ConfigState } from '../../account/config-state';
import { type ResourceKey, resultKey } from '../../account/evaluation-result';
import { isUnderWay, type RemediationExecution } from '../../account/remediation';
import type { Action } from '../../service';
import type { ConfigHooks } from './config-hooks';
import { invalidParameter } from './errors';
import { keyAfter, nextToken } from './pages';
import { remediationOf, remediationResources } from './remediation-configurations';

const DEFAULT_LIMIT = 25;

/**
 * Starts the remediation of the resources that AWS Config holds a NON_COMPLIANT result of, and lists the others.
 *
 * @see https://docs.aws.amazon.com/config/latest/APIReference/API_StartRemediationExecution.html
 */
export function startRemediationExecution({
  remediate,
}: ConfigHooks): Action<StartRemediationExecutionRequest, StartRemediationExecutionResponse> {
  return {
    resources: ({ ConfigRuleName }, { account }) => remediationResources(account, [ConfigRuleName]),
    run({ ConfigRuleName, ResourceKeys = [] }, { account: { config } }) {
      const remediation = remediationOf(config, ConfigRuleName);
      const resources = ResourceKeys.map(toResource);
      const running = resources.find((resource) => isRunning(config, remediation.configRuleName, resource));
      if (running !== undefined) {
        throw invalidParameter(`The remediation of ${running.resourceId} is in progress.`);
      }
      const failing = resources.filter((resource) =>
        isNonCompliant(config, remediation.configRuleName, resource),
      );
      if (failing.length > 0) remediate(remediation, failing);
      const others = resources.filter((resource) => !failing.includes(resource));
      if (others.length === 0) return {};
      return { FailureMessage: 'The resource is already compliant.', FailedItems: others.map(toKey) };
    },
  };
}

export const describeRemediationExecutionStatus: Action<
  DescribeRemediationExecutionStatusRequest,
  DescribeRemediationExecutionStatusResponse
> = {
  resources: ({ ConfigRuleName }, { account }) => remediationResources(account, [ConfigRuleName]),
  run({ ConfigRuleName, ResourceKeys, Limit, NextToken }, { account: { config } }) {
    const { configRuleName } = remediationOf(config, ConfigRuleName);
    const after = keyAfter('DescribeRemediationExecutionStatus', NextToken);
    const wanted = ResourceKeys?.map((key) => resultKey(toResource(key)));
    const page = config.remediationExecutions
      .get(configRuleName)
      ?.page(Limit || DEFAULT_LIMIT, after, (execution) => wanted?.includes(resultKey(execution)) ?? true);
    return {
      RemediationExecutionStatuses: (page?.items ?? []).map(toStatus),
      NextToken: nextToken('DescribeRemediationExecutionStatus', page?.next),
    };
  },
};

function isNonCompliant({ rules, results }: ConfigState, configRuleName: string, key: ResourceKey): boolean {
  const rule = rules.byKey(configRuleName);
  const result = rule && results.get(rule.configRuleId)?.byKey(resultKey(key));
  return result?.compliance === 'NON_COMPLIANT';
}

function isRunning(
  { remediationExecutions }: ConfigState,
  configRuleName: string,
  key: ResourceKey,
): boolean {
  const execution = remediationExecutions.get(configRuleName)?.byKey(resultKey(key));
  return execution !== undefined && isUnderWay(execution);
}

function toResource({ resourceType, resourceId }: ResourceKeyShape): ResourceKey {
  return { resourceType: resourceType ?? '', resourceId: resourceId ?? '' };
}

/** The SDK's types know AWS's own resource types only by name. */
function toKey({ resourceType, resourceId }: ResourceKey): ResourceKeyShape {
  return { resourceType: resourceType as ResourceKeyShape['resourceType'], resourceId };
}

function toStatus(execution: RemediationExecution): RemediationExecutionStatus {
  return {
    ResourceKey: toKey(execution),
    State: execution.state,
    StepDetails: execution.steps.map(({ name, state, errorMessage, startTime, stopTime }) => ({
      Name: name,
      State: state,
      ErrorMessage: errorMessage,
      StartTime: startTime,
      StopTime: stopTime,
    })),
    InvocationTime: execution.invocationTime,
    LastUpdatedTime: execution.lastUpdatedTime,
  };
}
