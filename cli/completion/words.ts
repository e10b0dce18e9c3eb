import type { Argument, Command, Option } from 'commander';

/** What completion has to know of the command line, read from the commands themselves. */
export interface CommandWords {
  readonly name: string;
  readonly description: string;
  readonly flags: readonly FlagWords[];
  /** What the arguments of the command may be. */
  readonly choices: readonly string[];
}

export interface FlagWords {
  readonly long: string;
  /** One letter, without its dash. */
  readonly short?: string;
  readonly description: string;
  readonly value: 'none' | 'any' | 'file' | readonly string[];
}

export function wordsOf(program: Command): readonly CommandWords[] {
  return program.commands.map((command) => ({
    name: command.name(),
    description: command.description(),
    flags: [...command.options.flatMap(flagWords), HELP],
    choices: command.registeredArguments.flatMap(({ argChoices }: Argument) => argChoices ?? []),
  }));
}

const HELP: FlagWords = { long: 'help', short: 'h', description: 'display help for command', value: 'none' };

function flagWords(option: Option): readonly FlagWords[] {
  if (option.long === undefined || option.long === null) return [];
  return [
    {
      long: option.long.slice(2),
      ...(option.short && { short: option.short.slice(1) }),
      description: option.description,
      value: valueWords(option),
    },
  ];
}

function valueWords({ flags, required, argChoices }: Option): FlagWords['value'] {
  if (!required) return 'none';
  return argChoices ?? (flags.endsWith('<file>') ? 'file' : 'any');
}
