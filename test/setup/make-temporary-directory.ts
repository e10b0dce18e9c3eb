import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Gives the test run a temporary directory of its own: `new App()` makes cloud assemblies there and leaves them. */
export default function makeTemporaryDirectory(): void {
  process.env.TMPDIR = mkdtempSync(join(tmpdir(), 'tests-'));
}
