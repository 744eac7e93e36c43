import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { HubError } from '../../schema/errors.ts';
import { ndjsonTable } from '../../subgraphs/_runtime/intake/ndjson-table.ts';
import type { ReportedTable } from '../../subgraphs/_runtime/intake/reported-table.ts';
import { tableInvalid } from '../../subgraphs/_runtime/intake/table-refusal.ts';
import { csvTable } from './csv/csv-table.ts';
import { type FileFormat, FORMAT_BYTES, fileFormat } from './file-format.ts';
import { xlsxTable } from './xlsx/xlsx-table.ts';
import { ZipParts } from './xlsx/zip-parts.ts';
import { xmlTable } from './xml/xml-table.ts';

/** Bytes that are read at a time. */
const CHUNK_BYTES = 256 * 1024;

export interface OpenTableOptions {
  /** Tells the headings of the catalogue item, so that titles above them are passed over. */
  readonly isHeading: (text: string) => boolean;
  /** Name of a workbook's sheet; the first visible one without it. */
  readonly sheet?: string | undefined;
  /** Told how far the reading has come. The units are bytes of whatever is read, inflated or read twice; only the share counts. */
  readonly onProgress?: ((readBytes: number, totalBytes: number) => void) | undefined;
}

/** A table in a file that is open until it is closed. */
export interface OpenTable extends ReportedTable {
  readonly format: FileFormat;
  close(): Promise<void>;
}

/**
 * Opens a file that a department hands in: CSV, a workbook (.xlsx), XML or newline-delimited JSON, by its content. Rows are read as
 * they are taken, in constant memory.
 *
 * @throws HubError CONFIG_INVALID where there is no such file; TABLE_INVALID and TABLE_TOO_LARGE, which the rows throw as well
 */
export async function openTable(path: string, options: OpenTableOptions): Promise<OpenTable> {
  const { format, size } = await lookAt(path);
  if (options.sheet !== undefined && format !== 'xlsx') throw tableInvalid('only workbooks have sheets. Leave it out.');
  if (format === 'xlsx') return openWorkbook(path, options);
  const file = new CountedFile(path, format === 'xml' ? 2 * size : size, options.onProgress);
  const table = await tableOf(format, file, options);
  return { ...table, format, close: async () => file.close() };
}

async function openWorkbook(path: string, options: OpenTableOptions): Promise<OpenTable> {
  const zip = await ZipParts.open(path);
  try {
    const table = await xlsxTable(zip, options);
    return { ...table, format: 'xlsx', close: async () => zip.close() };
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function tableOf(format: 'csv' | 'xml' | 'ndjson', file: CountedFile, { isHeading }: OpenTableOptions) {
  try {
    switch (format) {
      case 'csv':
        return await csvTable(file.read(), isHeading);
      case 'xml':
        return await xmlTable(() => file.read(), isHeading);
      case 'ndjson':
        return await ndjsonTable(file.read());
    }
  } catch (error) {
    file.close();
    throw error;
  }
}

async function lookAt(path: string): Promise<{ format: FileFormat; size: number }> {
  const file = await opened(path);
  try {
    const { size } = await file.stat();
    const { buffer, bytesRead } = await read(file, path);
    return { format: fileFormat(buffer.subarray(0, bytesRead)), size };
  } finally {
    await file.close();
  }
}

async function opened(path: string): Promise<FileHandle> {
  try {
    return await open(path);
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

async function read(file: FileHandle, path: string) {
  try {
    return await file.read(Buffer.alloc(FORMAT_BYTES), 0, FORMAT_BYTES, 0);
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

function unreadable(path: string, cause: unknown): HubError {
  return new HubError('CONFIG_INVALID', { cause, details: { problem: `the file ${path} cannot be read.` } });
}

/** A file that is read once or twice, and counts what was read. */
class CountedFile {
  readonly #path: string;
  readonly #total: number;
  readonly #onProgress: OpenTableOptions['onProgress'];
  readonly #closing = new AbortController();
  #read = 0;

  constructor(path: string, total: number, onProgress: OpenTableOptions['onProgress']) {
    this.#path = path;
    this.#total = total;
    this.#onProgress = onProgress;
  }

  async *read(): AsyncGenerator<Buffer> {
    try {
      const stream = createReadStream(this.#path, { highWaterMark: CHUNK_BYTES, signal: this.#closing.signal });
      for await (const chunk of stream) {
        this.#read += chunk.length;
        this.#onProgress?.(this.#read, this.#total);
        yield chunk;
      }
    } catch (cause) {
      throw unreadable(this.#path, cause);
    }
  }

  close(): void {
    this.#closing.abort();
  }
}
