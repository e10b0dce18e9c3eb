import { AwsCallError, ConsoleMfaError } from '../../rule/core/errors';
import { ThrottledClient } from '../../rule/throttled-client';
import { connectionFault } from './connection';

/** Calls AWS for a person at the command line: what fails says what that person can do, not what the next run does. */
export class CliClient extends ThrottledClient {
  override async call<Answer>(
    action: string,
    until: number,
    send: (timeoutMs: number) => Promise<Answer>,
  ): Promise<Answer> {
    try {
      return await super.call(action, until, send);
    } catch (error) {
      throw forPerson(error, action);
    }
  }
}

function forPerson(error: unknown, action: string): unknown {
  if (error instanceof AwsCallError) return callErrorForPerson(error);
  if (!(error instanceof ConsoleMfaError) || error.code !== 'OutOfTime') return error;
  const message = `${action} was not answered before the time ran out; run this again when the account is less busy`;
  return new ConsoleMfaError('OutOfTime', message, { cause: error.cause });
}

function callErrorForPerson(error: AwsCallError): AwsCallError {
  const { failure, action, cause } = error;
  const { remedy, detail = error.detail } = remedyFor(error) ?? {};
  return remedy === undefined ? error : new AwsCallError(failure, action, detail, { cause, remedy });
}

function remedyFor(error: AwsCallError): { readonly remedy: string; readonly detail?: string } | undefined {
  switch (error.failure) {
    case 'denied':
      return error.lacksPermission ? { remedy: 'is not allowed; grant the caller this action' } : undefined;
    case 'transient':
      return (
        connectionFault(error, process.env) ?? { remedy: 'failed every time it was tried; try again later' }
      );
    case 'throttled':
      return { remedy: 'was throttled until the time ran out; try again later' };
    case 'refused':
      return areCredentialsRefused(error)
        ? { remedy: 'was refused for the credentials; sign in again, or name a profile with --profile' }
        : undefined;
    case 'missing':
      return undefined;
  }
}

/** @see https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html */
function areCredentialsRefused({ cause }: AwsCallError): boolean {
  const name = cause instanceof Error ? cause.name : '';
  return /^(ExpiredToken|InvalidClientTokenId|UnrecognizedClient|SignatureDoesNotMatch)(Exception)?$/.test(
    name,
  );
}
