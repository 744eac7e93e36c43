import { PENALTY_ITEM, type ReportingHub, type Row } from './reporting.ts';

/** What an upload says. */
export interface Upload {
  readonly item?: string;
  readonly batch: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly rows: readonly Row[] | string;
}

/** What the hub answers. */
export interface UploadAnswer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into lines of several shapes
  readonly lines: readonly any[];
}

export function addressOf(hub: ReportingHub, batch: string, item = PENALTY_ITEM): string {
  return `${hub.url}/records/${item}?batch=${encodeURIComponent(batch)}`;
}

export function ndjson(rows: readonly Row[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}

/** Uploads rows, and waits for the whole answer. */
export async function upload(hub: ReportingHub, { item, batch, headers, rows }: Upload): Promise<UploadAnswer> {
  const response = await fetch(addressOf(hub, batch, item), {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson', ...headers },
    body: typeof rows === 'string' ? rows : ndjson(rows),
  });
  const text = await response.text();
  return { status: response.status, lines: linesOf(text) };
}

export function linesOf(text: string): unknown[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}
