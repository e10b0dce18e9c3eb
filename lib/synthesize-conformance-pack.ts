import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { App } from 'aws-cdk-lib';
import { context as defaults } from '../cdk.json';
import { ConsoleMfaError } from '../rule/core/errors';
import { conformancePack } from './conformance-pack';
import { readSettings } from './settings';

/** Where the template goes unless told otherwise. JSON is YAML, which AWS Config asks for. */
export const CONFORMANCE_PACK_PATH = 'cdk.out/conformance-pack.template.json';

/**
 * Writes the conformance pack's template, with the rule parameters of the app's context.
 *
 * @param context values that go before those of cdk.json, by name.
 * @throws ConsoleMfaError `InvalidSettings`, see `readSettings`
 */
export function synthesizeConformancePack(
  context: Readonly<Record<string, unknown>> = {},
  path = CONFORMANCE_PACK_PATH,
): void {
  const app = new App({ context: { ...defaults, ...context }, autoSynth: false });
  const body = `${JSON.stringify(conformancePack(readSettings(app.node.getAllContext())), null, 2)}\n`;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, body);
}

/** `npm run synth:conformance-pack -- name=value …`. A wrong setting is a line to read, not a stack trace. */
export function main(args: readonly string[]): void {
  try {
    synthesizeConformancePack(Object.fromEntries(args.map(setting)));
    console.log(`${CONFORMANCE_PACK_PATH}  aws configservice put-conformance-pack, docs/conformance-pack.md`);
  } catch (error) {
    if (!(error instanceof ConsoleMfaError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

function setting(argument: string): [string, string] {
  const at = argument.indexOf('=');
  if (at > 0) return [argument.slice(0, at), argument.slice(at + 1)];
  throw new ConsoleMfaError('InvalidSettings', `"${argument}" is no setting; write it as name=value`);
}
