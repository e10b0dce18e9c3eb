import type { OutputFile } from './options/output';
import type { Shell } from './shell';
import { visibleLines } from './text/visible';

/** A document, and where it was asked for. */
interface Delivery {
  readonly document: string;
  /** Undefined for standard output. */
  readonly output: OutputFile | undefined;
  /** What the document holds, in a few words. */
  readonly contents: string;
}

/** Writes a document; of a file, standard error says what it holds, since nothing else would be seen. */
export async function deliver(
  { document, output, contents }: Delivery,
  { stdout, stderr }: Pick<Shell, 'stdout' | 'stderr'>,
): Promise<void> {
  if (output === undefined) return stdout.write(document);
  output.write(document);
  return stderr.write(visibleLines(`Wrote ${output.name}: ${contents}\n`));
}
