import type { Command } from 'commander';

/** Whose account, and where: what the AWS SDK does not find by itself. */
export interface AwsOptions {
  readonly profile?: string;
  readonly region?: string;
}

export function addAwsOptions(command: Command): Command {
  return command
    .option('--profile <name>', "a profile of the AWS CLI's configuration (default: the AWS SDK's choice)")
    .option('--region <region>', "the region to call (default: the AWS SDK's choice, else us-east-1)");
}
