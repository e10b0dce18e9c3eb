import { fromEnv } from '@aws-sdk/credential-provider-env';

/**
 * Stands in the bundle for `@aws-sdk/credential-provider-node`. Lambda puts the role's credentials into the
 * environment, so the other places where the SDK would look for some are left out: they make up a third of it.
 */
export const defaultProvider = fromEnv;
