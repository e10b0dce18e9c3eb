import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { ConsoleMfaRuleProps } from '../../lib';
import { ConsoleMfaRule } from '../../lib';

/** Leaves out the Lambda's code and the stack trace of each construct, which take most of the time. */
export const WITHOUT_BUNDLING = {
  'aws:cdk:bundling-stacks': [],
  'aws:cdk:disable-creation-stack-traces': true,
};

/** An app for templates that are looked at and not deployed. */
export function testApp(): App {
  return new App({ context: WITHOUT_BUNDLING, builtinCloudFormationValidation: false });
}

/** A stack of its own for a test, in no account and region but those that it is deployed to. */
export function testStack(env?: { readonly account: string; readonly region: string }): Stack {
  return new Stack(testApp(), 'Test', env === undefined ? {} : { env });
}

/** A stack in a known region, whose ARNs name the partition of that region as the app's do. */
export function stackIn(region: string): Stack {
  const stack = testStack({ account: '123456789012', region });
  stack.node.setContext('@aws-cdk/core:enablePartitionLiterals', true);
  return stack;
}

/** The template of a stack that holds the rule alone. */
export function templateOf(props: ConsoleMfaRuleProps = {}): Template {
  const stack = testStack();
  new ConsoleMfaRule(stack, 'Rule', props);
  return Template.fromStack(stack);
}

/** The properties of the template's only resource of a type. */
export function propertiesOf(template: Template, type: string): Readonly<Record<string, unknown>> {
  const found = Object.values(template.findResources(type));
  if (found.length !== 1) throw new Error(`the template has ${found.length} resources of type ${type}`);
  return found[0]?.['Properties'];
}
