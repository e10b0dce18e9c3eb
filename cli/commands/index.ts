import { audit } from './audit';
import type { CommandOf } from './command';
import { policy } from './policy';

/** Every command, in the order that `--help` lists them. */
export const COMMANDS: readonly CommandOf[] = [audit, policy];
