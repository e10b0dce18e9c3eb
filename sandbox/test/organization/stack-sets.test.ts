import { createAccount } from '../../account/account';
import type { DeployedStackSet, StackInstanceChange } from '../../organization/deployed-stack-set';
import { StackSets } from '../../organization/stack-sets';

const UNIT = 'ou-ab12-cd34ef56';

let changes: StackInstanceChange[];
let stackSets: StackSets;

/** A stack set that fails in the account 2…, until that is mended. */
function failingInTwo(autoDeployment = true): { readonly stackSet: DeployedStackSet; mend(): void } {
  changes = [];
  const account = createAccount({
    accountId: '123456789012',
    partition: 'aws',
    region: 'us-east-1',
    seed: 'stack-sets',
    createDate: new Date('2020-01-01T00:00:00Z'),
  });
  stackSets = new StackSets(account, (change) => changes.push(change));
  const stackSet = stackSets.create({
    stackSetName: 'rule',
    organizationalUnitIds: [UNIT],
    autoDeployment,
    resourceTypes: ['AWS::IAM::Role', 'AWS::Config::ConfigRule'],
  });
  let isBroken = true;
  stackSet.deployTo = async (accountId) =>
    isBroken && accountId === '222222222222' ? 'no recorder' : undefined;
  return {
    stackSet,
    mend: () => {
      isBroken = false;
    },
  };
}

function callWith(changed: object): Promise<void> {
  return stackSets.createStackInstances.call({
    StackSetName: 'rule',
    DeploymentTargets: { OrganizationalUnitIds: [UNIT] },
    Regions: ['us-east-1'],
    OperationId: 'first',
    ...changed,
  });
}

test('an account that joins is deployed to, and every status on the way is told', async () => {
  const { stackSet } = failingInTwo();
  await stackSet.accountJoined('111111111111');
  await stackSet.accountJoined('222222222222');
  expect(
    changes.map(({ instance: { accountId, status, detailedStatus, statusReason } }) => [
      accountId,
      status,
      detailedStatus,
      statusReason,
    ]),
  ).toEqual([
    ['111111111111', 'OUTDATED', 'PENDING', undefined],
    ['111111111111', 'OUTDATED', 'RUNNING', undefined],
    ['111111111111', 'CURRENT', 'SUCCEEDED', undefined],
    ['222222222222', 'OUTDATED', 'PENDING', undefined],
    ['222222222222', 'OUTDATED', 'RUNNING', undefined],
    ['222222222222', 'OUTDATED', 'FAILED', 'no recorder'],
  ]);
});

test('without automatic deployment nothing comes to an account that joins', async () => {
  const { stackSet } = failingInTwo(false);
  await stackSet.accountJoined('111111111111');
  expect(stackSet.instances).toEqual([]);
});

test('CreateStackInstances again tries those that are OUTDATED, and leaves the others alone', async () => {
  const { stackSet, mend } = failingInTwo();
  for (const accountId of ['111111111111', '222222222222']) await stackSet.accountJoined(accountId);
  mend();
  await callWith({ StackSetName: stackSet.stackSetId });
  expect(stackSet.instances.map(({ status, attempts }) => [status, attempts])).toEqual([
    ['CURRENT', 1],
    ['CURRENT', 2],
  ]);
});

test('an operation id is taken once', async () => {
  failingInTwo();
  await callWith({});
  await expect(callWith({})).rejects.toMatchObject({ code: 'OperationIdAlreadyExistsException' });
  await callWith({ OperationId: 'second' });
});

test('a stack set that is not there is not found', async () => {
  failingInTwo();
  await expect(callWith({ StackSetName: 'other' })).rejects.toMatchObject({
    code: 'StackSetNotFoundException',
  });
});

test('the call needs the stack set, its targets and the types of its resources', () => {
  const { stackSet } = failingInTwo();
  const input = {
    StackSetName: 'rule',
    DeploymentTargets: { OrganizationalUnitIds: [UNIT] },
    Regions: ['us-east-1'],
    OperationId: 'first',
  };
  const of = 'arn:aws:cloudformation:us-east-1';
  expect(stackSets.createStackInstances.requested(input)).toEqual([
    {
      action: 'cloudformation:CreateStackInstances',
      resources: [
        `${of}:123456789012:stackset/${stackSet.stackSetId}`,
        `${of}:123456789012:stackset-target/${stackSet.stackSetId}/ou-ab12-cd34ef56`,
        `${of}:123456789012:type/resource/AWS-IAM-Role`,
        `${of}:123456789012:type/resource/AWS-Config-ConfigRule`,
      ],
    },
  ]);
});
