import { audit } from './audit';
import type { CommandOf } from './command';
import { completion } from './completion';
import { enrol } from './enrol';
import { explain } from './explain';
import { notify } from './notify';
import { policy } from './policy';

/** Every command, in the order that `--help` lists them. */
export const COMMANDS: readonly CommandOf[] = [audit, explain, enrol, notify, policy, completion];
