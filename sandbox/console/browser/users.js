/** @import { UserView } from '../view' */
/** @import { Store } from './store.js' */
import { byId, data, h, instant, reconcile, showMore } from './dom.js';

/** Device types as people know them. @type {Readonly<Record<string, string>>} */
export const DEVICE_NAMES = {
  virtual: 'authenticator app',
  fido: 'passkey or security key',
  'hardware-totp': 'hardware token',
  sms: 'text message',
};

/**
 * The account's users, as IAM knows them.
 *
 * @param {Store} store
 * @param {() => string} searched
 * @param {(userId: string) => void} open
 */
export function usersPanel(store, searched, open) {
  const body = byId('users', HTMLTableSectionElement);
  const count = byId('users-count', HTMLElement);
  const more = showMore(byId('more-users', HTMLButtonElement), show);

  function show() {
    const { users } = store.view;
    const found = users.filter((user) => matches(user, searched()));
    count.textContent =
      found.length === users.length
        ? `${users.length.toLocaleString('en')}`
        : `${found.length} of ${users.length}`;
    reconcile(
      body,
      found.slice(0, more.limit()),
      ({ userId }) => userId,
      (user) => userRow(user, open),
    );
    more.update(found.length);
  }
  return show;
}

/** @param {UserView} user @param {string} text */
function matches({ userName, path, userId, groups }, text) {
  return [userName, path, userId, ...groups].some((value) => value.toLowerCase().includes(text));
}

/** @param {UserView} user @param {(userId: string) => void} open */
function userRow({ userId, userName, path, password, devices, tags }, open) {
  const details = [path === '/' ? '' : path, ...tags.map(({ key, value }) => `${key}=${value}`)].filter(
    Boolean,
  );
  const types = [...new Set(devices.map(({ type }) => DEVICE_NAMES[type] ?? type))].join(', ');
  return h(
    'tr',
    {},
    h(
      'th',
      { scope: 'row' },
      h('button', { type: 'button', class: 'link', onclick: () => open(userId) }, data(userName)),
      ...details.map((detail) => h('small', {}, data(detail))),
    ),
    h('td', {}, ...(password === null ? [h('span', { class: 'quiet' }, 'none')] : [date(password)])),
    h('td', {}, types === '' ? h('span', { class: 'quiet' }, 'none') : types),
  );
}

/** @param {string} iso */
function date(iso) {
  const element = instant(iso);
  element.textContent = iso.slice(0, 10);
  return element;
}
