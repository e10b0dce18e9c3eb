import type { IncomingMessage } from 'node:http';

/**
 * The most that a request may hold, in bytes. The largest request of a client, PutEvaluations with 100 evaluations, takes
 * less than 300 kB.
 */
export const BODY_LIMIT = 1_048_576;

/** Reads a request's body. Returns undefined as soon as it is longer than the limit; the rest is unread then. */
export async function readBody(request: IncomingMessage): Promise<string | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > BODY_LIMIT) return undefined;
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    length += chunk.length;
    if (length > BODY_LIMIT) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
