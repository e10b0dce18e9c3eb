import { Secret, TOTP } from 'otpauth';
import type { Account } from './account';
import type { Totp } from './mfa-device';

const STEP_MS = 30_000;

/**
 * How far codes may be away from the clock to be found at all: half an hour. IAM's own reach is not published; it
 * takes codes that were sent too late, and the device is then out of sync.
 */
const REACH_STEPS = 60;

/** A code of the step before or after is as good, since clocks are never quite the same. */
const TOLERANCE_STEPS = 1;

/** The code that a device with this secret, in base32, shows at an instant. */
export function codeAt(secret: string, instant: Date): string {
  return codeOfStep(secret, stepAt(instant));
}

/**
 * What the QR code of a virtual device encodes, for an authenticator app.
 *
 * @param secret in base32
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_VirtualMFADevice.html
 */
export function keyUri({ accountId }: Account, deviceName: string, secret: string): string {
  const issuer = encodeURIComponent('Amazon Web Services');
  return `otpauth://totp/${issuer}:${encodeURIComponent(deviceName)}@${accountId}?secret=${secret}&issuer=${issuer}`;
}

/** Takes two consecutive codes, each good once; undefined if they are not the device's. */
export function synchronize(totp: Totp, code1: string, code2: string, now: Date): Totp | undefined {
  const current = stepAt(now);
  for (let away = 0; away <= REACH_STEPS; away += 1) {
    for (const step of away === 0 ? [current] : [current - away, current + away]) {
      if (step <= totp.lastStep || step < 0) continue;
      if (codeOfStep(totp.secret, step) !== code1 || codeOfStep(totp.secret, step + 1) !== code2) continue;
      return { ...totp, driftSteps: step + 1 - current, lastStep: step + 1 };
    }
  }
  return undefined;
}

/** Takes one code of a device that is in sync; undefined if it is not the device's, or was taken before. */
export function takeCode(totp: Totp, code: string, now: Date): Totp | undefined {
  const expected = stepAt(now) + totp.driftSteps;
  for (let step = expected - TOLERANCE_STEPS; step <= expected + TOLERANCE_STEPS; step += 1) {
    if (step <= totp.lastStep || codeOfStep(totp.secret, step) !== code) continue;
    return { ...totp, lastStep: step };
  }
  return undefined;
}

function stepAt(instant: Date): number {
  return Math.floor(instant.getTime() / STEP_MS);
}

function codeOfStep(secret: string, step: number): string {
  return TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: step * STEP_MS });
}
