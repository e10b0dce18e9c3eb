import { Command, InvalidArgumentError } from 'commander';
import { SIMULATED, scaleSection, simulate } from './organization/simulation';
import { rewriteSection } from './rewrite';
import { asText } from './table';

interface Flags {
  readonly accounts: number;
  readonly seed: number;
  readonly write: boolean;
}

/** `npm run bench:organization` */
function bench(flags: Flags): void {
  console.log(simulate(flags.accounts, flags.seed).map(asText).join('\n\n'));
  if (flags.write) rewriteSection('simulation', scaleSection(), 'scale.md');
}

function count(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= 100_000) return number;
  throw new InvalidArgumentError('Allowed: a whole number from 1 to 100000.');
}

bench(
  new Command('bench:organization')
    .description('Simulates an organization: deployment in waves, evaluations and cost a month, limits.')
    .option('--accounts <count>', 'how many accounts', count, SIMULATED.accounts)
    .option('--seed <number>', 'which organization', count, SIMULATED.seed)
    .option('--write', 'rewrite docs/scale.md, with its own organization', false)
    .parse()
    .opts<Flags>(),
);
