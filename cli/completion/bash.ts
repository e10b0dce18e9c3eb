import type { CommandSyntax, FlagSyntax } from './syntax';

/** A completion script for bash 3.2 and later, without the bash-completion package. */
export function bash(program: string, commands: readonly CommandSyntax[]): string {
  const name = `_${program.replaceAll('-', '_')}`;
  return `# bash completion for ${program}; load it with: source <(${program} completion bash)
${name}() {
  local word="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}"
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W '${commands.map((command) => command.name).join(' ')}' -- "$word"))
    return
  fi
  case "\${COMP_WORDS[1]} $previous" in
${commands.flatMap(valueCases).join('\n')}
  esac
  case "\${COMP_WORDS[1]}" in
${commands.map(wordCase).join('\n')}
  esac
}
complete -o default -F ${name} ${program}
`;
}

/** After a flag that takes a value comes that value. Where no reply says what it may be, bash completes files. */
function valueCases({ name, flags }: CommandSyntax): readonly string[] {
  return flags
    .filter(({ value }) => value !== 'none')
    .map((flag) => {
      const pattern = spellings(flag)
        .map((spelling) => `'${name} ${spelling}'`)
        .join('|');
      return `    ${pattern}) ${reply(flag.value)}return ;;`;
    });
}

function reply(value: FlagSyntax['value']): string {
  return typeof value === 'string' ? '' : `COMPREPLY=($(compgen -W '${value.join(' ')}' -- "$word")); `;
}

function wordCase({ name, flags, choices }: CommandSyntax): string {
  const words = [...choices, ...flags.map(({ long }) => `--${long}`)].join(' ');
  return `    ${name}) COMPREPLY=($(compgen -W '${words}' -- "$word")) ;;`;
}

function spellings({ long, short }: FlagSyntax): readonly string[] {
  return short === undefined ? [`--${long}`] : [`--${long}`, `-${short}`];
}
