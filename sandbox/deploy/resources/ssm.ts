import * as v from 'valibot';
import { type CreateResource, physicalName, propertiesOf } from '../resource';

const document = v.object({
  Name: v.optional(v.string()),
  DocumentType: v.literal('Automation'),
  DocumentFormat: v.optional(v.literal('JSON'), 'JSON'),
  UpdateMethod: v.optional(v.picklist(['NewVersion', 'Replace'])),
  Content: v.record(v.string(), v.unknown()),
});

/** @throws SandboxError `InvalidDocument` for content that the sandbox does not play */
export const createDocumentResource: CreateResource = (request, target) => {
  const { Name, Content } = propertiesOf(document, request);
  const name = Name ?? physicalName(request, target, 128);
  target.automation.addDocument(name, Content);
  return { ref: name, attributes: {} };
};
