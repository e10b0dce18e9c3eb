import { Directory, type Page } from '../../account/directory';
import { iamError } from '../../account/errors';

export interface PageRequest {
  readonly Marker?: string;
  readonly MaxItems?: number;
}

export interface PageEnd {
  readonly IsTruncated: boolean;
  readonly Marker?: string;
}

const DEFAULT_MAX_ITEMS = 100;
const MARKED = 'iam:';

/**
 * A page of a directory as IAM gives it: 100 items unless fewer or more are asked for. A marker names the last item
 * of its page, so it holds while others come and go.
 *
 * @throws ServiceError ValidationError for a marker that IAM did not give
 */
export function page<Item>(
  directory: Directory<Item>,
  { Marker, MaxItems = DEFAULT_MAX_ITEMS }: PageRequest,
  accept?: (item: Item) => boolean,
): Page<Item> {
  return directory.page(MaxItems, keyAfter(Marker), accept);
}

/** A page of a short list, in the order of the items' keys. */
export function pageOf<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  request: PageRequest,
): Page<Item> {
  const directory = new Directory(keyOf, keyOf);
  for (const item of items) directory.put(item);
  return page(directory, request);
}

export function pageEnd({ next }: Page<unknown>): PageEnd {
  if (next === undefined) return { IsTruncated: false };
  return { IsTruncated: true, Marker: Buffer.from(MARKED + next).toString('base64url') };
}

export function keyAfter(marker: string | undefined): string | undefined {
  if (marker === undefined) return undefined;
  const text = Buffer.from(marker, 'base64url').toString();
  if (!text.startsWith(MARKED)) throw iamError('ValidationError', `Invalid Marker: ${marker}`);
  return text.slice(MARKED.length);
}
