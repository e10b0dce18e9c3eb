import { type BrowserAnswer, browserRequest } from '../../../console/browser-request';
import { consoleOf } from '../../../console/console';
import type { Action, State, UserView, View } from '../../../console/view';
import type { Sandbox } from '../../../sandbox';

const host = '127.0.0.1:4566';

/** Asks a console what its page asks it, without a wire. */
export class ConsoleClient {
  readonly #browse: ReturnType<typeof consoleOf>;

  constructor(sandbox: Sandbox) {
    this.#browse = consoleOf(sandbox);
  }

  get(url: string): Promise<BrowserAnswer> {
    return this.#browse(browserRequest('GET', url, { host }, ''));
  }

  async state(known = 0): Promise<State> {
    return JSON.parse(String((await this.get(`/console/state?known=${known}`)).body));
  }

  async view(): Promise<View> {
    const { view } = await this.state();
    if (view === undefined) throw new Error('the console left the view out');
    return view;
  }

  async user(userName: string): Promise<UserView> {
    const user = (await this.view()).users.find((candidate) => candidate.userName === userName);
    if (user === undefined) throw new Error(`the console shows no ${userName}`);
    return user;
  }

  post(body: string): Promise<BrowserAnswer> {
    const headers = { host, origin: `http://${host}`, 'content-type': 'application/json' };
    return this.#browse(browserRequest('POST', '/console/actions', headers, body));
  }

  /** What the console says of an action, with the status before it. */
  async act(action: Action): Promise<readonly [number, Record<string, string>]> {
    const { httpStatus, body } = await this.post(JSON.stringify(action));
    return [httpStatus, JSON.parse(String(body))];
  }
}
