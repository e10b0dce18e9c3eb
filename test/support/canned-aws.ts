import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What AWS does with a request. */
export type Canned =
  | { readonly status?: number; readonly body: string }
  /** The connection breaks before the answer, or in the middle of its body. */
  | 'cut before the answer'
  | { readonly cutAfter: string }
  | 'silence';

export interface CannedRequest {
  readonly body: string;
  /** The header that names the action where the body does not. */
  readonly target: string | undefined;
}

/** A server on loopback that answers as it is told, and keeps what it was asked. */
export class CannedAws {
  readonly requests: CannedRequest[] = [];
  answer: Canned | ((request: CannedRequest) => Canned) = 'silence';
  readonly #server = createServer((request, response) => {
    void this.#serve(request, response);
  });

  /** Begins serving, on a free port. */
  async open(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  /** The members of the last request in a form's encoding. */
  get form(): Readonly<Record<string, string>> {
    return Object.fromEntries(new URLSearchParams(this.requests.at(-1)?.body));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const target = request.headers['x-amz-target'];
    const canned = { body: Buffer.concat(chunks).toString(), target: target?.toString() };
    this.requests.push(canned);
    const answer = typeof this.answer === 'function' ? this.answer(canned) : this.answer;
    if (answer === 'silence') return;
    if (answer === 'cut before the answer') request.socket.destroy();
    else if ('cutAfter' in answer) {
      response.writeHead(200, { 'content-length': answer.cutAfter.length + 100 });
      response.write(answer.cutAfter, () => request.socket.destroy());
    } else {
      response.writeHead(answer.status ?? 200);
      response.end(answer.body);
    }
  }
}

/** Clients of it do not retry, and sign with credentials that nobody checks. */
export const CANNED_CLIENT = {
  region: 'us-east-1',
  credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' },
  maxAttempts: 1,
};
