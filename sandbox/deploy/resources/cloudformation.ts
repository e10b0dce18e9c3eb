import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { quoted, SandboxError } from '../../errors';
import { type CreateResource, propertiesOf, type ResourceRequest } from '../resource';
import { parseTemplate } from '../template';

const stackSet = v.object({
  StackSetName: v.string(),
  PermissionModel: v.literal('SERVICE_MANAGED'),
  AutoDeployment: v.optional(v.object({ Enabled: v.boolean() }), { Enabled: false }),
  StackInstancesGroup: v.tuple([
    v.object({ DeploymentTargets: v.object({ OrganizationalUnitIds: v.array(v.string()) }) }),
  ]),
  TemplateURL: v.string(),
});

/** A stack set without accounts yet: they join. @throws SandboxError `MissingAsset` */
export const createStackSetResource: CreateResource = (request, target) => {
  const properties = propertiesOf(stackSet, request);
  const [{ DeploymentTargets }] = properties.StackInstancesGroup;
  const { stackSetId } = target.messaging.stackSets.create({
    stackSetName: properties.StackSetName,
    organizationalUnitIds: DeploymentTargets.OrganizationalUnitIds,
    autoDeployment: properties.AutoDeployment.Enabled,
    resourceTypes: resourceTypesOf(properties.TemplateURL, request),
  });
  return { ref: stackSetId, attributes: { StackSetId: stackSetId } };
};

function resourceTypesOf(templateUrl: string, { assets, logicalId }: ResourceRequest): readonly string[] {
  const key = templateUrl.slice(templateUrl.lastIndexOf('/') + 1);
  const path = assets.get(key);
  if (path === undefined) {
    throw new SandboxError(
      'MissingAsset',
      `the template of ${logicalId} is the asset ${quoted(key)}, which the cloud assembly does not hold`,
    );
  }
  const { Resources } = parseTemplate(JSON.parse(readFileSync(path, 'utf8')), path);
  return [...new Set(Object.values(Resources).map(({ Type }) => Type))];
}
