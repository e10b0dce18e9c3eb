import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXEMPTION_TAG } from '../../demo/generator/small-company';
import { synthesize } from '../../lib/synthesize';

/** Policies that make the rule ask different things. */
export const POLICIES = {
  default: {},
  lenient: {
    exemptUsers: 'backup-*',
    exemptPaths: '/service/',
    exemptGroups: 'emergency',
    exemptionTag: EXEMPTION_TAG,
    gracePeriodDays: '14',
    includeRoot: 'true',
  },
  strict: {
    acceptedMfaTypes: 'virtual',
    exemptGroups: 'emergency;finance',
    gracePeriodDays: '7',
    report: 'changes',
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, string>>>>;

export type PolicyName = keyof typeof POLICIES;

/** The app with its bundled Lambda, synthesized once for each policy that is asked for. */
export class Assemblies {
  readonly #directories = new Map<string, string>();

  /** The directory of the cloud assembly. */
  of(context: Readonly<Record<string, string>>): string {
    const key = JSON.stringify(context);
    const known = this.#directories.get(key);
    if (known !== undefined) return known;
    const directory = mkdtempSync(join(tmpdir(), 'iam-console-mfa-'));
    this.#directories.set(key, directory);
    synthesize(context, directory);
    return directory;
  }

  remove(): void {
    for (const directory of this.#directories.values()) rmSync(directory, { recursive: true });
  }
}
