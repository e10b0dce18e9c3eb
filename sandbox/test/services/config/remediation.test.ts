import {
  DeleteConfigRuleCommand,
  DeleteRemediationConfigurationCommand,
  DescribeRemediationConfigurationsCommand,
  DescribeRemediationExecutionStatusCommand,
  PutRemediationConfigurationsCommand,
  type RemediationConfiguration,
  StartRemediationExecutionCommand,
} from '@aws-sdk/client-config-service';
import { newRemediationExecutions } from '../../../account/config-state';
import type { Compliance } from '../../../account/evaluation-result';
import { recordEvaluation } from '../../../account/evaluation-results';
import type { RemediationExecution } from '../../../account/remediation';
import { NOW, refusalOf } from '../../support/served-account';
import { DOCUMENT, type ServedConfig, serveConfig } from '../../support/served-config';

const USER = 'AWS::IAM::User';
const ROLE = { StaticValue: { Values: ['arn:aws:iam::123456789012:role/Automation'] } };

let config: ServedConfig;
beforeEach(async () => {
  config = await serveConfig();
});
afterEach(() => config.close());

function put(change: Partial<RemediationConfiguration> = {}) {
  const configuration: RemediationConfiguration = {
    ConfigRuleName: 'mfa',
    TargetType: 'SSM_DOCUMENT',
    TargetId: DOCUMENT,
    Parameters: { AutomationAssumeRole: ROLE, Id: { ResourceValue: { Value: 'RESOURCE_ID' } } },
    ...change,
  };
  return config.client.send(
    new PutRemediationConfigurationsCommand({ RemediationConfigurations: [configuration] }),
  );
}

async function described(): Promise<readonly RemediationConfiguration[]> {
  const answer = await config.client.send(
    new DescribeRemediationConfigurationsCommand({ ConfigRuleNames: ['mfa', 'another'] }),
  );
  return answer.RemediationConfigurations ?? [];
}

function start(...ids: readonly string[]) {
  const ResourceKeys = ids.map((resourceId) => ({ resourceType: USER, resourceId }) as const);
  return config.client.send(new StartRemediationExecutionCommand({ ConfigRuleName: 'mfa', ResourceKeys }));
}

function store(resourceId: string, compliance: Compliance): void {
  const evaluation = {
    resourceType: USER,
    resourceId,
    compliance,
    annotation: undefined,
    orderingTimestamp: NOW,
  };
  recordEvaluation(config.account.config, config.rule, evaluation, NOW, NOW);
}

/** The last remediations of resources. */
function record(...executions: readonly Pick<RemediationExecution, 'resourceId' | 'state'>[]): void {
  const directory = newRemediationExecutions();
  for (const execution of executions) {
    directory.put({ resourceType: USER, steps: [], invocationTime: NOW, lastUpdatedTime: NOW, ...execution });
  }
  config.account.config.remediationExecutions.set('mfa', directory);
}

describe('a configuration', () => {
  test("is described as it was put, with AWS Config's own values for what was left out", async () => {
    expect(await put()).toMatchObject({ FailedBatches: [] });
    expect(await described()).toEqual([
      {
        ConfigRuleName: 'mfa',
        TargetType: 'SSM_DOCUMENT',
        TargetId: DOCUMENT,
        Parameters: { AutomationAssumeRole: ROLE, Id: { ResourceValue: { Value: 'RESOURCE_ID' } } },
        Automatic: false,
        ExecutionControls: { SsmControls: { ConcurrentExecutionRatePercentage: 10, ErrorPercentage: 50 } },
        Arn: expect.stringMatching(
          /^arn:aws:config:us-east-1:123456789012:remediation-configuration\/mfa\/[0-9a-f-]{36}$/,
        ),
      },
    ]);
  });

  test('that is automatic is attempted five times in a minute unless it says otherwise', async () => {
    await put({ Automatic: true });
    expect(await described()).toMatchObject([{ MaximumAutomaticAttempts: 5, RetryAttemptSeconds: 60 }]);
  });

  test('that is put again keeps its ARN', async () => {
    await put();
    const [before] = await described();
    await put({ Automatic: true });
    expect(await described()).toMatchObject([{ Automatic: true, Arn: before?.Arn }]);
  });

  test.each<[string, Partial<RemediationConfiguration>, RegExp]>([
    ['of a rule that does not exist', { ConfigRuleName: 'another' }, /'another'/],
    ['with a document that does not exist', { TargetId: 'another' }, /no SSM document 'another'/],
    ['that is automatic without a role', { Automatic: true, Parameters: {} }, /AutomationAssumeRole/],
    [
      'with a parameter of two values',
      { Parameters: { Id: { ...ROLE, ResourceValue: { Value: 'RESOURCE_ID' } } } },
      /invalid RemediationParameterValues/,
    ],
    ['with a parameter of no value', { Parameters: { Id: {} } }, /invalid RemediationParameterValues/],
  ])('%s is refused', async (_name, change, message) => {
    expect(await refusalOf(put(change))).toEqual({
      code: 'InvalidParameterValueException',
      httpStatus: 400,
      message: expect.stringMatching(message),
    });
    expect(await described()).toEqual([]);
  });

  test('has to be deleted before its rule, and after what runs', async () => {
    const rule = () => config.client.send(new DeleteConfigRuleCommand({ ConfigRuleName: 'mfa' }));
    const remediation = () =>
      config.client.send(new DeleteRemediationConfigurationCommand({ ConfigRuleName: 'mfa' }));
    await put();
    expect((await refusalOf(rule())).code).toBe('ResourceInUseException');
    record({ resourceId: 'AIDA1', state: 'QUEUED' });
    expect((await refusalOf(remediation())).code).toBe('RemediationInProgressException');
    record({ resourceId: 'AIDA1', state: 'SUCCEEDED' });
    await remediation();
    expect(await described()).toEqual([]);
    expect((await refusalOf(remediation())).code).toBe('NoSuchRemediationConfigurationException');
    await rule();
  });
});

describe('a remediation that is asked for', () => {
  test('is of the NON_COMPLIANT resources; the others are named', async () => {
    await put();
    store('AIDA1', 'NON_COMPLIANT');
    store('AIDA2', 'COMPLIANT');
    expect(await start('AIDA1', 'AIDA2', 'AIDA3')).toMatchObject({
      FailureMessage: 'The resource is already compliant.',
      FailedItems: [
        { resourceType: USER, resourceId: 'AIDA2' },
        { resourceType: USER, resourceId: 'AIDA3' },
      ],
    });
    expect(config.done).toEqual(['remediate mfa AIDA1']);
  });

  test('of nobody who fails starts nothing', async () => {
    await put();
    await start('AIDA1');
    expect(config.done).toEqual([]);
  });

  test('is refused while the last one of a resource runs', async () => {
    await put();
    store('AIDA1', 'NON_COMPLIANT');
    record({ resourceId: 'AIDA1', state: 'IN_PROGRESS' });
    expect(await refusalOf(start('AIDA1'))).toMatchObject({ code: 'InvalidParameterValueException' });
    record({ resourceId: 'AIDA1', state: 'FAILED' });
    await start('AIDA1');
    expect(config.done).toEqual(['remediate mfa AIDA1']);
  });

  test('needs a configuration', async () => {
    expect((await refusalOf(start('AIDA1'))).code).toBe('NoSuchRemediationConfigurationException');
  });
});

test('the status of remediations, page by page, or of some resources', async () => {
  await put();
  record(
    { resourceId: 'AIDA1', state: 'SUCCEEDED' },
    { resourceId: 'AIDA2', state: 'FAILED' },
    { resourceId: 'AIDA3', state: 'QUEUED' },
  );
  const status = async (request: object) => {
    const answer = await config.client.send(
      new DescribeRemediationExecutionStatusCommand({ ConfigRuleName: 'mfa', ...request }),
    );
    const states = answer.RemediationExecutionStatuses?.map(({ State }) => State);
    return { states, NextToken: answer.NextToken };
  };
  const { states, NextToken } = await status({ Limit: 2 });
  expect(states).toEqual(['SUCCEEDED', 'FAILED']);
  expect(await status({ Limit: 2, NextToken })).toEqual({ states: ['QUEUED'], NextToken: undefined });
  expect(await status({ ResourceKeys: [{ resourceType: USER, resourceId: 'AIDA2' }] })).toMatchObject({
    states: ['FAILED'],
  });
});
