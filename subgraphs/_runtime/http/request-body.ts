import type { IncomingMessage } from 'node:http';
import { HubError } from '../../../schema/errors.ts';

/**
 * The bytes of a request's body, as they came.
 *
 * @throws HubError BODY_TOO_LARGE, BAD_REQUEST
 */
export function requestBody(message: IncomingMessage, maxBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    message.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= maxBytes) chunks.push(chunk);
      else reject(new HubError('BODY_TOO_LARGE', { details: { limitBytes: maxBytes } }));
    });
    message.on('end', () => resolve(Buffer.concat(chunks)));
    message.on('close', () => {
      if (!message.complete) reject(new HubError('BAD_REQUEST', { details: { problem: 'the body ended early.' } }));
    });
  });
}
