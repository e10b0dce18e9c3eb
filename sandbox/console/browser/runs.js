/** @import { ChangeView, RunView } from '../view' */
/** @import { Store } from './store.js' */
import { badge } from './config.js';
import { byId, data, h, instant, reconcile } from './dom.js';

/** What has been evaluated, newest first, and what each evaluation changed. @param {Store} store */
export function runsPanel(store) {
  const list = byId('runs', HTMLOListElement);
  // It scrolls and holds nothing that takes the focus, so a keyboard could not scroll it.
  byId('runs-panel', HTMLElement).tabIndex = 0;
  return () => reconcile(list, store.view.runs, ({ id }) => id, runItem);
}

/** @param {RunView} run */
function runItem({ time, status, error, evaluations, changes, moreChanges }) {
  const more =
    moreChanges > 0 ? [h('li', { class: 'quiet' }, `and ${moreChanges.toLocaleString('en')} more`)] : [];
  return h(
    'li',
    { class: status.replaceAll(' ', '-') },
    h('p', { class: 'run-head' }, instant(time), h('span', { class: 'quiet' }, words(status))),
    ...(error === null ? [] : [h('p', { class: 'error' }, data(error))]),
    ...(evaluations === 0 ? [] : [h('p', {}, summary(evaluations, changes.length + moreChanges))]),
    ...(changes.length === 0 ? [] : [h('ul', {}, ...changes.map(changeItem), ...more)]),
  );
}

/** @param {RunView['status']} status */
function words(status) {
  return status === 'succeeded' ? '' : status;
}

/** @param {number} evaluations @param {number} changed */
function summary(evaluations, changed) {
  const results = `${evaluations.toLocaleString('en')} ${evaluations === 1 ? 'result' : 'results'}`;
  return changed === 0 ? `${results}, none changed` : `${results}, ${changed.toLocaleString('en')} changed:`;
}

/** @param {ChangeView} change */
function changeItem({ name, before, now }) {
  const change = before === 'NOT_APPLICABLE' ? [badge(now)] : [badge(before), ' → ', badge(now)];
  return h('li', {}, h('span', {}, data(name)), h('span', {}, ...change));
}
