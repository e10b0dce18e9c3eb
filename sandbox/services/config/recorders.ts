import type {
  DescribeConfigurationRecorderStatusRequest,
  DescribeConfigurationRecorderStatusResponse,
  DescribeConfigurationRecordersRequest,
  DescribeConfigurationRecordersResponse,
} from '@aws-sdk/client-config-service';
import type { Account } from '../../account/account';
import type { ConfigurationRecorder } from '../../account/config-state';
import type { Action } from '../../service';
import { configError } from './errors';

export const describeConfigurationRecorders: Action<
  DescribeConfigurationRecordersRequest,
  DescribeConfigurationRecordersResponse
> = {
  resources: () => ['*'],
  run: ({ ConfigurationRecorderNames }, { account }) => ({
    ConfigurationRecorders: recordersNamed(account, ConfigurationRecorderNames).map(({ name, roleArn }) => ({
      name,
      roleARN: roleArn,
      recordingGroup: { allSupported: true, includeGlobalResourceTypes: true },
    })),
  }),
};

export const describeConfigurationRecorderStatus: Action<
  DescribeConfigurationRecorderStatusRequest,
  DescribeConfigurationRecorderStatusResponse
> = {
  resources: () => ['*'],
  run: ({ ConfigurationRecorderNames }, { account }) => ({
    ConfigurationRecordersStatus: recordersNamed(account, ConfigurationRecorderNames).map(
      ({ name, recording }) => ({ name, recording, lastStatus: recording ? 'Success' : 'NotApplicable' }),
    ),
  }),
};

function recordersNamed(account: Account, names: readonly string[] = []): readonly ConfigurationRecorder[] {
  const { recorder } = account.config;
  const unknown = names.find((name) => name !== recorder?.name);
  if (unknown !== undefined) {
    throw configError(
      'NoSuchConfigurationRecorderException',
      `Cannot find configuration recorder with the specified name '${unknown}'.`,
    );
  }
  return recorder === undefined ? [] : [recorder];
}
