import { chmodSync, existsSync, mkdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The memory, in MB, at which a Lambda function has one processor; less memory has its part of one. */
export const MEMORY_OF_ONE_PROCESSOR = 1_769;
/** The period over which Linux counts a group's processor time, in microseconds. */
const PERIOD_US = 20_000;

const V1 = '/sys/fs/cgroup/cpu';
const V2 = '/sys/fs/cgroup';

/**
 * The part of a processor that Lambda gives a function, for a Node.js process: a control group of Linux with a quota.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html
 */
export class ProcessorShare {
  readonly #group: string;
  /** In place of Node.js's binary: starts it within the group. */
  readonly nodePath: string;

  /** @throws Error where control groups cannot be written, which takes Linux and root. */
  constructor(nodePath: string, share: number, directory: string) {
    const isV1 = existsSync(join(V1, 'cpu.cfs_quota_us'));
    this.#group = join(isV1 ? V1 : V2, `iam-console-mfa-bench-${process.pid}-${Math.round(share * 1_000)}`);
    const quota = Math.round(PERIOD_US * share);
    try {
      mkdirSync(this.#group);
      if (isV1) {
        writeFileSync(join(this.#group, 'cpu.cfs_period_us'), String(PERIOD_US));
        writeFileSync(join(this.#group, 'cpu.cfs_quota_us'), String(quota));
      } else {
        writeFileSync(join(this.#group, 'cpu.max'), `${quota} ${PERIOD_US}`);
      }
    } catch (cause) {
      throw new Error(
        'cannot limit the processor: run as root on Linux, where control groups can be written',
        {
          cause,
        },
      );
    }
    this.nodePath = join(directory, `node-${Math.round(share * 1_000)}`);
    writeFileSync(this.nodePath, `#!/bin/sh\necho $$ > ${this.#group}/cgroup.procs\nexec ${nodePath} "$@"\n`);
    chmodSync(this.nodePath, 0o700);
  }

  /** Once no process is left in it. */
  remove(): void {
    rmdirSync(this.#group);
  }
}
