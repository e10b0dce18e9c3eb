import { ConfigServiceClient } from '@aws-sdk/client-config-service';
import { IAMClient } from '@aws-sdk/client-iam';

/** Nothing but the two clients, as the AWS SDK makes them: what the rule's init is measured against. */
export const clients = [new IAMClient({}), new ConfigServiceClient({})];
