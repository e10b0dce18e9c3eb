import { act } from './api.js';
import { configPanel } from './config.js';
import { byId } from './dom.js';
import { runsPanel } from './runs.js';
import { Store } from './store.js';
import { userDialog } from './user-dialog.js';
import { usersPanel } from './users.js';

/**
 * Does something and says that it is done, or in `problem` why not. Resolves to whether it was done.
 *
 * @typedef {(action: () => Promise<unknown>, done: string, problem: HTMLElement) => Promise<boolean>} Run
 */

/** How long it is said that something is done, in milliseconds. */
const SAID_FOR_MS = 6000;

// What lies under an open dialog is not read aloud, so the dialog has one of its own.
const statuses = [byId('status', HTMLElement), byId('user-status', HTMLElement)];
const problem = byId('problem', HTMLElement);
const outage = byId('outage', HTMLElement);
const search = byId('search', HTMLInputElement);
const store = new Store((text) => {
  outage.textContent = text;
});

/** @type {Run} */
async function run(action, done, where) {
  try {
    await action();
    where.textContent = '';
    say(done);
    return true;
  } catch (error) {
    where.textContent = error instanceof Error ? error.message : String(error);
    return false;
  } finally {
    await store.refresh();
  }
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let silence;

/** @param {string} text */
function say(text) {
  for (const status of statuses) status.textContent = text;
  clearTimeout(silence);
  if (text !== '') silence = setTimeout(() => say(''), SAID_FOR_MS);
}

const searched = () => search.value.trim().toLowerCase();
const dialog = userDialog(store, run);
const showUsers = usersPanel(store, searched, dialog.open);
const showResults = configPanel(store, searched, {
  open: dialog.open,
  evaluate: (ruleId) =>
    run(() => act({ type: 'evaluate', ruleId }), 'AWS Config has evaluated the rule.', problem),
});
const showRuns = runsPanel(store);

store.onChange(() => {
  byId('account', HTMLElement).textContent = `${store.view.accountId}, ${store.view.region}`;
  const clock = byId('clock', HTMLTimeElement);
  clock.dateTime = store.now.toISOString();
  clock.textContent = `${store.now.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
});
for (const show of [showUsers, showResults, showRuns, dialog.show]) store.onViewChange(show);

search.addEventListener('input', () => {
  showUsers();
  showResults();
});
document.addEventListener('visibilitychange', () => store.refresh());

const newUser = byId('new-user', HTMLFormElement);
newUser.addEventListener('submit', async (event) => {
  event.preventDefault();
  const fields = new FormData(newUser);
  const userName = String(fields.get('userName'));
  const password = fields.has('password');
  const added = await run(
    () => act({ type: 'create user', userName, password }),
    `${userName} is added.`,
    problem,
  );
  if (added) newUser.reset();
});

const clockButtons = [...document.querySelectorAll('button[data-minutes]')].filter(
  (button) => button instanceof HTMLButtonElement,
);
for (const button of clockButtons) {
  button.addEventListener('click', async () => {
    for (const other of clockButtons) other.disabled = true;
    const minutes = Number(button.dataset.minutes);
    await run(
      () => act({ type: 'advance', minutes }),
      `The clock has moved on by ${button.textContent?.slice(2)}.`,
      problem,
    );
    for (const other of clockButtons) other.disabled = false;
    button.focus();
  });
}

store.follow();
