import type { Command } from 'commander';
import type { ExitCode } from '../exit-code';
import type { Shell } from '../shell';

/** Makes a command. Its action reports how it ended to `exit`; one that does not has ended well. */
export type CommandFactory = (shell: Shell, exit: (code: ExitCode) => void) => Command;
