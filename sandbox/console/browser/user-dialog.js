/** @import { Action } from '../view' */
/** @import { Store } from './store.js' */
/** @import { Run } from './status.js' */
import { act } from './api.js';
import { byId, data, reconcile } from './dom.js';
import { enrolment } from './enrolment.js';
import { factsOf } from './user-facts.js';

/**
 * One user, and everything that can be done to one.
 *
 * @param {Store} store
 * @param {Run} run
 */
export function userDialog(store, run) {
  const dialog = byId('user', HTMLDialogElement);
  const title = byId('user-title', HTMLElement);
  const facts = byId('user-facts', HTMLElement);
  const problem = byId('user-problem', HTMLElement);
  const enrol = enrolment(store, (action, done) => run(action, done, problem));
  let userId = '';

  /** @param {Action} action @param {string} done */
  const perform = (action, done) => run(() => act(action), done, problem);

  function show() {
    if (!dialog.open) return;
    const user = store.user(userId);
    if (user === undefined) {
      dialog.close();
      return;
    }
    title.replaceChildren(data(user.userName));
    const sections = factsOf(user, store, { perform, enrol: () => enrol.begin(user) });
    reconcile(
      facts,
      sections,
      ({ key }) => key,
      ({ render }) => render(),
    );
  }

  byId('close', HTMLButtonElement).addEventListener('click', () => dialog.close());
  dialog.addEventListener('close', () => enrol.cancel());
  return {
    show,
    /** @param {string} id */
    open(id) {
      userId = id;
      problem.textContent = '';
      dialog.showModal();
      show();
    },
  };
}
