import type { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { HubError } from '../../../schema/errors.ts';
import { tableInvalid, tableTooLarge } from '../../../subgraphs/_runtime/intake/table-refusal.ts';

/** Most parts of a workbook; pictures count as well. */
const MAX_PARTS = 4_096;

/** Most inflated bytes of a part: a full sheet of a million rows and forty columns has about two thirds of it. */
const MAX_PART_BYTES = 4 * 1024 ** 3;

/** What a part may grow by. Sheets of one repeated row reach about 100; what deflate makes of zeros is 1,000. */
const MAX_RATIO = 250;
/** Parts that are no larger may grow by more. */
const RATIO_FROM_BYTES = 1024 * 1024;

/**
 * The parts of a zip package, by name without regard to case (ECMA-376 part 2, 6.2.2.3).
 *
 * @throws HubError TABLE_INVALID where the package is damaged, cut off or has a password; TABLE_TOO_LARGE
 */
export class ZipParts {
  readonly #zip: ZipFile;
  readonly #parts: ReadonlyMap<string, Entry>;

  private constructor(zip: ZipFile, parts: ReadonlyMap<string, Entry>) {
    this.#zip = zip;
    this.#parts = parts;
  }

  static async open(path: string): Promise<ZipParts> {
    const zip = await damagedUnless(openPromise(path, { autoClose: false }));
    try {
      if (zip.entryCount > MAX_PARTS) throw tableTooLarge(`the workbook has more than ${MAX_PARTS} parts.`);
      return new ZipParts(zip, await damagedUnless(partsOf(zip)));
    } catch (error) {
      zip.close();
      throw error;
    }
  }

  has(name: string): boolean {
    return this.#parts.has(name.toLowerCase());
  }

  /** Inflated bytes of the part; 0 where there is none. */
  bytesOf(name: string): number {
    return this.#parts.get(name.toLowerCase())?.uncompressedSize ?? 0;
  }

  /** The inflated part, in pieces. Its size and its checksum have to be what the package says. */
  async *read(name: string, maxBytes = MAX_PART_BYTES): AsyncGenerator<Buffer> {
    const part = this.#parts.get(name.toLowerCase());
    if (part === undefined) throw tableInvalid('the workbook lacks one of its parts.');
    checkSize(part, maxBytes);
    const stream = await damagedUnless(this.#zip.openReadStreamPromise(part));
    let checksum = 0;
    for await (const chunk of piecesOf(stream)) {
      checksum = crc32(chunk, checksum);
      yield chunk;
    }
    if (checksum !== part.crc32) throw damaged();
  }

  close(): void {
    this.#zip.close();
  }
}

async function partsOf(zip: ZipFile): Promise<Map<string, Entry>> {
  const parts = new Map<string, Entry>();
  for await (const entry of zip.eachEntry()) {
    const name = entry.fileName.toLowerCase();
    // Readers differ in which of two parts of one name they take.
    if (parts.has(name)) throw tableInvalid('the workbook has two parts of one name.');
    parts.set(name, entry);
  }
  return parts;
}

/** Sizes are what the package says; yauzl ends the stream with an error as soon as there is more. */
function checkSize(part: Entry, maxBytes: number): void {
  if (part.isEncrypted()) throw tableInvalid('the workbook has a password. Save it without one.');
  if (!part.canDecodeFileData())
    throw tableInvalid('the workbook is compressed in a way that is not read. Save it again.');
  if (part.uncompressedSize > maxBytes) throw tableTooLarge(`a part of the workbook has more than ${maxBytes} bytes.`);
  if (part.uncompressedSize > Math.max(RATIO_FROM_BYTES, part.compressedSize * MAX_RATIO)) {
    throw tableTooLarge(`a part of the workbook grows to more than ${MAX_RATIO} times its size. Save it again.`);
  }
}

async function* piecesOf(stream: Readable): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of stream) yield chunk;
  } catch (error) {
    throw damagedBy(error);
  }
}

async function damagedUnless<T>(done: Promise<T>): Promise<T> {
  try {
    return await done;
  } catch (error) {
    throw damagedBy(error);
  }
}

/** Errors of the file system and of zlib have codes; what yauzl says of a package has none, and neither is told on. */
function damagedBy(error: unknown): HubError {
  return error instanceof HubError ? error : damaged();
}

function damaged(): HubError {
  return tableInvalid('the workbook is damaged or cut off. Open it, and save it again as .xlsx.');
}
