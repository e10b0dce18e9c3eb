import type { Resource } from '@aws-sdk/client-cloudtrail';
import type { CloudTrailRecord, Elements } from '../../cloudtrail/cloudtrail-record';

/** The types of the resources that a parameter or element names. */
const TYPES: ReadonlyMap<string, string> = new Map([
  ['accessKeyId', 'AWS::IAM::AccessKey'],
  ['configRuleName', 'AWS::Config::ConfigRule'],
  ['groupName', 'AWS::IAM::Group'],
  ['policyArn', 'AWS::IAM::Policy'],
  ['roleArn', 'AWS::IAM::Role'],
  ['roleName', 'AWS::IAM::Role'],
  ['serialNumber', 'AWS::IAM::MFADevice'],
  ['userName', 'AWS::IAM::User'],
]);

/** What the event history says an event is about: what its request and its answer name. */
export function resourcesOf({ requestParameters, responseElements }: CloudTrailRecord): readonly Resource[] {
  const found = new Map<string, Resource>();
  for (const elements of [requestParameters, responseElements]) {
    for (const resource of namedIn(elements ?? {})) {
      found.set(`${resource.ResourceType} ${resource.ResourceName}`, resource);
    }
  }
  return [...found.values()];
}

/** Those of the top, and of the objects below, such as the user that CreateUser answers. */
function namedIn(elements: Elements): readonly Resource[] {
  return Object.entries(elements).flatMap(([name, value]) => {
    const ResourceType = TYPES.get(name);
    if (ResourceType !== undefined && typeof value === 'string') {
      return [{ ResourceType, ResourceName: value }];
    }
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? namedIn(Object(value)) : [];
  });
}
