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

/** What Lambda gives the heap of a function of so many MB: 5 % to the young generation, 90 % to the old one. */
export function heapFlags(memory: number): readonly string[] {
  return [
    `--max-semi-space-size=${Math.floor(memory * 0.05)}`,
    `--max-old-space-size=${Math.floor(memory * 0.9)}`,
  ];
}

export function versionOf(node: string): string {
  return execFileSync(node, ['--version'], { encoding: 'utf8' }).trim();
}
