import { visible } from '../text/visible';

/** What a template may hold. Texts are data: they are escaped, and what would not be seen is spelt out. */
export type Content = Html | string | number | undefined | readonly Content[];

/** Markup that {@link html} made. There is no other way to one but {@link verbatim}. */
export class Html {
  readonly #markup: string;

  constructor(markup: string) {
    this.#markup = markup;
  }

  toString(): string {
    return this.#markup;
  }
}

/** Markup of this project's own, with contents that cannot become markup: in text or in a quoted attribute. */
export function html(markup: TemplateStringsArray, ...contents: readonly Content[]): Html {
  return new Html(String.raw({ raw: markup }, ...contents.map(render)));
}

/** Something from the account, kept from turning the direction of the text around it. */
export function data(text: string): Html {
  return html`<bdi>${text}</bdi>`;
}

/** A file of this project's own, as it is. */
export function verbatim(file: string): Html {
  return new Html(file);
}

function render(content: Content): string {
  if (content === undefined) return '';
  if (content instanceof Html) return content.toString();
  if (typeof content === 'number') return String(content);
  if (typeof content === 'string') return entities(visible(content));
  return content.map(render).join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function entities(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
