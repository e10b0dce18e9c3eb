import * as cloudTrail from '@aws-sdk/client-cloudtrail';
import * as configService from '@aws-sdk/client-config-service';
import * as iam from '@aws-sdk/client-iam';
import * as organizations from '@aws-sdk/client-organizations';
import * as sts from '@aws-sdk/client-sts';
import { ServiceError } from './errors';
import type { Action, Service } from './service';
import { lambdaOperations, lambdaProtocol } from './wire/lambda';
import { jsonProtocol, type Protocol, queryProtocol, type Refusals } from './wire/protocol';
import { securityHubOperations, securityHubProtocol } from './wire/security-hub';
import { type NamedOperations, type Operation, Operations } from './wire/shape';

/** A service with the protocol and the operations of its clients. */
export interface WireService {
  readonly service: Service;
  readonly protocol: Protocol;
  readonly operations: NamedOperations;
}

export function wireServiceOf(service: Service): WireService {
  return { service, ...LANGUAGES[service.name] };
}

const LANGUAGES: Readonly<Record<Service['name'], Omit<WireService, 'service'>>> = {
  iam: { protocol: queryProtocol('iam.amazonaws.com', '2010-05-08'), operations: new Operations(iam) },
  sts: { protocol: queryProtocol('sts.amazonaws.com', '2011-06-15'), operations: new Operations(sts) },
  config: { protocol: jsonProtocol, operations: new Operations(configService) },
  organizations: { protocol: organizationsProtocol(), operations: new Operations(organizations) },
  lambda: { protocol: lambdaProtocol, operations: lambdaOperations },
  cloudtrail: { protocol: jsonProtocol, operations: new Operations(cloudTrail) },
  securityhub: { protocol: securityHubProtocol, operations: securityHubOperations },
};

/** AWS Organizations has names of its own for what services of the protocol share. */
function organizationsProtocol(): Protocol {
  const refusals = {
    ...jsonProtocol.refusals,
    throttled: new ServiceError(
      'TooManyRequestsException',
      'You have sent too many requests in too short a period of time.',
      400,
    ),
    validationCode: 'InvalidInputException',
  };
  return { ...jsonProtocol, refusals };
}

/** The refusals of a service, in the form of its protocol. */
export function refusalsOf(name: Service['name']): Refusals {
  return LANGUAGES[name].protocol.refusals;
}

/** @throws ServiceError for an action that the service does not have, or that the sandbox does not play */
export function actionNamed(
  { service, protocol, operations }: WireService,
  name: string,
): { readonly operation: Operation; readonly action: Action } {
  const operation = operations.named(name);
  const action = Object.hasOwn(service.actions, name) ? service.actions[name] : undefined;
  if (operation === undefined || action === undefined) throw protocol.refusals.unknownAction(name);
  return { operation, action };
}
