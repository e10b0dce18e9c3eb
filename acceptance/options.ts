import { parseArgs } from 'node:util';
import { quoted } from '../rule/core/errors';
import { AcceptanceError } from './acceptance-error';

/** What the program was asked for. */
export interface Options {
  readonly account: string;
  readonly region: string;
  /** The name of the deployed AWS Config rule. */
  readonly rule: string;
  /** Only removes what an earlier run left behind. */
  readonly clean: boolean;
}

export const USAGE = 'npm run acceptance -- --account ID --region R [--rule NAME] [--clean]';

const USAGE_EXIT_CODE = 64;

/** @throws AcceptanceError `InvalidFlags` */
export function readOptions(args: readonly string[]): Options {
  const { account, region, rule, clean } = parsed(args);
  if (account === undefined || !/^\d{12}$/.test(account)) {
    throw invalid(`--account is ${quoted(account)}; give the 12 digits of the account to test in`);
  }
  if (region === undefined || !/^[a-z]{2}(-[a-z]+)+-\d$/.test(region)) {
    throw invalid(`--region is ${quoted(region)}; give the Region of the deployed rule, such as us-east-1`);
  }
  return { account, region, rule, clean };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        account: { type: 'string' },
        region: { type: 'string' },
        rule: { type: 'string', default: 'iam-console-mfa' },
        clean: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw invalid(String(Object(error).message));
  }
}

function invalid(message: string): AcceptanceError {
  return new AcceptanceError('InvalidFlags', `${message}. Usage: ${USAGE}`, USAGE_EXIT_CODE);
}
