import type { CommandSyntax, FlagSyntax } from './syntax';

/** A completion script for zsh, to be sourced or put into a directory of `fpath` as `_iam-console-mfa`. */
export function zsh(program: string, commands: readonly CommandSyntax[]): string {
  const name = `_${program.replaceAll('-', '_')}`;
  return `#compdef ${program}
# zsh completion for ${program}; load it with: source <(${program} completion zsh)
${name}() {
  if (( CURRENT == 2 )); then
    local -a commands=(
${commands.map((command) => `      ${quote(`${command.name}:${command.description}`)}`).join('\n')}
    )
    _describe command commands
    return
  fi
  local command="\${words[2]}"
  shift words
  (( CURRENT-- ))
  case "$command" in
${commands.map(commandCase).join('\n')}
  esac
}
if [ "\${funcstack[1]}" = "_${program}" ]; then
  ${name} "$@"
else
  compdef ${name} ${program}
fi
`;
}

function commandCase({ name, flags, choices }: CommandSyntax): string {
  const specs = [
    ...flags.flatMap(flagSpecs),
    ...(choices.length === 0 ? [] : [`1:argument:(${choices.join(' ')})`]),
  ];
  return `    ${name}) _arguments ${specs.map(quote).join(' ')} ;;`;
}

function flagSpecs({ long, short, description, value }: FlagSyntax): readonly string[] {
  const tail = `[${description.replace(/[[\]:]/g, '\\$&')}]${valueSpec(value)}`;
  return [`--${long}${tail}`, ...(short === undefined ? [] : [`-${short}${tail}`])];
}

function valueSpec(value: FlagSyntax['value']): string {
  if (value === 'none') return '';
  if (value === 'any') return ':value: ';
  return value === 'file' ? ':file:_files' : `:value:(${value.join(' ')})`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
