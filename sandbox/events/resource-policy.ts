import { decide } from '../decide';

/** What a service asks of a resource, and on whose account. */
export interface ServiceRequest {
  /** E.g. `events.amazonaws.com`. */
  readonly service: string;
  readonly action: string;
  readonly resource: string;
  /** The condition keys that the service brings. */
  readonly context: Readonly<Record<string, string>>;
  readonly accountId: string;
}

/** Decides by the policies of resources what services may do, each question once. */
export class ResourcePolicies {
  readonly #decisions = new Map<string, Promise<boolean>>();

  /** @param document the resource's policy, JSON; undefined for a resource without one, which lets no service in. */
  mayDo(document: string | undefined, request: ServiceRequest): Promise<boolean> {
    if (document === undefined) return Promise.resolve(false);
    const key = JSON.stringify([document, request]);
    const decision = this.#decisions.get(key) ?? isAllowed(document, request);
    this.#decisions.set(key, decision);
    return decision;
  }
}

async function isAllowed(document: string, { service, ...request }: ServiceRequest): Promise<boolean> {
  const asked = { ...request, principal: service };
  return (await decide({ identity: [], boundary: undefined }, asked, document)) === 'allowed';
}
