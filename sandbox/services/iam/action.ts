import type { Action, ActionContext } from '../../service';

/** A request whose required members were checked to be there: the SDK's type without `undefined`. */
export type Checked<Input> = Input extends Date | Uint8Array
  ? Input
  : Input extends readonly (infer Item)[]
    ? readonly Checked<Item>[]
    : Input extends object
      ? { readonly [Member in keyof Input]: Checked<Exclude<Input[Member], undefined>> }
      : Input;

type Resources<Input> = (input: Checked<Input>, context: ActionContext) => readonly string[];
type Run<Input, Output> = (input: Checked<Input>, context: ActionContext) => Output | Promise<Output>;

export function action<Input, Output>(
  resources: Resources<Input>,
  run: Run<Input, Output>,
): Action<Checked<Input>, Output> {
  return { resources, run };
}

/** For an action without an answer. */
export function command<Input>(
  resources: Resources<Input>,
  run: (input: Checked<Input>, context: ActionContext) => void | Promise<void>,
): Action<Checked<Input>, void> {
  return { resources, run };
}
