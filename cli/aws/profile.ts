import { loadSharedConfigFiles } from '@smithy/core/config';
import { ConsoleMfaError, NAMES_SHOWN, quoted } from '../../rule/core/errors';
import { suggestion } from '../../rule/core/parameter-definitions';
import type { AwsOptions } from '../options/aws';

/** What the AWS SDK takes without a name, whether it is there or not. */
const DEFAULT = 'default';
/** Sections of the file that are no profiles, as the AWS SDK names them. */
const OTHER_SECTION = /^(sso-session|services)\./;

/**
 * Looks for the profile that was named. The AWS SDK would go on to the next source of credentials without it, and so to
 * another account.
 *
 * @throws ConsoleMfaError `NoCredentials` where neither file has it.
 */
export async function requireProfile(
  { profile }: AwsOptions,
  env: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const name = profile ?? env['AWS_PROFILE'] ?? '';
  if (name === '' || name === DEFAULT) return;
  const { configFile, credentialsFile } = await loadSharedConfigFiles({ ignoreCache: true });
  const sections = Object.keys({ ...configFile, ...credentialsFile });
  const found = sections.filter((section) => !OTHER_SECTION.test(section)).sort();
  if (found.includes(name)) return;
  const files = new Set([
    env['AWS_CONFIG_FILE'] ?? '~/.aws/config',
    env['AWS_SHARED_CREDENTIALS_FILE'] ?? '~/.aws/credentials',
  ]);
  const source = profile === undefined ? 'AWS_PROFILE' : '--profile';
  const others = found.length === 0 ? 'there is none' : `there are ${found.slice(0, NAMES_SHOWN).join(', ')}`;
  throw new ConsoleMfaError(
    'NoCredentials',
    `no profile named ${quoted(name)} in ${[...files].join(' or ')}; correct ${source}${suggestion(name, found)} (${others})`,
  );
}
