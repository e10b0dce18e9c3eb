import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Html, html, verbatim } from './markup';

/** A style sheet or a script, and the source expression by which a content security policy knows it. */
export interface Asset {
  readonly text: string;
  readonly source: string;
}

type AssetName = 'report.css' | 'report.js' | 'rehearsal.css';

/** Reads files that go into pages, one after the other. */
export function readAsset(...names: readonly AssetName[]): Asset {
  const files = names.map((name) => readFileSync(join(__dirname, 'browser', name), 'utf8'));
  // As a browser reads it, whatever the checkout's line ends: the hash is of that.
  const text = files.join('').replaceAll('\r\n', '\n');
  return { text, source: `'sha256-${createHash('sha256').update(text).digest('base64')}'` };
}

/**
 * The head's content security policy: nothing is loaded, nothing is sent, and of all scripts and styles only these
 * count, so markup that an account's data got in would do nothing.
 */
export function contentSecurityPolicy(style: Asset, script?: Asset): Html {
  const policy = [
    "default-src 'none'",
    `style-src ${style.source}`,
    ...(script === undefined ? [] : [`script-src ${script.source}`]),
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
  // The sources are quoted with apostrophes, which may stand in this attribute as they are.
  return html`<meta http-equiv="Content-Security-Policy" content="${verbatim(policy)}">`;
}
