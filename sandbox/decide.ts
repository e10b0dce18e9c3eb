import type { PolicySet } from './policy-set';
import { runSimulation, type Simulation } from './simulator';

/** A request as policies see it. */
export interface PolicyRequest {
  /** The ARN of the user or of the role's session. */
  readonly principal: string;
  /** E.g. `iam:ListUsers`. */
  readonly action: string;
  /** An ARN, or `*` for an action without resource-level permissions. */
  readonly resource: string;
  /** Condition keys and their values. */
  readonly context: Readonly<Record<string, string>>;
  readonly accountId: string;
}

export type Decision = 'allowed' | 'explicitly denied' | 'not allowed' | 'not allowed by the boundary';

/** Evaluates one request by the principal's policies, and by the resource's own policy if it has one. */
export async function decide(
  set: PolicySet,
  request: PolicyRequest,
  resourcePolicy?: string,
): Promise<Decision> {
  const { principal, action, resource, accountId, context } = request;
  const simulation: Simulation = {
    request: { principal, action, resource: { resource, accountId }, contextVariables: { ...context } },
    identityPolicies: set.identity.map(named),
    serviceControlPolicies: [],
    resourceControlPolicies: [],
    ...(resourcePolicy === undefined ? {} : { resourcePolicy: JSON.parse(resourcePolicy) }),
    ...(set.boundary === undefined ? {} : { permissionBoundaryPolicies: [named(set.boundary, 0)] }),
  };
  const results = await runSimulation(simulation, {});
  if (results.resultType === 'error') {
    throw new Error(`${action} on ${resource} cannot be evaluated: ${JSON.stringify(results.errors)}`);
  }
  if (results.overallResult === 'Allowed') return 'allowed';
  if (results.overallResult === 'ExplicitlyDenied') return 'explicitly denied';
  return set.boundary !== undefined && (await allowedWithoutBoundary(set, request, resourcePolicy))
    ? 'not allowed by the boundary'
    : 'not allowed';
}

async function allowedWithoutBoundary(
  set: PolicySet,
  request: PolicyRequest,
  resourcePolicy: string | undefined,
) {
  return (await decide({ ...set, boundary: undefined }, request, resourcePolicy)) === 'allowed';
}

function named(document: string, index: number) {
  return { name: String(index), policy: JSON.parse(document) };
}
