/** @import { Store } from './store.js' */
import { byId } from './dom.js';

/** How long the page says that something is done, in milliseconds. */
const SAID_FOR_MS = 6000;

/**
 * Does something and says that it is done, or in `problem` why not. Resolves to whether it was done.
 *
 * @typedef {(action: () => Promise<unknown>, done: string, problem: HTMLElement) => Promise<boolean>} Run
 */

/** @param {Store} store refreshed after every action @returns {Run} */
export function runner(store) {
  const say = statusLine();
  return async (action, done, problem) => {
    try {
      await action();
      problem.textContent = '';
      say(done);
      return true;
    } catch (error) {
      problem.textContent = error instanceof Error ? error.message : String(error);
      return false;
    } finally {
      await store.refresh();
    }
  };
}

function statusLine() {
  // A screen reader does not read what lies under an open dialog, so the dialog has a status of its own.
  const statuses = [byId('status', HTMLElement), byId('user-status', HTMLElement)];
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let silence;

  /** @param {string} text */
  return function say(text) {
    for (const status of statuses) status.textContent = text;
    clearTimeout(silence);
    if (text !== '') silence = setTimeout(() => say(''), SAID_FOR_MS);
  };
}
