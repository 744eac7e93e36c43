import { createGunzip, type Gunzip } from 'node:zlib';

/** How reading a body ended. */
export type BodyEnd =
  | { readonly kind: 'whole'; readonly bytes: Buffer }
  /** It is longer than allowed; what is left of it shall not be read. */
  | { readonly kind: 'oversize' }
  /** It is not compressed as it says, or was cut off. */
  | { readonly kind: 'damaged' };

/** A body on its way in. */
export interface AnswerBody {
  /** Bytes kept so far, after decompression. */
  readonly length: number;
  /** Takes what came over the wire. False asks the sender to wait, until `onDrain`. */
  write(chunk: Buffer): boolean;
  /** Nothing more comes. */
  end(): void;
  /** Lets go of everything. What it may still tell concerns nobody. */
  abandon(): void;
}

export interface BodyListener {
  onEnd(end: BodyEnd): void;
  onDrain(): void;
}

/** A body that comes as it is, of at most so many bytes. */
export function plainBody(maxBytes: number, listener: BodyListener): AnswerBody {
  return new PlainBody(maxBytes, listener);
}

/**
 * A body that comes in gzip. The limit holds for what comes out: a small body that grows to gigabytes is given up as soon as
 * it exceeds the limit, with no more than one piece beyond it in memory.
 */
export function gzippedBody(maxBytes: number, listener: BodyListener): AnswerBody {
  return new GzippedBody(maxBytes, listener);
}

class PlainBody implements AnswerBody {
  length = 0;
  readonly #chunks: Buffer[] = [];
  readonly #maxBytes: number;
  readonly #listener: BodyListener;

  constructor(maxBytes: number, listener: BodyListener) {
    this.#maxBytes = maxBytes;
    this.#listener = listener;
  }

  write(chunk: Buffer): boolean {
    this.length += chunk.length;
    if (this.length > this.#maxBytes) this.#listener.onEnd({ kind: 'oversize' });
    else this.#chunks.push(chunk);
    return true;
  }

  end(): void {
    const [first] = this.#chunks;
    // Most answers come in one piece; it needs no copy.
    const bytes = first !== undefined && this.#chunks.length === 1 ? first : Buffer.concat(this.#chunks);
    this.#listener.onEnd({ kind: 'whole', bytes });
  }

  abandon(): void {
    this.#chunks.length = 0;
  }
}

class GzippedBody implements AnswerBody {
  readonly #inflated: PlainBody;
  readonly #gunzip: Gunzip;

  constructor(maxBytes: number, listener: BodyListener) {
    this.#inflated = new PlainBody(maxBytes, listener);
    this.#gunzip = createGunzip()
      .on('data', (chunk: Buffer) => this.#inflated.write(chunk))
      .on('end', () => this.#inflated.end())
      .on('error', () => listener.onEnd({ kind: 'damaged' }))
      .on('drain', () => listener.onDrain());
  }

  get length(): number {
    return this.#inflated.length;
  }

  write(chunk: Buffer): boolean {
    return this.#gunzip.write(chunk);
  }

  end(): void {
    this.#gunzip.end();
  }

  abandon(): void {
    this.#gunzip.destroy();
    this.#inflated.abandon();
  }
}
