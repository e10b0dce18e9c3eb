import * as v from 'valibot';
import { asProblem, quoted } from '../../rule/core/errors';
import { encodeParameters, type ParameterInput } from '../../rule/core/parse-parameters';
import { UsageError } from '../usage-error';
import { readJsonFile } from './json-file';

/** Keys that valibot leaves out of a record without a word: they mean something to JavaScript. */
const DROPPED_KEYS = ['__proto__', 'constructor', 'prototype'];

/** Arrays are objects too, to JavaScript. */
const isNoArray = (value: unknown) => !Array.isArray(value);

const PolicyFile = v.pipe(
  v.custom(isNoArray),
  v.record(v.string(), v.union([v.string(), v.number(), v.boolean(), v.array(v.string())])),
);

/**
 * Reads a policy file: a flat JSON object of rule parameters under their own names, lists as arrays or as text
 * separated by `;`.
 *
 * @throws UsageError `InvalidPolicyFile` for a file that cannot be read or used, with every fault.
 */
export function readPolicyFile(path: string): Readonly<Record<string, ParameterInput>> {
  const content = readJsonFile(path, 'InvalidPolicyFile');
  const dropped = DROPPED_KEYS.filter((key) => Object.hasOwn(Object(content), key));
  if (dropped.length > 0) {
    throw invalid(path, `${dropped.map(quoted).join(', ')} is no parameter of this rule; leave it out`);
  }
  const parsed = v.safeParse(PolicyFile, content);
  if (!parsed.success) {
    const names = parsed.issues.map((issue) => quoted(v.getDotPath(issue) ?? 'the whole'));
    throw invalid(
      path,
      `${names.join(', ')} is of a wrong kind; allowed: a JSON object of strings, numbers, booleans and arrays of strings`,
    );
  }
  try {
    encodeParameters(parsed.output);
  } catch (error) {
    throw invalid(path, asProblem(error).message, error);
  }
  return parsed.output;
}

function invalid(path: string, fault: string, cause?: unknown): UsageError {
  return new UsageError('InvalidPolicyFile', `${quoted(path)} cannot be used as a policy: ${fault}`, {
    cause,
  });
}
