// Builds and updates the page. Everything from the account gets in as text, never as markup.

/**
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Readonly<Record<string, string | boolean | (() => void)>>} attributes `on…` listens; `true` is an empty one
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Name]}
 */
export function h(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(attribute.slice(2), value);
    else if (value !== false) element.setAttribute(attribute, value === true ? '' : value);
  }
  element.append(...children);
  return element;
}

/** Something from the account, kept from turning the direction of the text around it. @param {string} text */
export function data(text) {
  return h('bdi', {}, text);
}

/** `2027-02-01 08:30:00`, in UTC. @param {string} iso */
export function instant(iso) {
  return h(
    'time',
    { datetime: iso, title: `${iso.slice(0, 19).replace('T', ' ')} UTC` },
    iso.slice(0, 19).replace('T', ' '),
  );
}

/**
 * @template {Element} Type
 * @param {string} id
 * @param {new () => Type} type
 * @returns {Type}
 */
export function byId(id, type) {
  const element = document.getElementById(id);
  if (element instanceof type) return element;
  throw new Error(`the page has no ${type.name} #${id}`);
}

/** @type {WeakMap<Element, { key: string, signature: string }>} */
const rendered = new WeakMap();

/**
 * Makes the children of an element those of the items. What shows the same as before stays as it is, so that neither
 * the focus nor a selection is lost.
 *
 * @template Item
 * @param {Element} parent
 * @param {readonly Item[]} items
 * @param {(item: Item) => string} keyOf
 * @param {(item: Item) => HTMLElement} render
 */
export function reconcile(parent, items, keyOf, render) {
  const known = new Map([...parent.children].map((child) => [rendered.get(child)?.key, child]));
  const wanted = items.map((item) => {
    const key = keyOf(item);
    const signature = JSON.stringify(item);
    const before = known.get(key);
    if (before !== undefined && rendered.get(before)?.signature === signature) return before;
    const after = render(item);
    rendered.set(after, { key, signature });
    if (before !== undefined) takePlace(before, after);
    return after;
  });
  const kept = new Set(wanted);
  for (const child of [...parent.children]) if (!kept.has(child)) child.remove();
  wanted.forEach((child, at) => {
    if (parent.children[at] !== child) parent.insertBefore(child, parent.children[at] ?? null);
  });
}

/**
 * What had the focus gives it to what stands in the same place.
 *
 * @param {Element} before
 * @param {Element} after
 */
function takePlace(before, after) {
  const focused = document.activeElement;
  const at = [...before.querySelectorAll('button, input')].findIndex((element) =>
    focused?.isSameNode(element),
  );
  before.replaceWith(after);
  const next = at === -1 ? undefined : after.querySelectorAll('button, input')[at];
  if (next instanceof HTMLElement) next.focus();
}

/**
 * Shows the first of many, and more when they are asked for.
 *
 * @param {HTMLButtonElement} button
 * @param {() => void} onMore
 * @returns {{ limit: () => number, update: (total: number) => void }}
 */
export function showMore(button, onMore) {
  const STEP = 100;
  let limit = STEP;
  button.addEventListener('click', () => {
    limit += 5 * STEP;
    onMore();
  });
  return {
    limit: () => limit,
    update: (total) => {
      button.hidden = total <= limit;
      button.textContent = `Show more: ${(total - limit).toLocaleString('en')} are not shown`;
    },
  };
}
