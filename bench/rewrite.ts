import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const DOCS = join(__dirname, '../docs');

/** Puts text between the marks `<!-- name -->` and `<!-- /name -->` of a page of docs/. */
export function rewriteSection(name: string, text: string, file = 'benchmarks.md'): void {
  const path = join(DOCS, file);
  const page = readFileSync(path, 'utf8');
  const section = new RegExp(`(<!-- ${name} -->\n)[^]*?(<!-- /${name} -->)`);
  if (!section.test(page)) throw new Error(`${path} has no section ${name}`);
  writeFileSync(
    path,
    page.replace(section, (_, begin: string, end: string) => `${begin}${text}\n${end}`),
  );
}

export function writePlot(svg: string): void {
  writeFileSync(join(DOCS, 'benchmarks.svg'), svg);
}
