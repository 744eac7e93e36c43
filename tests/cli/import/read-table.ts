import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type OpenTableOptions, openTable } from '../../../cli/import/open-table.ts';
import { HubError } from '../../../schema/errors.ts';
import type { ReportedTable } from '../../../subgraphs/_runtime/intake/reported-table.ts';

/** Headings of the tests' catalogue item. */
export function isHeading(text: string): boolean {
  return /^(?:列\d+|CF_\w+)$/.test(text);
}

/** A table that has been read whole. */
export interface ReadTable {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly numbers: readonly number[];
}

export async function readWhole(table: ReportedTable): Promise<ReadTable> {
  const rows = [];
  for await (const batch of table.rows) rows.push(...batch);
  return { header: table.header, rows: rows.map(({ values }) => values), numbers: rows.map(({ number }) => number) };
}

/** What is in a file of this content. */
export async function tableIn(
  content: Uint8Array | string,
  options: Partial<OpenTableOptions> = {},
): Promise<ReadTable> {
  return withFile(content, async (path) => {
    const table = await openTable(path, { isHeading, ...options });
    try {
      return await readWhole(table);
    } finally {
      await table.close();
    }
  });
}

/** The error that reading a file of this content ends in; any that is none of the hub's is thrown on. */
export async function refusalOf(content: Uint8Array | string, options?: Partial<OpenTableOptions>): Promise<HubError> {
  return refusal(tableIn(content, options));
}

export async function refusal(reading: Promise<unknown>): Promise<HubError> {
  try {
    await reading;
  } catch (error) {
    if (error instanceof HubError) return error;
    throw error;
  }
  throw new Error('it was read');
}

export async function withFile<T>(content: Uint8Array | string, use: (path: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'table-'));
  try {
    const path = join(folder, 'table');
    writeFileSync(path, content);
    return await use(path);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export async function* bytesOf(...parts: (Uint8Array | string)[]): AsyncGenerator<Buffer> {
  for (const part of parts) yield Buffer.from(part);
}

/** Ever the same bytes after some others; counts how much of them was taken. */
export function endless(beginning: string, repeated: string, limitBytes = 1024 ** 3) {
  const chunk = Buffer.from(repeated.repeat(Math.ceil(65_536 / repeated.length)));
  const taken = { bytes: 0 };
  async function* bytes(): AsyncGenerator<Buffer> {
    yield Buffer.from(beginning);
    for (; taken.bytes < limitBytes; taken.bytes += chunk.length) yield chunk;
  }
  return { bytes, taken };
}
