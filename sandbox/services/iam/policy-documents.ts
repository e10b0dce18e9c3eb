import { iamError } from '../../account/errors';
import { runSimulation } from '../../simulator';

/** @throws ServiceError MalformedPolicyDocument for a document that could not be a policy of an identity */
export async function requireIdentityPolicy(document: string): Promise<void> {
  const policy = parse(document);
  const results = await runSimulation(
    {
      request: {
        principal: 'arn:aws:iam::123456789012:user/anyone',
        action: 'iam:ListUsers',
        resource: { resource: '*', accountId: '123456789012' },
        contextVariables: {},
      },
      identityPolicies: [{ name: 'put', policy }],
      serviceControlPolicies: [],
      resourceControlPolicies: [],
    },
    {},
  );
  const faults = results.resultType === 'error' ? (results.errors.identityPolicyErrors?.['put'] ?? []) : [];
  if (faults.length > 0) {
    throw malformed(faults.map(({ message, path }) => `${message} (${path})`).join('; '));
  }
}

/** @throws ServiceError MalformedPolicyDocument for a document that says not whom it trusts */
export function requireTrustPolicy(document: string): void {
  const { Statement: statements }: { readonly Statement?: unknown } = parse(document);
  const trusting = [statements].flat().every((statement) => 'Principal' in Object(statement));
  if (statements === undefined || !trusting) throw malformed('AssumeRolepolicy must contain principals');
}

function parse(document: string): object {
  try {
    const policy: unknown = JSON.parse(document);
    if (typeof policy === 'object' && policy !== null) return policy;
  } catch {
    // refused below, like JSON that is no object
  }
  throw malformed('Syntax errors in policy.');
}

function malformed(message: string) {
  return iamError('MalformedPolicyDocument', message);
}
