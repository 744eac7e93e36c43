import { createHash } from 'node:crypto';

const MODULUS = 2n ** 256n;

/** Count and checksum of a set of records in certain versions, whichever order they are added in. */
export class RecordSum {
  #count = 0;
  #sum = 0n;

  /** Each version of a record adds the SHA-256 of its id, a blank, and its number, in UTF-8, read as one big-endian number. */
  add(recordId: string, version: number): void {
    const digest = createHash('sha256').update(`${recordId} ${version}`).digest('hex');
    this.#count += 1;
    this.#sum = (this.#sum + BigInt(`0x${digest}`)) % MODULUS;
  }

  get count(): number {
    return this.#count;
  }

  /** The sum modulo 2^256, in 64 hexadecimal digits. */
  get checksum(): string {
    return this.#sum.toString(16).padStart(64, '0');
  }
}
