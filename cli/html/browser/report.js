// Search, filters and sorting for a page that is whole without them. Nothing here makes markup of text.

/** @typedef {{ row: HTMLTableRowElement, category: string, devices: string, text: string }} Entry */

(() => {
  const form = /** @type {HTMLFormElement} */ (document.getElementById('controls'));
  const search = /** @type {HTMLInputElement} */ (document.getElementById('search'));
  const device = /** @type {HTMLSelectElement} */ (document.getElementById('device'));
  const shown = /** @type {HTMLOutputElement} */ (document.getElementById('shown'));
  const sections = [
    .../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('section.category')),
  ];
  const entries = sections.flatMap(entriesOf);
  const order = new Intl.Collator('en', { numeric: true });

  /** As many as the style sheet shows of a table until somebody asks for all. */
  const SHOWN_AT_ONCE = 200;
  const showAll = new Map(
    sections.map((section) => [section.dataset.category ?? '', showAllButton(section)]),
  );

  /** @param {HTMLElement} section @returns {Entry[]} */
  function entriesOf(section) {
    const rows = /** @type {NodeListOf<HTMLTableRowElement>} */ (section.querySelectorAll('tbody tr'));
    return [...rows].map((row) => ({
      row,
      category: section.dataset.category ?? '',
      devices: row.dataset.devices ?? '',
      text: (row.textContent ?? '').toLowerCase(),
    }));
  }

  /** What the reader asks for. */
  function wanted() {
    return {
      words: search.value.toLowerCase().split(/\s+/).filter(Boolean),
      categories: new Set(new FormData(form).getAll('category')),
      type: device.value,
    };
  }

  /** @param {Entry} entry @param {ReturnType<typeof wanted>} asked */
  function matches({ category, devices, text }, { words, categories, type }) {
    if (!categories.has(category)) return false;
    if (type === 'none' && devices !== '') return false;
    if (type !== '' && type !== 'none' && !devices.split(' ').includes(type)) return false;
    return words.every((word) => text.includes(word));
  }

  function filter() {
    const asked = wanted();
    const found = entries.filter((entry) => matches(entry, asked));
    const rows = new Set(found.map(({ row }) => row));
    /** @param {string | undefined} category */
    const countOf = (category) => found.filter((entry) => entry.category === category).length;
    for (const { row } of entries) row.hidden = !rows.has(row);

    const all = form.querySelectorAll('[name=category]').length;
    const filtered = asked.words.length > 0 || asked.type !== '' || asked.categories.size < all;
    for (const section of sections) {
      const count = countOf(section.dataset.category);
      section.hidden = filtered && count === 0;
      offerAll(section, count);
    }
    form.classList.toggle('filtered', filtered);
    const users = `${entries.length.toLocaleString('en')} users`;
    shown.value = filtered ? `Filtered: ${found.length.toLocaleString('en')} of ${users}` : users;
  }

  /** @param {HTMLElement} section */
  function showAllButton(section) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'more';
    button.addEventListener('click', () => {
      const table = section.querySelector('table.users');
      table?.classList.add('whole');
      button.hidden = true;
      // The focus goes on where the rows that were asked for begin.
      const next = table?.querySelectorAll('tbody tr:not([hidden])')[SHOWN_AT_ONCE];
      if (!(next instanceof HTMLElement)) return;
      next.tabIndex = -1;
      next.focus({ preventScroll: true });
    });
    section.append(button);
    return button;
  }

  /** @param {HTMLElement} section @param {number} count */
  function offerAll(section, count) {
    const button = showAll.get(section.dataset.category ?? '');
    if (button === undefined) return;
    button.textContent = `Show all ${count.toLocaleString('en')}`;
    button.hidden = count <= SHOWN_AT_ONCE || section.querySelector('table.whole') !== null;
  }

  /** @param {HTMLTableElement} table @param {number} column @param {boolean} descending */
  function sort(table, column, descending) {
    const body = table.tBodies[0];
    if (body === undefined) return;
    const keyed = [...body.rows].map((row) => ({ row, key: row.cells[column]?.textContent ?? '' }));
    keyed.sort((a, b) => (descending ? order.compare(b.key, a.key) : order.compare(a.key, b.key)));
    body.append(...keyed.map(({ row }) => row));
  }

  /** @param {HTMLTableElement} table */
  function makeSortable(table) {
    const headers = [...(table.tHead?.rows[0]?.cells ?? [])];
    headers.forEach((header, column) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.append(...header.childNodes);
      button.addEventListener('click', () => {
        const descending = header.getAttribute('aria-sort') === 'ascending';
        for (const other of headers) other.removeAttribute('aria-sort');
        header.setAttribute('aria-sort', descending ? 'descending' : 'ascending');
        sort(table, column, descending);
      });
      header.append(button);
    });
  }

  for (const table of document.querySelectorAll('table.users')) {
    makeSortable(/** @type {HTMLTableElement} */ (table));
  }
  form.addEventListener('input', filter);
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.target !== search) return;
    search.value = '';
    filter();
  });
  form.hidden = false;
  // What a browser kept of the controls when the page was loaded again counts.
  filter();
})();
