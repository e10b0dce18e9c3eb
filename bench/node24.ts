import { execFileSync } from 'node:child_process';

/** The Lambda runtime's Node.js, which npm fetches once; this process's own where npm cannot. */
export function lambdaNode(): string {
  try {
    const printPath = ['--yes', '--package', 'node@24', 'node', '--print', 'process.execPath'];
    return execFileSync('npx', printPath, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    console.error(`Node.js 24 cannot be had; measured under ${process.version} instead`);
    return process.execPath;
  }
}

/** What Lambda gives the heap of a function of 256 MB. */
export const HEAP_FLAGS: readonly string[] = ['--max-semi-space-size=12', '--max-old-space-size=230'];

export function versionOf(node: string): string {
  return execFileSync(node, ['--version'], { encoding: 'utf8' }).trim();
}
