import type { Argument, Command, Option } from 'commander';

/** What completion has to know of the command line, read from the commands themselves. */
export interface CommandSyntax {
  readonly name: string;
  readonly description: string;
  readonly flags: readonly FlagSyntax[];
  /** What the arguments of the command may be. */
  readonly choices: readonly string[];
}

export interface FlagSyntax {
  readonly long: string;
  /** One letter, without its dash. */
  readonly short?: string;
  readonly description: string;
  readonly value: 'none' | 'any' | 'file' | readonly string[];
}

export function syntaxOf(program: Command): readonly CommandSyntax[] {
  return program.commands.map((command) => ({
    name: command.name(),
    description: command.description(),
    flags: [...command.options.flatMap(flagSyntax), HELP],
    choices: command.registeredArguments.flatMap(({ argChoices }: Argument) => argChoices ?? []),
  }));
}

const HELP: FlagSyntax = { long: 'help', short: 'h', description: 'display help for command', value: 'none' };

function flagSyntax(option: Option): readonly FlagSyntax[] {
  if (option.long === undefined || option.long === null) return [];
  return [
    {
      long: option.long.slice(2),
      ...(option.short && { short: option.short.slice(1) }),
      description: option.description,
      value: valueSyntax(option),
    },
  ];
}

function valueSyntax({ flags, required, argChoices }: Option): FlagSyntax['value'] {
  if (!required) return 'none';
  return argChoices ?? (/<(file|path\.\.\.)>$/.test(flags) ? 'file' : 'any');
}
