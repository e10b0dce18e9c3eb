import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BuildError } from './build-error';
import { type BundledPackage, identity } from './bundled-packages';

/** What may go into a package under Apache-2.0 if the text goes with it, and what asks for not even that. */
const WITH_TEXT: readonly string[] = ['Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT'];
const WITHOUT_TEXT: readonly string[] = ['0BSD', 'MIT-0'];
const ALLOWED: readonly string[] = [...WITH_TEXT, ...WITHOUT_TEXT];

const RULE = '='.repeat(80);

/**
 * The licences of the bundled packages: a list of all, then the texts that have to be passed on, each once with the
 * packages that it is of.
 *
 * @param apache the text of Apache-2.0, which names nobody, for packages that come without it.
 * @throws BuildError `LicenceNotAllowed` for a licence that is not on the list, `LicenceTextMissing` for a package
 * that comes without its text.
 */
export function thirdPartyLicences(packages: readonly BundledPackage[], apache: string): string {
  const refused = packages.filter(({ licence }) => !ALLOWED.includes(licence));
  if (refused.length > 0) throw notAllowed(refused);
  const byText = new Map<string, string[]>();
  for (const bundled of packages.filter(({ licence }) => WITH_TEXT.includes(licence))) {
    const text = licenceText(bundled, apache);
    byText.set(text, [...(byText.get(text) ?? []), identity(bundled)]);
  }
  const list = packages.map((bundled) => `${identity(bundled)}  ${bundled.licence}`);
  const texts = [...byText].map(([text, of]) => `${RULE}\n${of.join('\n')}\n${RULE}\n\n${text}\n`);
  return `iam-console-mfa holds code of these packages.\n\n${list.join('\n')}\n\n${texts.join('\n')}`;
}

/** The licence and, where Apache-2.0 asks for it to be passed on, the notice. */
function licenceText(bundled: BundledPackage, apache: string): string {
  const names = readdirSync(bundled.directory).sort();
  const licences = names.filter((name) => /^licen[cs]e(\.(md|txt))?$/i.test(name));
  const notices = names.filter((name) => /^notice(\.(md|txt))?$/i.test(name));
  const texts = [...licences, ...notices].map((name) =>
    readFileSync(join(bundled.directory, name), 'utf8').replaceAll('\r\n', '\n').trim(),
  );
  if (licences.length > 0) return texts.join('\n\n');
  if (bundled.licence !== 'Apache-2.0') throw textMissing(bundled);
  return [apache.trim(), ...texts].join('\n\n');
}

function notAllowed(refused: readonly BundledPackage[]): BuildError {
  const each = refused.map((bundled) => `${identity(bundled)} is under ${bundled.licence}`);
  return new BuildError(
    'LicenceNotAllowed',
    `${each.join(', ')}; allowed in the package: ${ALLOWED.join(', ')}. Keep it out of lambda/, lib/ and cli/`,
  );
}

function textMissing(bundled: BundledPackage): BuildError {
  return new BuildError(
    'LicenceTextMissing',
    `${identity(bundled)} comes without the text of its licence, which has to be passed on; take another package`,
  );
}
