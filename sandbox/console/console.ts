import { SandboxError, ServiceError } from '../errors';
import { viewOf } from './account-view';
import { readAction } from './action-schema';
import { jsonAnswer, refusal } from './answers';
import type { Browse, BrowserAnswer, BrowserRequest } from './browser-request';
import type { ConsoleSandbox } from './console-sandbox';
import { pageFiles } from './files';
import { perform } from './perform';
import { refusalOf } from './same-origin';
import type { State } from './view';

/** The console of a sandbox: a page that shows its account, and what the page asks for. */
export function consoleOf(sandbox: ConsoleSandbox): Browse {
  const files = pageFiles();
  const revisions = new Revisions();

  return async (request: BrowserRequest): Promise<BrowserAnswer> => {
    const refused = refusalOf(request);
    if (refused !== undefined) return refusal(403, refused);
    const { method, path } = request;
    if (method === 'POST') return path === '/console/actions' ? act(request, sandbox) : nothingHere(request);
    if (method !== 'GET' && method !== 'HEAD') return nothingHere(request);
    if (path === '/console/state') return jsonAnswer(200, stateFor(request, sandbox, revisions));
    return files.get(path) ?? nothingHere(request);
  };
}

async function act({ body }: BrowserRequest, sandbox: ConsoleSandbox): Promise<BrowserAnswer> {
  try {
    return jsonAnswer(200, (await perform(readAction(body), sandbox)) ?? {});
  } catch (error) {
    if (error instanceof ServiceError) return refusal(error.httpStatus, `${error.code}: ${error.message}`);
    if (error instanceof SandboxError) return refusal(400, error.message);
    throw error;
  }
}

/** Numbers views, so that a page that has the latest is not sent it again. */
class Revisions {
  #revision = 0;
  #latest = '';

  of(view: object): number {
    const text = JSON.stringify(view);
    if (text !== this.#latest) this.#revision += 1;
    this.#latest = text;
    return this.#revision;
  }
}

/** The page says which revision it knows, if any. */
function stateFor({ query }: BrowserRequest, sandbox: ConsoleSandbox, revisions: Revisions): State {
  const view = viewOf(sandbox);
  const revision = revisions.of(view);
  const known = new URLSearchParams(query).get('known') === String(revision);
  return { now: sandbox.clock.now().toISOString(), revision, ...(known ? {} : { view }) };
}

function nothingHere({ method, path }: BrowserRequest): BrowserAnswer {
  return refusal(404, `the console knows no ${method} ${path.slice(0, 80)}`);
}
