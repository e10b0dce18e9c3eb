import { MaximumExecutionFrequency } from 'aws-cdk-lib/aws-config';
import { asProblem, ConsoleMfaError, quoted } from '../rule/core/errors';
import { nearest } from '../rule/core/nearest';
import { PARAMETER_DEFINITIONS, PARAMETER_NAMES, suggestion } from '../rule/core/parameter-definitions';
import type { ParameterInput } from '../rule/core/parse-parameters';
import { encodeParameters, parseParameters } from '../rule/core/parse-parameters';
import { parseEnforcementDate } from '../rule/policies/enforcement-date';
import { OPERATION_SETTING_NAMES, type OperationProps, operationProps } from './operation-settings';
import { memberFaults } from './organization/member-settings';
import { type OrganizationProps, organizationProp } from './organization/organization-settings';
import { REMEDIATION_MODES } from './remediation';
import type { RuleParameterProps } from './rule-parameter-props';
import type { ConsoleMfaStackProps } from './stack';

/** What the app is told through its context, in cdk.json or by `-c name=value`. */
export type Settings = RuleParameterProps &
  OperationProps &
  Pick<ConsoleMfaStackProps, 'maximumExecutionFrequency' | 'enforceMfaFrom' | 'remediation'> & {
    /** Deploys into every account of an organization; see `ConsoleMfaOrganization`. */
    readonly organization?: OrganizationProps;
  };

const FREQUENCY = 'maximumExecutionFrequency';
const FREQUENCIES = Object.values(MaximumExecutionFrequency);
const ENFORCEMENT = 'enforceMfaFrom';
const REMEDIATION = 'remediation';
const ORGANIZATION = 'organization';
const SETTING_NAMES: readonly string[] = [
  ...PARAMETER_NAMES,
  ...OPERATION_SETTING_NAMES,
  FREQUENCY,
  ENFORCEMENT,
  REMEDIATION,
  ORGANIZATION,
];

/**
 * Reads the app's settings from its context. Values are JSON's in cdk.json and strings on the command line; a list
 * may be an array or a string separated by `;`.
 *
 * @throws ConsoleMfaError `InvalidSettings` with every fault, a line each: values that cannot be used, and keys so
 * like a setting's name that they were meant to be one. Any other key is CDK's or somebody else's.
 */
export function readSettings(context: Readonly<Record<string, unknown>>): Settings {
  const faults = Object.keys(context).flatMap(misspelling);
  const settings: Settings = {
    ...parameterProps(parameterInputs(context, faults), faults),
    ...frequencyProp(context[FREQUENCY], faults),
    ...enforcementProp(context[ENFORCEMENT], faults),
    ...remediationProp(context[REMEDIATION], context[ENFORCEMENT] !== undefined, faults),
    ...operationProps(context, faults),
    ...organizationProp(context[ORGANIZATION], faults),
  };
  if (context[ORGANIZATION] !== undefined) faults.push(...memberFaults(settings, settings.env?.region));
  if (faults.length === 0) return settings;
  throw new ConsoleMfaError('InvalidSettings', ['these settings cannot be used', ...faults].join('\n  '));
}

/** The context's rule parameters of a type that could be one. */
function parameterInputs(
  context: Readonly<Record<string, unknown>>,
  faults: string[],
): Readonly<Record<string, ParameterInput>> {
  const inputs: Record<string, ParameterInput> = {};
  for (const name of PARAMETER_NAMES) {
    const value = context[name];
    if (isInput(value)) inputs[name] = value;
    else faults.push(`${name} is ${quoted(value)}; allowed: ${PARAMETER_DEFINITIONS[name].allowed}`);
  }
  return inputs;
}

function isInput(value: unknown): value is ParameterInput {
  if (Array.isArray(value)) return value.every((item) => typeof item === 'string');
  return value === undefined || ['string', 'number', 'boolean'].includes(typeof value);
}

/** Typed as the construct takes them. A day stays the day that was written, so that AWS Config shows it so. */
function parameterProps(
  inputs: Readonly<Record<string, ParameterInput>>,
  faults: string[],
): RuleParameterProps {
  try {
    const encoded = encodeParameters(inputs);
    const parsed = { ...parseParameters(encoded), graceUntil: encoded['graceUntil'] };
    return Object.fromEntries(Object.entries(parsed).filter(([name]) => name in encoded));
  } catch (error) {
    faults.push(faultOf(error));
    return {};
  }
}

function faultOf(error: unknown): string {
  const { code, message } = asProblem(error);
  return message.replace(`${code}: `, '');
}

function frequencyProp(value: unknown, faults: string[]): Pick<Settings, 'maximumExecutionFrequency'> {
  if (value === undefined) return {};
  const frequency = FREQUENCIES.find((known) => known === value);
  if (frequency !== undefined) return { maximumExecutionFrequency: frequency };
  faults.push(
    `${FREQUENCY} is ${quoted(value)}${suggestion(String(value), FREQUENCIES)}; allowed: ${FREQUENCIES.join(', ')}`,
  );
  return {};
}

function enforcementProp(value: unknown, faults: string[]): Pick<Settings, 'enforceMfaFrom'> {
  if (value === undefined) return {};
  try {
    parseEnforcementDate(String(value));
    return { enforceMfaFrom: String(value) };
  } catch (error) {
    faults.push(faultOf(error));
    return {};
  }
}

function remediationProp(
  value: unknown,
  isEnforced: boolean,
  faults: string[],
): Pick<Settings, 'remediation'> {
  if (value === undefined) return {};
  const mode = REMEDIATION_MODES.find((known) => known === value);
  if (mode === undefined) {
    const meant = suggestion(String(value), REMEDIATION_MODES);
    faults.push(`${REMEDIATION} is ${quoted(value)}${meant}; allowed: ${REMEDIATION_MODES.join(' or ')}`);
  } else if (!isEnforced) {
    faults.push(
      `${REMEDIATION} is ${quoted(value)} and ${ENFORCEMENT} is not set; ` +
        `it adds users to the group that ${ENFORCEMENT} makes, so set both or neither`,
    );
  } else {
    return { remediation: mode };
  }
  return {};
}

/** A key that is no setting but was meant to be one. CDK's own keys hold ":" or "/". */
function misspelling(key: string): readonly string[] {
  if (SETTING_NAMES.includes(key) || /[:/]/.test(key)) return [];
  const meant = nearest(key, SETTING_NAMES) ?? SETTING_NAMES.find((name) => sharedWords(key, name) >= 2);
  return meant === undefined ? [] : [`${quoted(key)} is no setting of this app, did you mean ${meant}?`];
}

/** How many words of a key, such as the two of `graceDays`, a name holds too. */
function sharedWords(key: string, name: string): number {
  const held = words(name);
  return words(key).filter((word) => held.includes(word)).length;
}

function words(name: string): readonly string[] {
  return name
    .split(/[^A-Za-z]+|(?=[A-Z])/)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase());
}
