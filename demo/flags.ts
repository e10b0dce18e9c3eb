import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { SandboxError } from '../sandbox/errors';
import { CHANGE_KINDS, EFFECTS, type FaultRule } from '../sandbox/fault-schedule/fault-schedule';
import { parseRule } from '../sandbox/fault-schedule/rule-text';
import type { AccountKind } from './generator/proportions';

/** What `npm run sandbox` was asked for. */
export interface Flags {
  readonly port: number;
  /** Undefined for the small company. */
  readonly users: number | undefined;
  readonly seed: number;
  /** Of the organization, the management account among them; 1 for none. */
  readonly accounts: number;
  readonly kind: AccountKind;
  /** Where CloudTrail delivers log files; undefined for nowhere. */
  readonly cloudtrail: string | undefined;
  readonly latency: number;
  /** Undefined for no limit. */
  readonly rate: number | undefined;
  /** The seed of faults by chance; undefined for none. */
  readonly faults: number | undefined;
  /** Faults by rule. */
  readonly fault: readonly FaultRule[];
  /** The CDK app's settings. */
  readonly context: Readonly<Record<string, string>>;
}

/** Reading them ended early: help was asked for, or they cannot be used. Commander has said so already. */
export interface NoFlags {
  readonly exitCode: 0 | 64;
}

export function readFlags(args: readonly string[]): Flags | NoFlags {
  const command = new Command('npm run sandbox --')
    .usage('[--users 200] [--seed 7] [-c gracePeriodDays=7]')
    .description('An AWS account with the deployed rule, on a loopback address, until Ctrl-C.')
    .addOption(
      new Option('--port <port>', 'the port to serve on; 0 for any that is free')
        .default(0)
        .argParser(between(0, 65_535)),
    )
    .addOption(
      new Option(
        '--users <count>',
        'generate an account of so many users (default: a small company)',
      ).argParser(between(0, 5_000)),
    )
    .addOption(
      new Option('--seed <seed>', 'what the generated account follows from')
        .default(1)
        .argParser(between(0, 2 ** 31 - 1)),
    )
    .addOption(
      new Option('--accounts <count>', 'an organization of so many accounts, at one address')
        .default(1)
        .argParser(between(1, 200)),
    )
    .addOption(
      new Option('--kind <kind>', 'what the generated account is made of')
        .default('mixed')
        .choices(['people', 'mixed', 'keys-only']),
    )
    .addOption(
      new Option(
        '--cloudtrail <directory>',
        'where CloudTrail delivers log files, every five minutes and at the end (default: nowhere)',
      ),
    )
    .addOption(
      new Option('--latency <ms>', 'milliseconds added to every answer')
        .default(0)
        .argParser(between(0, 60_000)),
    )
    .addOption(
      new Option('--rate <calls>', 'calls a second beyond which IAM throttles (default: no limit)').argParser(
        between(1, 100_000),
      ),
    )
    .addOption(
      new Option('--faults <seed>', 'faults by chance, that follow from the seed').argParser(
        between(0, 2 ** 31 - 1),
      ),
    )
    .addOption(
      new Option('--fault <rule>', 'a fault by rule, see below; may be repeated')
        .default([], 'none')
        .argParser(faultRule),
    )
    .addOption(
      new Option('-c, --context <name=value>', 'a setting of the rule, as for cdk synth; may be repeated')
        .default({}, 'none')
        .argParser(setting),
    )
    .addHelpText('after', FAULT_HELP)
    .exitOverride();
  try {
    return command.parse(args, { from: 'user' }).opts<Flags>();
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return { exitCode: error.exitCode === 0 ? 0 : 64 };
  }
}

const FAULT_HELP = `
Faults by rule:
  ACTION [user=NAME] [after=N] [times=N] [chance=0-1] EFFECT
      'iam:GetLoginProfile user=alice AccessDenied'   'iam:* chance=0.2 Throttling'
  account before=CALL user=NAME CHANGE
      'account before=7 user=alice rename=alicia'
  function timeout=SECONDS | again=MS
Effects:
${Object.entries(EFFECTS).map(effectHelp).join('\n')}
Changes: ${CHANGE_KINDS.join(', ')}`;

function effectHelp([kind, effect]: readonly [string, (typeof EFFECTS)[keyof typeof EFFECTS]]): string {
  return `  ${('value' in effect ? `${kind}=N` : kind).padEnd(20)}  ${effect.does}`;
}

function faultRule(text: string, earlier: readonly FaultRule[]): readonly FaultRule[] {
  try {
    return [...earlier, parseRule(text)];
  } catch (error) {
    if (error instanceof SandboxError) throw new InvalidArgumentError(error.message);
    throw error;
  }
}

function between(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (/^\d+$/.test(text) && number >= least && number <= most) return number;
    throw new InvalidArgumentError(`Allowed: a whole number from ${least} to ${most}.`);
  };
}

function setting(text: string, earlier: Readonly<Record<string, string>>): Record<string, string> {
  const [name = '', ...value] = text.split('=');
  if (name !== '' && value.length > 0) return { ...earlier, [name]: value.join('=') };
  throw new InvalidArgumentError('Allowed: name=value.');
}
