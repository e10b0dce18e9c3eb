import { SandboxClock } from '../../account/clock';
import { type SandboxServer, type ServerSettings, startServer } from '../../server';

/** When the clock of whatever is served stands. */
export const NOW = new Date('2027-01-15T12:00:00Z');

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

interface ClientSettings {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: Credentials;
  readonly maxAttempts: number;
}

/** A server at a frozen clock, and clients of it that try once. */
export interface Served {
  readonly clock: SandboxClock;
  readonly server: SandboxServer;
  /** Makes clients of the administrator, or of whoever has the credentials. */
  clientOf<Client extends { destroy(): void }>(
    type: new (settings: ClientSettings) => Client,
  ): (credentials?: Credentials) => Client;
  /**
   * Ends the clients and the server.
   *
   * @throws AggregateError what was no refusal of AWS's.
   */
  close(): Promise<void>;
}

const ADMINISTRATOR: Credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'unchecked' };

export async function serve(settings: Omit<ServerSettings, 'clock' | 'onDefect'>): Promise<Served> {
  const clock = SandboxClock.frozen(NOW);
  const defects: unknown[] = [];
  const server = await startServer({ ...settings, clock, onDefect: (error) => defects.push(error) });
  const clients: { destroy(): void }[] = [];
  return {
    clock,
    server,
    clientOf:
      (Type) =>
      (credentials = ADMINISTRATOR) => {
        const client = new Type({ endpoint: server.url, region: 'us-east-1', credentials, maxAttempts: 1 });
        clients.push(client);
        return client;
      },
    async close() {
      for (const client of clients) client.destroy();
      await server.close();
      if (defects.length > 0) throw new AggregateError(defects, 'the sandbox has defects');
    },
  };
}
