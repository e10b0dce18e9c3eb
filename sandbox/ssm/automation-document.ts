import * as v from 'valibot';
import { checked } from '../deploy/template';
import { type AutomationStep, automationStep, successorsOf } from './automation-step';

const parameter = v.object({
  type: v.literal('String'),
  description: v.optional(v.string()),
  default: v.optional(v.string()),
  allowedPattern: v.optional(v.string()),
  allowedValues: v.optional(v.array(v.string())),
});

/** SSM refuses a document whose steps could run in a circle; here a step names later ones only. */
function leadForward(steps: AutomationStep[]): boolean {
  return steps.every((step, at) => {
    const later = steps.slice(at + 1).map(({ name }) => name);
    return successorsOf(step).every((name) => later.includes(name));
  });
}

const automationDocument = v.object({
  schemaVersion: v.literal('0.3'),
  description: v.optional(v.string()),
  assumeRole: v.string(),
  parameters: v.optional(v.record(v.string(), parameter), {}),
  mainSteps: v.pipe(
    v.array(automationStep),
    v.minLength(1),
    v.check(leadForward, 'a step leads to one that does not follow it'),
  ),
  outputs: v.optional(v.array(v.string()), []),
});

/** An SSM Automation document, as far as the sandbox plays them. */
export type AutomationDocument = v.InferOutput<typeof automationDocument>;

/**
 * @throws SandboxError `InvalidDocument` for content that SSM would refuse or that the sandbox does not play
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-schemas-features.html
 */
export function parseAutomationDocument(content: unknown, name: string): AutomationDocument {
  return checked(automationDocument, content, 'InvalidDocument', name);
}

/** The values of an execution's parameters: a list of one for a string, as SSM takes them. */
export type Parameters = Readonly<Record<string, readonly string[]>>;

/** What is wrong with the parameters of an execution, in one sentence; undefined if nothing is. */
export function parameterFault({ parameters }: AutomationDocument, given: Parameters): string | undefined {
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(parameters, name));
  if (unknown !== undefined) return `Parameter ${unknown} is not defined in the document`;
  return Object.entries(parameters)
    .map(([name, definition]) => valueFault(name, definition, given[name]))
    .find((fault) => fault !== undefined);
}

function valueFault(
  name: string,
  { default: fallback, allowedPattern, allowedValues }: v.InferOutput<typeof parameter>,
  given: readonly string[] = [],
): string | undefined {
  const [value = fallback, ...others] = given;
  if (value === undefined) return `Parameter ${name} is required`;
  if (others.length > 0) return `Parameter ${name} is a String and was given ${given.length} values`;
  if (allowedPattern !== undefined && !new RegExp(allowedPattern).test(value)) {
    return `Parameter ${name} with the value ${value} must match the pattern ${allowedPattern}`;
  }
  if (allowedValues !== undefined && !allowedValues.includes(value)) {
    return `Parameter ${name} with the value ${value} must be one of ${allowedValues.join(', ')}`;
  }
  return undefined;
}

/**
 * Replaces `{{ Name }}` by the value of a parameter and `{{ Step.Output }}` by an output of an earlier step. A name of
 * neither stays.
 */
export function substitute(
  text: string,
  { parameters }: AutomationDocument,
  given: Parameters,
  outputs: Readonly<Record<string, string>> = {},
): string {
  return text.replace(
    /\{\{\s*([\w.]+)\s*\}\}/g,
    (whole, name: string) => given[name]?.[0] ?? parameters[name]?.default ?? outputs[name] ?? whole,
  );
}
