/** @import { State, UserView, View } from '../view' */
import { getState } from './api.js';

const EVERY_MS = 1000;

/** What the page knows of the sandbox, and who wants to be told of it. */
export class Store {
  /** @type {View} */
  view = { accountId: '', region: '', users: [], rules: [], runs: [] };
  /** @type {Date} */
  now = new Date();
  #revision = 0;
  /** @type {Promise<void> | undefined} */
  #refreshing;
  /** @type {(() => void)[]} */
  #listeners = [];
  /** @type {(() => void)[]} */
  #viewListeners = [];
  /** @type {(problem: string) => void} */
  #onProblem;

  /** @param {(problem: string) => void} onProblem told of an empty problem once it is over */
  constructor(onProblem) {
    this.#onProblem = onProblem;
  }

  /** Called whenever the sandbox has answered. @param {() => void} listener */
  onChange(listener) {
    this.#listeners.push(listener);
  }

  /** Called whenever there is something else to see than before, the clock aside. @param {() => void} listener */
  onViewChange(listener) {
    this.#viewListeners.push(listener);
  }

  /** Asks again and again, but not while nobody looks. */
  follow() {
    const began = performance.now();
    void this.refresh().then(() => {
      // A large account takes its time to be shown, which its evaluation needs as well.
      const pause = Math.max(EVERY_MS, 10 * (performance.now() - began));
      setTimeout(() => this.follow(), pause);
    });
  }

  /** Asks now, after what has been asked already. */
  async refresh() {
    await this.#refreshing;
    this.#refreshing = this.#ask();
    await this.#refreshing;
  }

  async #ask() {
    if (document.hidden) return;
    try {
      this.#take(await getState(this.#revision));
      this.#onProblem('');
    } catch {
      this.#onProblem('The sandbox does not answer. Is it still running?');
    }
  }

  /** @param {string} userId @returns {UserView | undefined} */
  user(userId) {
    return this.view.users.find((user) => user.userId === userId);
  }

  /** @param {State} state */
  #take({ now, revision, view }) {
    this.now = new Date(now);
    this.#revision = revision;
    if (view !== undefined) this.view = view;
    for (const listener of this.#listeners) listener();
    if (view === undefined) return;
    for (const listener of this.#viewListeners) listener();
  }
}
