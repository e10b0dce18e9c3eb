import { AWS_CONFIG } from './catalog/aws-config';
import { DEPLOYMENT } from './catalog/deployment';
import { ENFORCEMENT } from './catalog/enforcement';
import { EVENTS } from './catalog/events';
import { IAM } from './catalog/iam';

/** By ID, in the order in which the page lists them. */
export const ASSUMPTIONS = { ...IAM, ...AWS_CONFIG, ...EVENTS, ...ENFORCEMENT, ...DEPLOYMENT };

export type AssumptionId = keyof typeof ASSUMPTIONS;

export const ASSUMPTION_IDS = Object.keys(ASSUMPTIONS) as readonly AssumptionId[];
