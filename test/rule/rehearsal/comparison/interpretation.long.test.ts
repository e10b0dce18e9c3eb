import { enforcementPolicy } from '../../../../rule/policies/enforcement-policy';
import type { PolicyDocument } from '../../../../rule/policies/policy-document';
import { interpret } from '../../../../rule/rehearsal/interpret-policy';
import { ACCESS_KEY_REQUESTS } from '../../../support/policies/access-key-requests';
import { ACCESS_KEYS_EXEMPT_REQUESTS } from '../../../support/policies/access-keys-exempt-requests';
import { ENFORCEMENT_REQUESTS } from '../../../support/policies/enforcement-requests';
import { judge, type PolicyRequest } from '../../../support/policies/judge';
import { mutantsOf } from '../../../support/policies/mutants';
import { ENFORCED_FROM, OTHER_POLICIES } from '../../../support/policies/situations';
import { rowsOf } from '../../../support/policies/table';

const enforcement = { partition: 'aws', enforceFrom: new Date(ENFORCED_FROM) };
const POLICIES = [
  ['enforcement', enforcementPolicy({ ...enforcement, exemptAccessKeys: false })],
  ['enforcement, access keys exempt', enforcementPolicy({ ...enforcement, exemptAccessKeys: true })],
] as const;

const REQUESTS = new Map(
  rowsOf([...ENFORCEMENT_REQUESTS, ...ACCESS_KEY_REQUESTS, ...ACCESS_KEYS_EXEMPT_REQUESTS]).map(
    ({ request }) => [JSON.stringify(request), request] as const,
  ),
);

/** Operators of the changed policies that the interpreter leaves undecided. */
const OTHER_OPERATORS = /"Date(GreaterThan|LessThan|LessThanEquals|Equals)"/;

describe.each(POLICIES)('the policy %s, and every policy that differs from it in one place', (_, policy) => {
  const all = [
    ['as it is', policy] as const,
    ...mutantsOf(policy).map(({ title, policy: changed }) => [title, changed] as const),
  ];

  test.each(all)('is read as IAM reads it: %s', async (__, document) => {
    const undecidable = OTHER_OPERATORS.test(JSON.stringify(document));
    const differences: string[] = [];
    for (const request of REQUESTS.values()) {
      const iam = await judge([OTHER_POLICIES.AdministratorAccess, document], request);
      const ours = reading(document as PolicyDocument, request);
      if (ours === 'unknown' ? !undecidable : ours !== iam)
        differences.push(`${ours}: ${JSON.stringify(request)}`);
    }
    expect(differences).toEqual([]);
  });
});

function reading(policy: PolicyDocument, { action, resource, context }: PolicyRequest): string {
  const values = new Map(Object.entries(context).map(([key, value]) => [key.toLowerCase(), value]));
  const { type } = interpret(policy, {
    action,
    resource,
    context: (key) => values.get(key.toLowerCase()) ?? null,
  });
  return { denied: 'deny', 'not-denied': 'allow', unknown: 'unknown' }[type];
}
