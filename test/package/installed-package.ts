import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const ROOT = join(__dirname, '../..');

/** What goes with the package into an app of somebody's own. */
const PEERS = ['aws-cdk-lib', 'constructs', '@aws-cdk'];

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The npm package, packed and installed into a directory that has nothing but it and its peers. */
export class InstalledPackage {
  /** The paths in the tarball. */
  readonly files: readonly string[];
  readonly directory = mkdtempSync(join(tmpdir(), 'installed-package-'));

  constructor() {
    const packed = this.#npm(ROOT, ['pack', '--json', '--silent', '--pack-destination', this.directory]);
    const [{ filename, files }] = JSON.parse(packed);
    this.files = files.map(({ path }: { readonly path: string }) => path).sort();
    writeFileSync(join(this.directory, 'package.json'), '{ "private": true }\n');
    // Without peers, which would come from a registry.
    this.#npm(this.directory, ['install', '--offline', '--legacy-peer-deps', '--no-audit', `./${filename}`]);
    for (const peer of PEERS) {
      symlinkSync(join(ROOT, 'node_modules', peer), join(this.directory, 'node_modules', peer));
    }
  }

  /** Where a file of the package is. */
  path(...path: readonly string[]): string {
    return join(this.directory, 'node_modules/iam-console-mfa', ...path);
  }

  /** Writes a module of the app that uses the package. */
  write(name: string, text: string): void {
    writeFileSync(join(this.directory, name), text);
  }

  /** Runs a module of the app. What the linked peers import is looked for in the app alone, not in the checkout. */
  node(...args: readonly string[]): Promise<Ended> {
    return this.run(process.execPath, ['--preserve-symlinks', '--preserve-symlinks-main', ...args]);
  }

  run(program: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
    const options = {
      cwd: this.directory,
      env: { PATH: process.env['PATH'], HOME: this.directory, ...env },
    };
    return new Promise((resolve) => {
      execFile(program, args, options, (error, stdout, stderr) => {
        resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
      });
    });
  }

  remove(): void {
    rmSync(this.directory, { recursive: true });
  }

  #npm(cwd: string, args: readonly string[]): string {
    return execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  }
}
