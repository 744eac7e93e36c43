import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Writable } from 'node:stream';
import { constants, createGzip, type Gzip } from 'node:zlib';
import { drained } from '../drained.ts';
import { takesGzip } from '../takes-gzip.ts';

/** Compression that costs less than it saves on a local network. */
const GZIP_LEVEL = 1;

/** Longest wait for a reader that takes nothing, in milliseconds. */
const IDLE_MS = 60_000;

/** Lines of newline-delimited JSON that go out no faster than their reader takes them, compressed for one that can read that. */
export class LineStream {
  readonly #response: ServerResponse;
  readonly #gzip: Gzip | null;
  readonly #body: Writable;

  constructor({ headers }: IncomingMessage, response: ServerResponse, requestId: string, idleMs = IDLE_MS) {
    this.#response = response;
    const isCompressed = takesGzip(headers['accept-encoding']);
    response.writeHead(200, {
      'content-type': 'application/x-ndjson; charset=utf-8',
      'cache-control': 'no-store',
      vary: 'Authorization, Accept-Encoding',
      'x-request-id': requestId,
      ...(isCompressed ? { 'content-encoding': 'gzip' } : {}),
    });
    response.setTimeout(idleMs, () => response.destroy());
    this.#gzip = isCompressed ? createGzip({ level: GZIP_LEVEL }) : null;
    this.#gzip?.on('error', () => response.destroy()).pipe(response);
    response.once('close', () => this.#gzip?.destroy());
    this.#body = this.#gzip ?? response;
  }

  /** Whether the reader is gone. */
  get isGone(): boolean {
    return this.#response.closed || this.#response.destroyed;
  }

  /** Resolves when the reader can take more, or has gone. */
  async write(text: string): Promise<void> {
    if (this.isGone) return;
    const isTaken = this.#body.write(text);
    this.#gzip?.flush(constants.Z_SYNC_FLUSH); // a whole page can be read, and the reader goes on from it
    if (!isTaken) await drained(this.#body, this.#response);
  }

  end(last: object): void {
    if (!this.isGone) this.#body.end(`${JSON.stringify(last)}\n`);
  }
}
