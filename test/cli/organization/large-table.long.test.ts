import { FORMATS } from '../../../cli/formats';
import { PLAIN_PAGE } from '../../../cli/text/page';
import { ORGANIZATION } from '../../support/cli/organization-audits';

test('the table has room for more users than a function takes arguments', () => {
  const rows = Array.from({ length: 130_000 }, () => ORGANIZATION.rows[1]).filter((row) => row !== undefined);
  expect(FORMATS.table({ ...ORGANIZATION, rows }, PLAIN_PAGE).length).toBeGreaterThan(130_000 * 40);
});
