import { act } from './api.js';
import { configPanel } from './config.js';
import { byId } from './dom.js';
import { runsPanel } from './runs.js';
import { runner } from './status.js';
import { Store } from './store.js';
import { userDialog } from './user-dialog.js';
import { usersPanel } from './users.js';

const problem = byId('problem', HTMLElement);
const outage = byId('outage', HTMLElement);
const search = byId('search', HTMLInputElement);
const store = new Store((text) => {
  outage.textContent = text;
});

const run = runner(store);
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
