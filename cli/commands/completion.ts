import { Argument, Command } from 'commander';
import { bash } from '../completion/bash';
import { fish } from '../completion/fish';
import { syntaxOf } from '../completion/syntax';
import { zsh } from '../completion/zsh';
import type { CommandFactory } from './command';

const SCRIPTS = { bash, zsh, fish };

const EXAMPLES = `
Examples:
  For this session:
    $ source <(iam-console-mfa completion bash)
    $ source <(iam-console-mfa completion zsh)
    $ iam-console-mfa completion fish | source
  For every session: put the same line into ~/.bashrc, ~/.zshrc or ~/.config/fish/config.fish.
`;

export const completion: CommandFactory = (shell) =>
  new Command('completion')
    .description('print a script that completes this command line')
    .addArgument(new Argument('<shell>', 'the shell').choices(Object.keys(SCRIPTS)))
    .addHelpText('after', EXAMPLES)
    .action(async (name: keyof typeof SCRIPTS, _options: unknown, command: Command) => {
      const program = command.parent ?? command;
      await shell.stdout.write(SCRIPTS[name](program.name(), syntaxOf(program)));
    });
