import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '../../..');
const ENTRY = join(ROOT, 'bin/iam-console-mfa.js');

/** A secret that no output may show. */
export const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command line as a process that finds nothing of this machine's own AWS configuration. */
export class CliProcess {
  readonly #child: ChildProcess;
  #stdout = '';
  #stderr = '';

  /** @param command arguments of the command line, or a line of bash in which `cli` stands for it. */
  constructor(command: readonly string[] | string, url: string, env: Readonly<Record<string, string>> = {}) {
    const program =
      typeof command === 'string'
        ? ['bash', '-c', `cli() { '${process.execPath}' '${ENTRY}' "$@"; }; ${command}`]
        : [process.execPath, ENTRY, ...command];
    this.#child = spawn(program[0] ?? '', program.slice(1), {
      env: {
        PATH: process.env['PATH'],
        AWS_ENDPOINT_URL: url,
        AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
        AWS_SECRET_ACCESS_KEY: SECRET,
        AWS_CONFIG_FILE: '/dev/null',
        AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
        AWS_EC2_METADATA_DISABLED: 'true',
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child.stdout?.on('data', (chunk) => {
      this.#stdout += chunk;
    });
    this.#child.stderr?.on('data', (chunk) => {
      this.#stderr += chunk;
    });
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  ended(): Promise<Ended> {
    return new Promise((resolve, reject) => {
      this.#child.once('error', reject);
      this.#child.once('close', (code) => resolve({ code, stdout: this.#stdout, stderr: this.#stderr }));
    });
  }
}
