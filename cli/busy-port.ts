import { createServer } from 'node:net';
import { HubError } from '../schema/errors.ts';

/** @throws HubError PORT_IN_USE when another program listens on the port of the local address. */
export async function refuseBusyPort(port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (cause) => reject(new HubError('PORT_IN_USE', { cause, details: { port } })));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve()));
  });
}
