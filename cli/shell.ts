import type { Clock } from '../rule/ports';
import type { OwnAccount } from './aws/account-access';
import type { OrganizationAccess } from './aws/organization-access';
import type { EnrolmentAccess } from './enrol/enrolment-access';
import type { Interruptible } from './interruption';
import type { AwsOptions } from './options/aws';

/** An output stream, as far as commands need it. */
export interface Sink {
  /** Resolves once the text has left this process, or can no longer because the reader is gone. */
  write(text: string): Promise<void>;
  readonly isTerminal: boolean;
  /** The terminal's width in columns. */
  readonly columns: number | undefined;
}

/** What surrounds a command: everything it reads and writes besides the files that its flags name. */
export interface Shell {
  /** Carries the document and nothing else. */
  readonly stdout: Sink;
  readonly stderr: Sink;
  /** Where questions are answered. */
  readonly stdin: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  /**
   * @throws ConsoleMfaError `NoCredentials` where there are none that can be used, `InvalidEndpoint`, and what STS
   * refuses.
   */
  openAccount(options: AwsOptions): Promise<OwnAccount>;
  /** @throws ConsoleMfaError as `openAccount` does. */
  openOrganization(options: AwsOptions): Promise<OrganizationAccess>;
  /** @throws ConsoleMfaError as `openAccount` does. */
  openEnrolment(options: AwsOptions): Promise<EnrolmentAccess>;
  /** Lets work leave things in order on Ctrl-C, SIGTERM, and SIGHUP. A second Ctrl-C or SIGTERM ends the process at once. */
  interruptible<Result>(work: Interruptible<Result>): Promise<Result>;
}
