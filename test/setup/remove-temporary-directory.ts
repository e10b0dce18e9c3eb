import { rmSync } from 'node:fs';
import { dirname } from 'node:path';

export default function removeTemporaryDirectory(): void {
  const { TMPDIR } = process.env;
  if (TMPDIR === undefined) return;
  rmSync(TMPDIR, { recursive: true, force: true });
  // In watch mode the next run makes its own beside it.
  process.env.TMPDIR = dirname(TMPDIR);
}
