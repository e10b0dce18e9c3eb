import { App, Validations } from 'aws-cdk-lib';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { AwsSolutionsChecks } from 'cdk-nag';
import { context as defaults } from '../cdk.json';
import { ConsoleMfaError } from '../rule/core/errors';
import { ConsoleMfaOrganizationStack } from './organization/organization-stack';
import { readSettings, type Settings } from './settings';
import { ConsoleMfaStack } from './stack';

/** The id of the stack, and so its name in CloudFormation and that of its template in the cloud assembly. */
export const STACK_ID = 'ConsoleMfa';
/** The same of the stack with the stack set. */
export const ORGANIZATION_STACK_ID = 'ConsoleMfaOrganization';

/**
 * Synthesizes the app in this process, as `cdk synth` does in another.
 *
 * @param context values that go before those of cdk.json, like `-c name=value`.
 * @param outdir where to write the cloud assembly; the AWS CDK CLI's choice, or else a new temporary directory.
 * @throws ConsoleMfaError `InvalidSettings`, see `readSettings`.
 */
export function synthesize(context: Readonly<Record<string, unknown>> = {}, outdir?: string): CloudAssembly {
  const app = new App({
    context: { ...defaults, ...context },
    ...(outdir !== undefined && { outdir }),
    // Else the CLI's environment has a second synthesis done at exit, also after a wrong setting.
    autoSynth: false,
  });
  addStacks(app, readSettings(app.node.getAllContext()));
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return app.synth();
}

/** StackSets leave the management account out; a delegated administrator is a member like any other. */
function addStacks(app: App, { organization, ...props }: Settings): void {
  if (organization?.delegatedAdmin !== true) new ConsoleMfaStack(app, STACK_ID, props);
  if (organization === undefined) return;
  const { env, ...member } = props;
  new ConsoleMfaOrganizationStack(app, ORGANIZATION_STACK_ID, {
    organization,
    member,
    ...(env !== undefined && { env }),
  });
}

/** The app as the AWS CDK CLI runs it. A wrong setting is a line to read, not a stack trace. */
export function main(): void {
  try {
    synthesize();
  } catch (error) {
    if (!(error instanceof ConsoleMfaError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
