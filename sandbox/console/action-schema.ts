import * as v from 'valibot';
import { SandboxError } from '../errors';
import type { Action } from './view';

/** Thirty days: a rule that runs every day runs thirty times before the answer comes. */
const MOST_MINUTES = 43_200;

const userId = v.string();
const serialNumber = v.string();

const ActionSchema: v.GenericSchema<unknown, Action> = v.variant('type', [
  v.strictObject({ type: v.literal('create user'), userName: v.string(), password: v.boolean() }),
  v.strictObject({
    type: v.picklist(['delete user', 'give password', 'remove password', 'create device']),
    userId,
  }),
  v.strictObject({ type: v.literal('discard device'), serialNumber }),
  v.strictObject({ type: v.literal('show codes'), serialNumber }),
  v.strictObject({
    type: v.literal('enable device'),
    userId,
    serialNumber,
    code1: v.string(),
    code2: v.string(),
  }),
  v.strictObject({ type: v.literal('remove device'), userId, serialNumber }),
  v.strictObject({ type: v.literal('tag'), userId, key: v.string(), value: v.string() }),
  v.strictObject({ type: v.literal('untag'), userId, key: v.string() }),
  v.strictObject({ type: v.literal('evaluate'), ruleId: v.string() }),
  v.strictObject({
    type: v.literal('advance'),
    minutes: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST_MINUTES)),
  }),
]);

/** @throws SandboxError `InvalidAction` for a text that is no action */
export function readAction(text: string): Action {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), ActionSchema), text);
  if (parsed.success) return parsed.output;
  throw new SandboxError('InvalidAction', v.summarize(parsed.issues));
}
