import type { Account } from '../../sandbox/account/account';

/** Everything in an account that no log may hold. */
export function secretsOf(account: Account): readonly string[] {
  const ofUsers = [...account.users].flatMap(({ loginProfile, accessKeys, mfaDevices }) => [
    ...(loginProfile === undefined ? [] : [loginProfile.password]),
    ...accessKeys.map(({ secretAccessKey }) => secretAccessKey),
    ...mfaDevices.flatMap((device) => ('totp' in device ? [device.totp.secret] : [])),
  ]);
  return [
    ...ofUsers,
    ...[...account.virtualMfaDevices].map(({ base32StringSeed }) => base32StringSeed),
    ...[...account.sessions.values()].flatMap(({ secretAccessKey, sessionToken }) => [
      secretAccessKey,
      sessionToken,
    ]),
  ];
}

/** The lines that give a secret away. */
export function leaks(log: readonly string[], secrets: readonly string[]): readonly string[] {
  return log.filter((line) => secrets.some((secret) => line.includes(secret)));
}
