/** @import { NewDevice, UserView } from '../view' */
/** @import { Store } from './store.js' */
import { act, createDevice, showCodes } from './api.js';
import { byId } from './dom.js';

/** Beyond this a phone's codes are none that the sandbox takes. */
const MOST_SKEW_MS = 25 * 60_000;

/**
 * A virtual device's way to its user: secret, then two codes. What is broken off is undone.
 *
 * @param {Store} store
 * @param {(action: () => Promise<unknown>, done: string) => Promise<boolean>} run
 */
export function enrolment(store, run) {
  const form = byId('enrol', HTMLFormElement);
  const code1 = /** @type {HTMLInputElement} */ (form.elements.namedItem('code1'));
  const code2 = /** @type {HTMLInputElement} */ (form.elements.namedItem('code2'));
  /** @type {{ user: UserView, device: NewDevice } | undefined} */
  let underWay;

  /** @param {UserView} user */
  async function begin(user) {
    await cancel();
    await run(async () => {
      underWay = { user, device: await createDevice(user.userId) };
    }, '');
    if (underWay === undefined) return;
    const { device } = underWay;
    byId('qr-code', HTMLImageElement).src = device.qrCode;
    byId('secret', HTMLElement).textContent = device.secret.replace(/.{4}(?=.)/g, '$& ');
    showSkew(store.now);
    form.reset();
    form.hidden = false;
    form.scrollIntoView({ block: 'nearest' });
    code1.focus();
  }

  async function cancel() {
    form.hidden = true;
    const unfinished = underWay;
    underWay = undefined;
    if (unfinished === undefined) return;
    const { serialNumber } = unfinished.device;
    await run(() => act({ type: 'discard device', serialNumber }), 'The enrolment was broken off.');
  }

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (underWay === undefined) return;
    const { user, device } = underWay;
    const [userId, serialNumber] = [user.userId, device.serialNumber];
    const enabled = await run(
      () => act({ type: 'enable device', userId, serialNumber, code1: code1.value, code2: code2.value }),
      `${user.userName} has a device. AWS Config shows it after the next evaluation.`,
    );
    if (!enabled) return;
    underWay = undefined;
    form.hidden = true;
  });
  byId('generate', HTMLButtonElement).addEventListener('click', () =>
    run(async () => {
      if (underWay === undefined) return;
      const codes = await showCodes(underWay.device.serialNumber);
      code1.value = codes.code1;
      code2.value = codes.code2;
    }, 'The codes are filled in.'),
  );
  byId('cancel-enrolment', HTMLButtonElement).addEventListener('click', cancel);
  return { begin, cancel };
}

/** A phone goes by the real time, and the sandbox's clock may have been moved. @param {Date} now */
function showSkew(now) {
  const notice = byId('skew', HTMLElement);
  notice.hidden = Math.abs(now.getTime() - Date.now()) < MOST_SKEW_MS;
  notice.textContent = `The sandbox's clock is not your phone's, so its codes are not accepted: let the sandbox generate them.`;
}
