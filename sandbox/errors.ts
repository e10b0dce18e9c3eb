/** What the sandbox cannot do as it was asked: a code that programs can match, and a message with the remedy. */
export class SandboxError extends Error {
  override readonly name = 'SandboxError';

  constructor(
    /** What went wrong, in PascalCase, e.g. `UnsupportedResource`. */
    readonly code: string,
    message: string,
    options?: { readonly cause?: unknown },
  ) {
    super(`${code}: ${message}`, options);
  }
}

/** A refusal in AWS's own terms; the wire layer gives it the shape of the service's protocol. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';

  constructor(
    /** The code as the wire carries it, e.g. `NoSuchEntity`. */
    readonly code: string,
    message: string,
    readonly httpStatus: number,
    /** `Sender` faults are the caller's, `Receiver` faults the service's. */
    readonly fault: 'Sender' | 'Receiver' = httpStatus >= 500 ? 'Receiver' : 'Sender',
  ) {
    super(message);
  }
}

/** A value for a message: in quotation marks, and cut at 80 characters. */
export function quoted(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  const characters = Array.from(text);
  return JSON.stringify(characters.length > 80 ? `${characters.slice(0, 80).join('')}…` : text);
}
