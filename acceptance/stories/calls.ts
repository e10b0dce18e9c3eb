import { errorLine } from '../aws';
import { didNotHold, held, type Observation } from '../observation';
import type { Scene } from '../scene';

type SendCall = () => Promise<unknown>;

/** Keys, policies, and memberships take effect in seconds. */
export const PROPAGATION = { withinMs: 60_000, everyMs: 5_000 };

/** Waits until a call is denied. Another refusal, such as of a name that is taken, shows that it was allowed. */
export async function denied({ watch }: Scene, call: SendCall): Promise<Observation> {
  let last = '';
  const refused = await watch.until(PROPAGATION, async () => {
    last = (await refusal(call)) ?? 'the call was answered';
    return last.startsWith('AccessDenied') ? last : undefined;
  });
  return refused === undefined ? didNotHold(last) : held(refused);
}

/** Waits until a call is answered. */
export async function answered({ watch }: Scene, call: SendCall): Promise<Observation> {
  let last = '';
  const answer = await watch.until(PROPAGATION, async () => {
    last = (await refusal(call)) ?? '';
    return last === '' ? true : undefined;
  });
  return answer === true ? held() : didNotHold(last);
}

/** How AWS refuses a call; undefined where it answers. */
export async function refusal(call: SendCall): Promise<string | undefined> {
  try {
    await call();
    return undefined;
  } catch (error) {
    return errorLine(error);
  }
}
