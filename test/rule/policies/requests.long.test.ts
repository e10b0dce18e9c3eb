import { enforcementPolicy } from '../../../rule/policies/enforcement-policy';
import type { PolicyDocument } from '../../../rule/policies/policy-document';
import { selfServicePolicy } from '../../../rule/policies/self-service-policy';
import { ACCESS_KEY_REQUESTS } from '../../support/policies/access-key-requests';
import { ACCESS_KEYS_EXEMPT_REQUESTS } from '../../support/policies/access-keys-exempt-requests';
import { ENFORCEMENT_REQUESTS } from '../../support/policies/enforcement-requests';
import { type Decision, judge } from '../../support/policies/judge';
import { mutantsOf } from '../../support/policies/mutants';
import { SELF_SERVICE_REQUESTS } from '../../support/policies/self-service-requests';
import type { OurPolicy, PolicyName } from '../../support/policies/situations';
import { ENFORCED_FROM, OTHER_POLICIES, OUR_POLICIES } from '../../support/policies/situations';
import { type Row, rowsOf } from '../../support/policies/table';

const enforcement = { partition: 'aws', enforceFrom: new Date(ENFORCED_FROM) };
const OURS: Readonly<Record<OurPolicy, PolicyDocument>> = {
  'self-service': selfServicePolicy('aws'),
  enforcement: enforcementPolicy({ ...enforcement, exemptAccessKeys: false }),
  'enforcement, access keys exempt': enforcementPolicy({ ...enforcement, exemptAccessKeys: true }),
};
type Documents = Readonly<Record<PolicyName, unknown>>;
const DOCUMENTS: Documents = { ...OURS, ...OTHER_POLICIES };

const TABLE = rowsOf([
  ...SELF_SERVICE_REQUESTS,
  ...ENFORCEMENT_REQUESTS,
  ...ACCESS_KEY_REQUESTS,
  ...ACCESS_KEYS_EXEMPT_REQUESTS,
]);

describe('what IAM decides', () => {
  test.each(TABLE.map((row) => [row.title, row] as const))('%s', async (_, row) => {
    expect(await decision(row, DOCUMENTS)).toBe(row.expected);
  });
});

describe.each(OUR_POLICIES)('a decision changes with the policy %s', (name) => {
  const rows = TABLE.filter(({ policies }) => policies.includes(name));

  test.each(mutantsOf(OURS[name]).map(({ title, policy }) => [title, policy] as const))(
    '%s',
    async (_, policy) => {
      expect(await firstChanged(rows, { ...DOCUMENTS, [name]: policy })).toBeDefined();
    },
  );
});

async function firstChanged(rows: readonly Row[], documents: Documents): Promise<Row | undefined> {
  for (const row of rows) {
    if ((await decision(row, documents)) !== row.expected) return row;
  }
  return undefined;
}

function decision({ policies, request }: Row, documents: Documents): Promise<Decision> {
  return judge(
    policies.map((name) => documents[name]),
    request,
  );
}
