/** The text of the rows of one category of an HTML report, cell by cell. */
export function rowsIn(document: string, category: string): readonly (readonly string[])[] {
  const section =
    new RegExp(`<section class="category ${category}"[\\s\\S]*?</section>`).exec(document)?.[0] ?? '';
  const body = /<tbody>([\s\S]*)<\/tbody>/.exec(section)?.[1] ?? '';
  return [...body.matchAll(/<tr[^>]*>(.*?)<\/tr>/g)].map(([, row = '']) =>
    [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/g)].map(([, cell = '']) =>
      cell.replaceAll(/<small>|<br>/g, ' ').replaceAll(/<[^>]+>/g, ''),
    ),
  );
}
