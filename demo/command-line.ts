import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Sandbox } from '../sandbox/sandbox';

/** How `rehearse` ends where users would lose calls. */
const CALLS_LOST = 1;

/** What the command line prints for the sandbox's administrator. @throws Error with what it says, if it fails */
export async function commandLine(
  { url, account }: Sandbox,
  ...parameters: readonly string[]
): Promise<string> {
  const child = spawn(process.execPath, [join(__dirname, '../bin/iam-console-mfa.js'), ...parameters], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      AWS_ENDPOINT_URL: url,
      AWS_REGION: account.region,
      AWS_ACCESS_KEY_ID: 'administrator',
      AWS_SECRET_ACCESS_KEY: 'demo',
      COLUMNS: '116',
    },
  });
  const exitCode = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), exitCode]);
  if (code !== 0 && code !== CALLS_LOST) throw new Error(stderr);
  return stdout;
}
