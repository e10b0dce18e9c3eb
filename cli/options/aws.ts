import { type Command, InvalidArgumentError } from 'commander';

/** Whose account, and where: what the AWS SDK does not find by itself. */
export interface AwsOptions {
  readonly profile?: string;
  readonly region?: string;
}

export function addAwsOptions(command: Command): Command {
  return command
    .option('--profile <name>', "a profile of the AWS CLI's configuration (default: the AWS SDK's choice)")
    .option(
      '--region <region>',
      "the region to call (default: the AWS SDK's choice, else us-east-1)",
      region,
    );
}

/** A region becomes part of a host's name. */
function region(text: string): string {
  if (/^[a-z0-9-]{1,63}$/.test(text)) return text;
  throw new InvalidArgumentError('A region is spelt like eu-west-1.');
}
