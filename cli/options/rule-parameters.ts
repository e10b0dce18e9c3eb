import { type Command, InvalidArgumentError, Option } from 'commander';
import { PARAMETER_DEFINITIONS, PARAMETER_NAMES } from '../../rule/core/parameter-definitions';
import { encodeParameters, type ParameterInput } from '../../rule/core/parse-parameters';
import { DEFAULT_PARAMETERS, type RuleParameters } from '../../rule/core/rule-parameters';
import { readAsUsage } from '../usage-error';
import { readPolicyFile } from './policy-file';

/** What an audit can be told: `report` is about submitting, and an audit submits nothing. */
type AuditParameter = Exclude<keyof RuleParameters, 'report'>;

const AUDIT_PARAMETERS = PARAMETER_NAMES.filter((name) => name !== 'report');

/** What each does, for `--help`; the definitions say what may be written. */
const EFFECTS: Readonly<Record<AuditParameter, string>> = {
  exemptUsers: 'exempt users by name',
  exemptPaths: 'exempt users by path',
  exemptGroups: 'exempt the members of groups',
  exemptionTag: 'exempt users by a tag that holds their last exempt day',
  gracePeriodDays: 'let so many days pass from the creation of a password',
  graceUntil: 'let everybody have until then',
  acceptedMfaTypes: 'count MFA devices of these types alone',
  includeRoot: 'judge the root user too',
};

export interface ParameterOptions extends Readonly<Partial<Record<AuditParameter, string | boolean>>> {
  readonly policy?: string;
  readonly fromRule?: string;
}

/**
 * Adds a flag for every rule parameter but those left out, `--policy FILE` for all of them in a file, and
 * `--from-rule NAME` for those of a rule that is deployed.
 */
export function addParameterOptions(command: Command, leaveOut: readonly AuditParameter[] = []): Command {
  for (const name of AUDIT_PARAMETERS) {
    if (!leaveOut.includes(name)) command.addOption(parameterOption(name));
  }
  return command
    .option('--policy <file>', 'a JSON object of rule parameters under their own names; a flag wins')
    .addOption(
      new Option(
        '--from-rule <name>',
        "the parameters of a deployed rule of AWS Config in the caller's account; a flag and --policy win",
      ).argParser(ruleName),
    );
}

/** @see https://docs.aws.amazon.com/config/latest/APIReference/API_ConfigRule.html */
function ruleName(text: string): string {
  if (/\S/.test(text) && text.length <= 128) return text;
  throw new InvalidArgumentError('A rule of AWS Config has a name of 1 to 128 characters.');
}

function parameterOption(name: AuditParameter): Option {
  const description = `${EFFECTS[name]}: ${PARAMETER_DEFINITIONS[name].allowed}`;
  const flag = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  if (typeof DEFAULT_PARAMETERS[name] === 'boolean') return new Option(`${flag} [boolean]`, description);
  const option = new Option(`${flag} <value>`, description);
  return Array.isArray(DEFAULT_PARAMETERS[name]) ? option.argParser(collect) : option;
}

/** A list's flag may be repeated. */
function collect(value: string, earlier: string | undefined): string {
  return earlier === undefined ? value : `${earlier};${value}`;
}

/** What flags and file say of the parameters. */
export interface GivenParameters {
  /** By name, whatever they are set to: an empty list in a file is none of the rule's. */
  readonly names: ReadonlySet<string>;
  /** In the strings that AWS Config carries, checked. */
  readonly strings: Readonly<Record<string, string>>;
  /** The name of the rule whose parameters apply otherwise. */
  readonly fromRule: string | undefined;
}

/**
 * Reads flags and file.
 *
 * @throws UsageError `InvalidParameters` or `InvalidPolicyFile` with every fault.
 */
export function readParameters(options: ParameterOptions): GivenParameters {
  const { policy, fromRule } = options;
  const fromFile = policy === undefined ? {} : readPolicyFile(policy);
  const fromFlags: Record<string, ParameterInput> = {};
  for (const name of AUDIT_PARAMETERS) {
    if (options[name] !== undefined) fromFlags[name] = options[name];
  }
  const given = { ...fromFile, ...fromFlags };
  const strings = readAsUsage(() => encodeParameters(given));
  return { names: new Set(Object.keys(given)), strings, fromRule };
}
