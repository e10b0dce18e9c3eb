import { addUser } from '../../demo/generator/add-user';
import { createAccount } from '../../sandbox/account/account';
import { SandboxClock } from '../../sandbox/account/clock';
import { startServer } from '../../sandbox/server';
import { iamService } from '../../sandbox/services/iam/iam-service';
import { stsService } from '../../sandbox/services/sts/sts-service';

/**
 * Serves the sandbox's IAM and STS, the account being the one that audit_of_5000.py makes in moto too, and prints the
 * address. Ends with its standard input.
 */
async function main(): Promise<void> {
  const now = new Date();
  const age = 30 * 86_400;
  const account = createAccount({
    accountId: '123456789012',
    partition: 'aws',
    region: 'us-east-1',
    seed: 'peers',
    createDate: new Date(now.getTime() - age * 1000),
  });
  for (let number = 0; number < 5_000; number += 1) {
    const draft = {
      userName: `user-${String(number).padStart(4, '0')}`,
      path: '/',
      age,
      password: number % 10 < 6 ? { age, lastUsedAge: undefined } : undefined,
      devices: number % 10 < 4 ? (['virtual'] as const) : [],
      accessKeys: 0,
      tags: [],
      groups: [],
    };
    addUser(account, draft, now);
  }
  const clock = SandboxClock.running(now, () => performance.now());
  const server = await startServer({ account, clock, services: [iamService, stsService] });
  console.log(server.url);
  for await (const _ of process.stdin);
  await server.close();
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
