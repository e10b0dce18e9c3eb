import { extname } from 'node:path';
import { quoted } from '../../rule/core/errors';
import { UsageError } from '../usage-error';

/** The formats that a command knows. */
export interface FormatChoice<Name extends string> {
  /** What a file's name ends with, in small letters, dot included, and the format that it means. */
  readonly byExtension: ReadonlyMap<string, Name>;
  /** Where neither a flag nor a file's name says another. */
  readonly usual: Name;
}

/**
 * The format that was asked for: by name, or by what the output file's name ends with.
 *
 * @throws UsageError `InvalidOutput` for a file whose name ends like that of no format, unless the format is named.
 */
export function chooseFormat<Name extends string>(
  { format, output }: { readonly format?: Name; readonly output?: string },
  { byExtension, usual }: FormatChoice<Name>,
): Name {
  if (format !== undefined) return format;
  const extension = extname(output ?? '').toLowerCase();
  const chosen = extension === '' ? usual : byExtension.get(extension);
  if (chosen !== undefined) return chosen;
  throw new UsageError(
    'InvalidOutput',
    `${quoted(output)} ends with ${quoted(extension)}, which means no format; name one with --format, or end it with ${[...byExtension.keys()].join(', ')}`,
  );
}
