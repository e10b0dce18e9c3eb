import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Extractor, ExtractorConfig, ExtractorLogLevel } from '@microsoft/api-extractor';
import { BuildError } from './build-error';

const ROOT = join(__dirname, '..');

/** The committed report of what the package exports, in docs/. */
export const API_REPORT = 'docs/iam-console-mfa.api.md';

export interface PublicApiOptions {
  /** Where to write the declarations of all that is exported, in one file. */
  readonly declarations?: string;
  /** Whether to write the report where it differs. */
  readonly accept?: boolean;
}

/**
 * Compares what the package exports with the committed report.
 *
 * @returns whether they differ.
 * @throws BuildError `PublicApiUnclear` for what API Extractor calls an error.
 */
export function publicApi({ declarations, accept = false }: PublicApiOptions): boolean {
  // Outside of the checkout and its node_modules, whose declarations count as somebody else's.
  const directory = mkdtempSync(join(tmpdir(), 'public-api-'));
  try {
    emitDeclarations(directory);
    symlinkSync(join(ROOT, 'node_modules'), join(directory, 'node_modules'));
    copyFileSync(join(ROOT, 'package.json'), join(directory, 'package.json'));
    const { apiReportChanged, errorCount } = Extractor.invoke(extractorConfig(directory, declarations), {
      localBuild: accept,
      messageCallback: (message) => {
        // Whether the report differs is told by the caller.
        message.handled = message.logLevel !== ExtractorLogLevel.Error;
      },
    });
    if (errorCount > 0) throw new BuildError('PublicApiUnclear', 'see the errors above; mend lib/index.ts');
    return apiReportChanged;
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function emitDeclarations(directory: string): void {
  const tsc = join(dirname(require.resolve('typescript/package.json')), 'bin/tsc');
  const options = ['--project', join(__dirname, 'tsconfig.declarations.json'), '--outDir', directory];
  execFileSync(process.execPath, [tsc, ...options], { stdio: 'inherit' });
}

function extractorConfig(directory: string, declarations: string | undefined): ExtractorConfig {
  const none = { logLevel: ExtractorLogLevel.None };
  const mainEntryPointFilePath = join(directory, 'lib/index.d.ts');
  return ExtractorConfig.prepare({
    configObjectFullPath: undefined,
    packageJsonFullPath: join(directory, 'package.json'),
    configObject: {
      projectFolder: directory,
      mainEntryPointFilePath,
      compiler: {
        overrideTsconfig: {
          compilerOptions: {
            target: 'ES2023',
            lib: ['ES2023'],
            module: 'NodeNext',
            moduleResolution: 'NodeNext',
            strict: true,
            skipLibCheck: true,
            types: ['node'],
          },
          files: [mainEntryPointFilePath],
        },
      },
      apiReport: {
        enabled: true,
        reportFolder: join(ROOT, 'docs'),
        reportTempFolder: directory,
        // The unions of strings are written as lists that are not exported themselves.
        includeForgottenExports: true,
      },
      docModel: { enabled: false },
      dtsRollup: {
        enabled: declarations !== undefined,
        ...(declarations !== undefined && { untrimmedFilePath: declarations }),
      },
      tsdocMetadata: { enabled: false },
      newlineKind: 'lf',
      messages: {
        extractorMessageReporting: {
          'ae-missing-release-tag': none,
          'ae-forgotten-export': none,
        },
        // The docstrings are written for people and editors, not for TSDoc's tools.
        tsdocMessageReporting: { default: none },
      },
    },
  });
}
