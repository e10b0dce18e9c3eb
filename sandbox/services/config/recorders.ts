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
  run: (request, { account }) => ({
    ConfigurationRecorders: recordersOf(account, request).map(({ name, roleArn }) => ({
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
  run: (request, { account }) => ({
    ConfigurationRecordersStatus: recordersOf(account, request).map(({ name, recording }) => ({
      name,
      recording,
      lastStatus: recording ? 'Success' : 'NotApplicable',
    })),
  }),
};

/** The customer managed recorder, unless the request names the service that another one belongs to. */
function recordersOf(
  { config }: Account,
  {
    ConfigurationRecorderNames: names = [],
    ServicePrincipal: servicePrincipal,
  }: Pick<DescribeConfigurationRecordersRequest, 'ConfigurationRecorderNames' | 'ServicePrincipal'>,
): readonly ConfigurationRecorder[] {
  const { recorder, serviceLinkedRecorders } = config;
  if (servicePrincipal !== undefined) {
    return serviceLinkedRecorders.filter((linked) => linked.servicePrincipal === servicePrincipal);
  }
  const unknown = names.find((name) => name !== recorder?.name);
  if (unknown !== undefined) {
    throw configError(
      'NoSuchConfigurationRecorderException',
      `Cannot find configuration recorder with the specified name '${unknown}'.`,
    );
  }
  return recorder === undefined ? [] : [recorder];
}
