import type { CommandSyntax, FlagSyntax } from './syntax';

/** A completion script for fish. */
export function fish(program: string, commands: readonly CommandSyntax[]): string {
  const complete = (words: readonly string[]) => `complete -c ${program} ${words.join(' ')}`;
  return [
    `# fish completion for ${program}; load it with: ${program} completion fish | source`,
    complete(['-f']),
    ...commands.map(({ name, description }) =>
      complete(['-n __fish_use_subcommand', `-a ${name}`, `-d ${quote(description)}`]),
    ),
    ...commands.flatMap(({ name, flags, choices }) => {
      const within = `-n '__fish_seen_subcommand_from ${name}'`;
      return [
        ...(choices.length === 0 ? [] : [complete([within, `-a ${quote(choices.join(' '))}`])]),
        ...flags.map((flag) => complete([within, ...flagWords(flag)])),
      ];
    }),
    '',
  ].join('\n');
}

function flagWords({ long, short, description, value }: FlagSyntax): readonly string[] {
  return [
    `-l ${long}`,
    ...(short === undefined ? [] : [`-s ${short}`]),
    ...valueWords(value),
    `-d ${quote(description)}`,
  ];
}

function valueWords(value: FlagSyntax['value']): readonly string[] {
  if (value === 'none') return [];
  if (value === 'file') return ['-r -F'];
  return value === 'any' ? ['-x'] : ['-x', `-a ${quote(value.join(' '))}`];
}

function quote(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}
