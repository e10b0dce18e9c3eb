/** @import { ResultView, RuleView, UserView } from '../view' */
/** @import { Store } from './store.js' */
import { byId, data, h, instant, reconcile, showMore } from './dom.js';

/**
 * The results of a rule, as AWS Config shows them.
 *
 * @param {Store} store
 * @param {() => string} searched
 * @param {{ open: (userId: string) => void, evaluate: (ruleId: string) => void }} deeds
 */
export function configPanel(store, searched, { open, evaluate }) {
  const card = byId('rule-card', HTMLElement);
  const choice = byId('rule', HTMLSelectElement);
  const body = byId('results', HTMLTableSectionElement);
  const without = byId('without-result', HTMLElement);
  const more = showMore(byId('more-results', HTMLButtonElement), show);
  choice.addEventListener('change', show);

  function show() {
    const { rules, users } = store.view;
    byId('rule-choice', HTMLElement).hidden = rules.length < 2;
    reconcile(
      choice,
      rules.map(({ id, name }) => ({ id, name })),
      ({ id }) => id,
      ruleOption,
    );
    const rule = rules.find(({ id }) => id === choice.value) ?? rules[0];
    reconcile(
      card,
      rule === undefined ? [] : [cardOf(rule)],
      ({ id }) => id,
      (shown) => ruleCard(shown, evaluate),
    );
    const names = new Map(users.map(({ userId, userName }) => [userId, userName]));
    const rows = (rule?.results ?? [])
      .map((result) => ({ ...result, name: names.get(result.resourceId) }))
      .filter((row) => matches(row, searched()))
      .sort((a, b) => rank(a) - rank(b) || (a.name ?? '').localeCompare(b.name ?? '', 'en'));
    reconcile(
      body,
      rows.slice(0, more.limit()),
      ({ resourceType, resourceId }) => `${resourceType} ${resourceId}`,
      (row) => resultRow(row, open),
    );
    more.update(rows.length);
    without.textContent = withoutResult(users, rule);
  }
  return show;
}

/** AWS Config shows nothing of them, so the page has to say it. @param {readonly UserView[]} users @param {RuleView | undefined} rule */
function withoutResult(users, rule) {
  const shown = new Set(rule?.results.map(({ resourceId }) => resourceId));
  const names = users.filter(({ userId }) => !shown.has(userId)).map(({ userName }) => userName);
  if (names.length === 0) return '';
  const some = names.length > 5 ? `${names.length.toLocaleString('en')} users` : names.join(', ');
  return `No result for ${some}: NOT_APPLICABLE, which AWS Config does not show, or not evaluated yet.`;
}

/** @param {{ id: string, name: string }} rule */
function ruleOption({ id, name }) {
  return h('option', { value: id }, name);
}

/** @typedef {ResultView & { name: string | undefined }} Row */

/** Those first who are to do something. @param {Row} row */
function rank({ compliance }) {
  return compliance === 'NON_COMPLIANT' ? 0 : 1;
}

/** @param {Row} row @param {string} text */
function matches({ name = '', resourceId, compliance, annotation }, text) {
  return [name, resourceId, compliance, annotation].some((value) => value.toLowerCase().includes(text));
}

/** @param {RuleView} rule */
function cardOf({ results, ...rule }) {
  const nonCompliant = results.filter(({ compliance }) => compliance === 'NON_COMPLIANT').length;
  return { ...rule, nonCompliant, compliant: results.length - nonCompliant };
}

/** @param {ReturnType<typeof cardOf>} rule @param {(ruleId: string) => void} evaluate */
function ruleCard(
  { id, name, compliance, nonCompliant, compliant, frequency, parameters, running },
  evaluate,
) {
  const every = frequency.replace('_', ' ').replace('TwentyFour', '24').toLowerCase();
  return h(
    'div',
    { class: 'card' },
    h(
      'div',
      {},
      h('h3', {}, data(name)),
      h('p', {}, badge(compliance), ` ${nonCompliant} NON_COMPLIANT, ${compliant} COMPLIANT`),
      h(
        'p',
        { class: 'quiet' },
        `Every ${every}. `,
        ...(parameters.length === 0
          ? ['No parameters.']
          : parameters.flatMap(([parameter, value]) => [h('code', {}, data(`${parameter}=${value}`)), ' '])),
      ),
    ),
    h(
      'button',
      {
        type: 'button',
        class: 'primary',
        'aria-disabled': String(running),
        onclick: () => running || evaluate(id),
      },
      running ? 'Evaluating…' : 'Evaluate now',
    ),
  );
}

/** @param {Row} row @param {(userId: string) => void} open */
function resultRow({ resourceType, resourceId, compliance, annotation, recorded, name }, open) {
  const resource =
    name === undefined
      ? [
          data(resourceId),
          h('small', {}, resourceType === 'AWS::IAM::User' ? 'deleted in IAM' : resourceType),
        ]
      : [
          h('button', { type: 'button', class: 'link', onclick: () => open(resourceId) }, data(name)),
          h('small', {}, resourceId),
        ];
  return h(
    'tr',
    {},
    h('th', { scope: 'row' }, ...resource),
    h('td', {}, badge(compliance), h('small', {}, instant(recorded))),
    h('td', {}, data(annotation)),
  );
}

/** @param {string} compliance */
export function badge(compliance) {
  return h('span', { class: `badge ${compliance}` }, compliance);
}
