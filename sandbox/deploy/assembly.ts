import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { SandboxError } from '../errors';
import { checked, parseTemplate, type Template } from './template';

/** A stack as `cdk synth` wrote it. */
export interface SynthesizedStack {
  readonly stackName: string;
  readonly template: Template;
  /** Where an asset lies, by the key of the object it would be uploaded as. */
  readonly assets: ReadonlyMap<string, string>;
}

const manifestSchema = v.object({
  artifacts: v.record(
    v.string(),
    v.object({
      type: v.string(),
      properties: v.optional(
        v.object({ templateFile: v.optional(v.string()), stackName: v.optional(v.string()) }),
        {},
      ),
    }),
  ),
});

const assetsSchema = v.object({
  files: v.record(
    v.string(),
    v.object({
      source: v.object({ path: v.optional(v.string()) }),
      destinations: v.record(v.string(), v.object({ objectKey: v.string() })),
    }),
  ),
});

/**
 * Reads the stacks of a cloud assembly, in the order of its manifest.
 *
 * @throws SandboxError `NoAssembly` for a directory that holds none, `InvalidTemplate` for one that cannot be used.
 */
export function readAssembly(directory: string): readonly SynthesizedStack[] {
  const path = join(directory, 'manifest.json');
  if (!existsSync(path)) {
    throw new SandboxError('NoAssembly', `${directory} holds no manifest.json; run cdk synth first`);
  }
  const { artifacts } = checked(manifestSchema, readJson(path), 'InvalidTemplate', path);
  return Object.entries(artifacts).flatMap(([id, { type, properties }]) => {
    if (type !== 'aws:cloudformation:stack' || properties.templateFile === undefined) return [];
    const template = parseTemplate(
      readJson(join(directory, properties.templateFile)),
      properties.templateFile,
    );
    return [{ stackName: properties.stackName ?? id, template, assets: readAssets(directory, id) }];
  });
}

function readAssets(directory: string, stackId: string): ReadonlyMap<string, string> {
  const path = join(directory, `${stackId}.assets.json`);
  if (!existsSync(path)) return new Map();
  const { files } = checked(assetsSchema, readJson(path), 'InvalidTemplate', path);
  return new Map(
    Object.values(files).flatMap(({ source, destinations }) =>
      Object.values(destinations).map(({ objectKey }): [string, string] => [
        objectKey,
        join(directory, source.path ?? ''),
      ]),
    ),
  );
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}
