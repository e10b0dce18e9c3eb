/** @import { Action, Codes, NewDevice, State } from '../view' */

/** What the sandbox refused, in its words. */
export class Refusal extends Error {}

/** @param {number} known the revision that the page shows @returns {Promise<State>} */
export async function getState(known) {
  const response = await fetch(`/console/state?known=${known}`);
  if (!response.ok) throw new Error(`the sandbox answers ${response.status}`);
  return response.json();
}

/** @param {Action} action @returns {Promise<unknown>} */
async function post(action) {
  const response = await fetch('/console/actions', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(action),
  });
  const answer = await response.json();
  if (!response.ok) throw new Refusal(answer.error);
  return answer;
}

/** @param {Action} action @returns {Promise<void>} */
export async function act(action) {
  await post(action);
}

/** @param {string} userId @returns {Promise<NewDevice>} */
export async function createDevice(userId) {
  return /** @type {NewDevice} */ (await post({ type: 'create device', userId }));
}

/** @param {string} serialNumber @returns {Promise<Codes>} */
export async function showCodes(serialNumber) {
  return /** @type {Codes} */ (await post({ type: 'show codes', serialNumber }));
}
