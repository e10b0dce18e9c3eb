import { join } from 'node:path';
import { synthesize } from '../../lib/synthesize';

const EVERYTHING = {
  nearRealTime: 'true',
  dashboard: 'true',
  alertEmail: 'security@example.com',
  securityHubSeverity: 'HIGH',
  exemptGroups: 'robots',
  includeRoot: 'true',
  enforceMfaFrom: '2027-02-01',
  remediation: 'manual',
};

/** Writes the cloud assembly for a region of each partition, for cfn-lint, into a folder of the region's name. */
function main([directory = 'cdk.out']: readonly string[]): void {
  for (const region of ['us-east-1', 'eu-central-1', 'cn-northwest-1', 'us-gov-east-1']) {
    synthesize({ ...EVERYTHING, region, 'aws:cdk:bundling-stacks': [] }, join(directory, region));
  }
}

main(process.argv.slice(2));
