import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import type { AccountKind } from '../demo/generator/proportions';

export interface Flags {
  readonly json: boolean;
  /** Whether to rewrite docs/benchmarks.md and its plot. */
  readonly write: boolean;
  readonly users: readonly number[];
  readonly kinds: readonly AccountKind[];
}

/** Reading them ended early: help was asked for, or they cannot be used. Commander has said so already. */
export interface NoFlags {
  readonly exitCode: 0 | 64;
}

const KINDS = ['people', 'mixed', 'keys-only'] as const;

export function readFlags(args: readonly string[]): Flags | NoFlags {
  const command = new Command('bench')
    .description(
      'Measures a run of the rule beside other ways to judge the same account. Takes about ten minutes.',
    )
    .addOption(new Option('--json', 'print JSON in place of tables').default(false))
    .addOption(new Option('--write', 'rewrite docs/benchmarks.md and its plot').default(false))
    .addOption(
      new Option('--users <counts>', 'sizes of accounts, separated by commas')
        .default([10, 100, 1_000, 5_000])
        .argParser(counts),
    )
    .addOption(
      new Option('--kinds <kinds>', 'kinds of accounts, separated by commas')
        .default(KINDS)
        .argParser(kindsIn),
    )
    .exitOverride();
  try {
    return command.parse(args, { from: 'user' }).opts<Flags>();
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return { exitCode: error.exitCode === 0 ? 0 : 64 };
  }
}

function counts(text: string): readonly number[] {
  const numbers = text.split(',').map(Number);
  if (numbers.every((number) => Number.isInteger(number) && number >= 1 && number <= 5_000)) return numbers;
  throw new InvalidArgumentError('Allowed: whole numbers from 1 to 5000, separated by commas.');
}

function kindsIn(text: string): readonly AccountKind[] {
  const wanted = text.split(',');
  const kinds = KINDS.filter((kind) => wanted.includes(kind));
  if (kinds.length === wanted.length) return kinds;
  throw new InvalidArgumentError(`Allowed: ${KINDS.join(', ')}, separated by commas.`);
}
