import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Account } from './account/account';
import type { SandboxClock } from './account/clock';
import { accountOfKey, type ServedAccount } from './accounts';
import type { CallLog } from './call-log';
import { refusal } from './console/answers';
import { type Browse, type BrowserAnswer, browserRequest, isForConsole } from './console/browser-request';
import { ServiceError } from './errors';
import { refusalUnread } from './loopback';
import { Pipeline, type Reply } from './pipeline';
import type { Service } from './service';
import { BODY_LIMIT, readBody } from './wire/body';
import { queryProtocol } from './wire/protocol';
import { readRequest, unsignedService } from './wire/request';
import { type WireService, wireServiceOf } from './wire-service';

export interface ServerSettings {
  readonly account: Account;
  readonly clock: SandboxClock;
  /** The services here; requests for other services are refused. */
  readonly services: readonly Service[];
  /** Accounts that share the endpoint: whose access key signed a request, says whose it is. @default - none */
  readonly others?: readonly ServedAccount[];
  /** @default - any free port */
  readonly port?: number;
  /** Answers browsers. @default - nobody does */
  readonly browse?: Browse;
  /** Told of an error that is no refusal of AWS's. @default - a warning of the process */
  readonly onDefect?: (error: unknown) => void;
}

/** The endpoint of an AWS account, on a loopback address. */
export interface SandboxServer {
  /** The endpoint for AWS clients, e.g. `http://127.0.0.1:4566`. */
  readonly url: string;
  /** The calls that came. */
  readonly calls: CallLog;
  /** What is to happen to those that will come: faults, latency, a limit of their rate. */
  readonly pipeline: Pipeline;
  /** The same for each account by its id: every one has its own rate and faults. */
  readonly pipelines: ReadonlyMap<string, Pipeline>;
  /** Breaks what connections there are and stops listening. */
  close(): Promise<void>;
}

/** Clients that keep a connection are not to find it closed under them. */
const KEEP_ALIVE_MS = 60_000;

/** How long a refused client may still send. */
const LINGER_MS = 1_000;

const TOO_LARGE = `a request may hold at most ${BODY_LIMIT} bytes`;

/** @throws Error for a port that is taken */
export async function startServer(settings: ServerSettings): Promise<SandboxServer> {
  const { account, clock, services, others = [], browse, port = 0, onDefect = warn } = settings;
  const all = [account, ...others.map((other) => other.account)];
  const historyOf = (id: string) => all.find(({ accountId }) => accountId === id)?.cloudTrail;
  const open = (served: ServedAccount) => ({
    account: served.account,
    pipeline: new Pipeline({ account: served.account, clock, onDefect, historyOf }),
    wireServices: new Map<string, WireService>(
      served.services.map((service) => [service.name, wireServiceOf(service)]),
    ),
  });
  const first = open({ account, services });
  const accounts = [first, ...others.map(open)] as const;

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const { method = '', url = '', headers } = request;
    const forConsole = browse !== undefined && isForConsole(method, url, headers);
    const refused = refusalUnread(headers, request.socket.localPort ?? 0, forConsole);
    if (refused !== undefined) return refuse(request, response, refusal(403, refused));
    const body = await readBody(request);
    if (body === undefined) return refuse(request, response, refusal(413, TOO_LARGE));
    if (forConsole) {
      const page = await browse(browserRequest(method, url, headers, body)).catch((error: unknown) => {
        onDefect(error);
        return refusal(500, 'the sandbox failed; its terminal says how');
      });
      sendPage(response, page);
      return;
    }
    const wireRequest = readRequest(url, headers, body);
    const name = wireRequest.credentials?.serviceName ?? unsignedService(wireRequest);
    const { pipeline, wireServices } = accountOfKey(accounts, wireRequest.credentials);
    const service = wireServices.get(name);
    const reply = service === undefined ? unsupported(name) : await pipeline.reply(service, wireRequest);
    send(response, reply, clock.now());
  };
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
    answer(request, response).catch(() => response.destroy()); // the client went away
  });
  const listeningPort = await listen(server, port);
  return {
    url: `http://127.0.0.1:${listeningPort}`,
    calls: first.pipeline.calls,
    pipeline: first.pipeline,
    pipelines: new Map(accounts.map(({ account: { accountId }, pipeline }) => [accountId, pipeline])),
    close: () => close(server),
  };
}

/** Answers a request that was not read to its end, and breaks the connection once the client has had time to read. */
function refuse(request: IncomingMessage, response: ServerResponse, answer: BrowserAnswer): void {
  response.setHeader('connection', 'close');
  sendPage(response, answer);
  request.resume(); // what still comes is dropped: a connection closed before would take the answer with it
  setTimeout(() => request.destroy(), LINGER_MS).unref();
}

function send(response: ServerResponse, reply: Reply, now: Date): void {
  if (reply.type === 'cut') {
    response.destroy();
    return;
  }
  const { httpStatus, headers, body } = reply.answer;
  const content = Buffer.from(body);
  response.writeHead(httpStatus, { ...headers, date: now.toUTCString(), 'content-length': content.length });
  if (reply.type === 'whole') response.end(content);
  else response.write(content.subarray(0, content.length / 2), () => response.destroy());
}

function sendPage(response: ServerResponse, { httpStatus, headers, body }: BrowserAnswer): void {
  response.writeHead(httpStatus, { ...headers, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

function unsupported(service: string): Reply {
  const error = new ServiceError('InvalidAction', `The sandbox does not support ${service}`, 400);
  return {
    type: 'whole',
    answer: queryProtocol('iam.amazonaws.com', '2010-05-08').encodeError(error, 'unsupported'),
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function warn(error: unknown): void {
  process.emitWarning(error instanceof Error ? error : String(error));
}
