import type { PolicyDocument } from '../../../rule/policies/policy-document';
import { runSimulation, type Simulation } from '../../../sandbox/simulator';

/** A request as IAM sees it. */
export interface PolicyRequest {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, string>>;
}

export type Decision = 'allow' | 'deny';

/** What IAM decides for a principal with these policies. */
export async function judge(policies: readonly unknown[], request: PolicyRequest): Promise<Decision> {
  const results = await runSimulation(simulation(policies, request), {});
  if (results.resultType !== 'single') {
    throw new Error(`${request.action} on ${request.resource} is no request: ${JSON.stringify(results)}`);
  }
  const ignored = results.result.ignoredContextKeys ?? [];
  if (ignored.length > 0) throw new Error(`${request.action} has no condition key ${ignored.join(', ')}`);
  return results.overallResult === 'Allowed' ? 'allow' : 'deny';
}

function simulation(policies: readonly unknown[], request: PolicyRequest): Simulation {
  const { principal, action, resource, context } = request;
  return {
    request: {
      principal,
      action,
      resource: { resource, accountId: '123456789012' },
      contextVariables: { ...context },
    },
    identityPolicies: policies.map((policy, index) => ({ name: String(index), policy })),
    serviceControlPolicies: [],
    resourceControlPolicies: [],
  };
}

/** The characters that IAM counts of a policy: all but white space. */
export function sizeOf(policy: PolicyDocument): number {
  return JSON.stringify(policy).replace(/\s/g, '').length;
}
