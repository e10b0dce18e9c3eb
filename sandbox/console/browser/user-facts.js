/** @import { Action, ResultView, UserView } from '../view' */
/** @import { Store } from './store.js' */
import { badge } from './config.js';
import { data, h, instant } from './dom.js';
import { DEVICE_NAMES } from './users.js';

/**
 * @typedef {{ perform: (action: Action, done: string) => void, enrol: () => void }} Deeds
 * @typedef {{ key: string, shows: unknown, render: () => HTMLElement }} Section what it shows tells when to render it anew
 */

/**
 * What there is to know of a user, and what can be done about each.
 *
 * @param {UserView} user
 * @param {Store} store
 * @param {Deeds} deeds
 * @returns {Section[]}
 */
export function factsOf(user, { view }, deeds) {
  const { userId, password, devices, tags } = user;
  const results = view.rules.flatMap(({ results: all }) =>
    all.filter(({ resourceId }) => resourceId === userId),
  );
  return [
    { key: 'results', shows: results, render: () => resultsFact(results) },
    { key: 'password', shows: password, render: () => passwordFact(user, deeds) },
    { key: 'devices', shows: devices, render: () => devicesFact(user, deeds) },
    { key: 'tags', shows: tags, render: () => tagsFact(user, deeds) },
    { key: 'identity', shows: user, render: () => identityFact(user, deeds) },
  ];
}

/** @param {string} title @param {...(Node | string)} content */
function fact(title, ...content) {
  return h('section', {}, h('h3', {}, title), h('div', {}, ...content));
}

/** @param {string} text @param {() => void} onclick @param {Record<string, string>} [attributes] */
function button(text, onclick, attributes = {}) {
  return h('button', { type: 'button', onclick, ...attributes }, text);
}

/** @param {ResultView[]} results */
function resultsFact(results) {
  if (results.length === 0)
    return fact('AWS Config', h('p', {}, 'shows no result: NOT_APPLICABLE, or not evaluated yet.'));
  const shown = results.map(({ compliance, annotation }) =>
    h('p', {}, badge(compliance), ' ', data(annotation)),
  );
  return fact('AWS Config', ...shown);
}

/** @param {UserView} user @param {Deeds} deeds */
function passwordFact({ userId, userName, password }, { perform }) {
  if (password === null) {
    const give = () => perform({ type: 'give password', userId }, `${userName} has a console password.`);
    return fact('Console password', h('p', {}, 'none ', button('Give a password', give)));
  }
  const remove = () => perform({ type: 'remove password', userId }, `${userName} has no console password.`);
  return fact(
    'Console password',
    h('p', {}, 'since ', instant(password), ' ', button('Remove the password', remove)),
  );
}

/** @param {UserView} user @param {Deeds} deeds */
function devicesFact({ userId, userName, devices }, { perform, enrol }) {
  const items = devices.map(({ type, serialNumber }) => {
    const remove = () =>
      perform({ type: 'remove device', userId, serialNumber }, `${userName} has a device less.`);
    const label = { 'aria-label': `Remove device ${serialNumber}` };
    return h(
      'li',
      {},
      `${DEVICE_NAMES[type] ?? type} `,
      h('code', {}, data(serialNumber)),
      ' ',
      button('Remove', remove, label),
    );
  });
  const enrolButton = button('Enrol a device', enrol);
  if (items.length === 0) return fact('MFA devices', h('p', {}, 'none ', enrolButton));
  return fact('MFA devices', h('ul', {}, ...items), h('p', {}, enrolButton));
}

/** @param {UserView} user @param {Deeds} deeds */
function tagsFact({ userId, userName, tags }, { perform }) {
  const items = tags.map(({ key, value }) => {
    const remove = () => perform({ type: 'untag', userId, key }, `${userName} has no tag ${key}.`);
    return h(
      'li',
      {},
      h('code', {}, data(`${key}=${value}`)),
      ' ',
      button('Remove', remove, { 'aria-label': `Remove tag ${key}` }),
    );
  });
  const form = h(
    'form',
    { class: 'tag' },
    h('label', {}, 'Key ', h('input', { name: 'key', required: true, spellcheck: 'false' })),
    h('label', {}, 'Value ', h('input', { name: 'value', spellcheck: 'false' })),
    h('button', {}, 'Add tag'),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const fields = new FormData(form);
    const [key, value] = [String(fields.get('key')), String(fields.get('value'))];
    perform({ type: 'tag', userId, key, value }, `${userName} has the tag ${key}=${value}.`);
  });
  return fact('Tags', h('ul', {}, ...items), form);
}

/** @param {UserView} user @param {Deeds} deeds */
function identityFact({ userId, userName, path, created, groups, accessKeys }, { perform }) {
  const remove = () => perform({ type: 'delete user', userId }, `${userName} is deleted.`);
  return fact(
    'User',
    h('p', {}, h('code', {}, data(userId)), ' since ', instant(created)),
    h(
      'p',
      {},
      'Path ',
      h('code', {}, data(path)),
      `, groups: `,
      data(groups.join(', ') || 'none'),
      `, access keys: ${accessKeys}`,
    ),
    h('p', {}, button('Delete the user', remove, { class: 'danger' })),
  );
}
