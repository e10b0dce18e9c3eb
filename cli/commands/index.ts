import { audit } from './audit';
import type { CommandFactory } from './command';
import { completion } from './completion';
import { enrol } from './enrol';
import { explain } from './explain';
import { notify } from './notify';
import { policy } from './policy';
import { rehearse } from './rehearse';

/** Every command, in the order that `--help` lists them. */
export const COMMANDS: readonly CommandFactory[] = [
  audit,
  explain,
  enrol,
  rehearse,
  notify,
  policy,
  completion,
];
