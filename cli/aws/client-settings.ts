import { loadConfig, NODE_REGION_CONFIG_FILE_OPTIONS, NODE_REGION_CONFIG_OPTIONS } from '@smithy/core/config';
import { SINGLE_ATTEMPT } from '../../rule/aws/single-attempt';
import type { AwsOptions } from '../options/aws';

/** IAM answers everywhere in a partition, so somebody who has set no region means the usual partition. */
const DEFAULT_REGION = 'us-east-1';

/** The SDK warns of what it finds in the environment, and this command line says by itself what is wrong. */
const SILENT = { trace() {}, debug() {}, info() {}, warn() {}, error() {} };

/** What every AWS client of the command line is made with. Credentials and endpoint are the SDK's to find. */
export function clientSettings({ profile, region }: AwsOptions) {
  return {
    ...SINGLE_ATTEMPT,
    logger: SILENT,
    ...(profile !== undefined && { profile }),
    region: region ?? regionOfProfile(profile),
  };
}

function regionOfProfile(profile: string | undefined): () => Promise<string> {
  return loadConfig(
    { ...NODE_REGION_CONFIG_OPTIONS, default: process.env['AWS_DEFAULT_REGION'] ?? DEFAULT_REGION },
    { ...NODE_REGION_CONFIG_FILE_OPTIONS, ...(profile !== undefined && { profile }) },
  );
}
