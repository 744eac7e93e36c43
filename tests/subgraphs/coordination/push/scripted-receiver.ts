import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it came in. */
export interface Received {
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A department's application, which answers as a test says. */
export interface ScriptedReceiver {
  readonly url: string;
  readonly received: Received[];
  answer(how: (response: ServerResponse, request: Received) => void): void;
  /** Resolves when so many requests have come in since it was made. */
  got(count: number): Promise<void>;
  close(): Promise<void>;
}

export async function scriptedReceiver(port = 0): Promise<ScriptedReceiver> {
  const received: Received[] = [];
  let how: (response: ServerResponse, request: Received) => void = (response) => response.end();
  let onReceived: () => void = () => undefined;
  const server = createServer(async (message, response) => {
    let body = '';
    for await (const chunk of message) body += String(chunk);
    const request = { headers: message.headers, body };
    received.push(request);
    how(response, request);
    onReceived();
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    answer: (given) => {
      how = given;
    },
    got: (count) =>
      new Promise((resolve) => {
        const look = () => received.length >= count && resolve();
        onReceived = () => void look();
        look();
      }),
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

/**
 * What a receiver does before it believes a message: works out the HMAC-SHA256 over id, time and body with the secret, compares it
 * in constant time, and refuses what is older than five minutes.
 */
export function isGenuine(secret: string, { headers, body }: Received, nowSeconds: number): boolean {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures } = headers;
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const expected = Buffer.from(`v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`);
  const isFresh = Math.abs(nowSeconds - Number(timestamp)) < 300;
  const isOne = (given: string) => given.length === expected.length && timingSafeEqual(Buffer.from(given), expected);
  return isFresh && String(signatures).split(' ').some(isOne);
}
