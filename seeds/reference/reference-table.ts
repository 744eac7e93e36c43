import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CsvError, type Info, parse } from 'csv-parse/sync';
import type { z } from 'zod';
import { HubError } from '../../schema/errors.ts';
import { packageRoot } from '../../schema/package-root.ts';

/** A row as its cell parsers give it. */
type RowOf<Row extends z.ZodObject> = Readonly<z.output<Row>>;

/** Where a table lies and what its rows are. */
export interface TableSource<Row extends z.ZodObject> {
  /** Name of the file in `seeds/reference`. */
  readonly file: string;
  /** One cell parser per column, named as in the header. */
  readonly row: Row;
  /** What tells two rows apart; two rows of the same key are an error. */
  readonly key: (row: RowOf<Row>) => string;
  /** Columns that hold keys of a table: of another one where it is named, else of this one. */
  readonly references?: Readonly<Partial<Record<keyof z.output<Row> & string, Reference>>>;
}

/** Where the keys in a column have to stand. */
export type Reference = 'here' | { readonly file: string; readonly keys: () => { has(key: string): boolean } };

/** A table, read once and never changed. */
export interface Table<Row> {
  /** In the order of the file. */
  readonly rows: readonly Row[];
  readonly byKey: ReadonlyMap<string, Row>;
}

/**
 * A reference table that is read when it is first asked for. The tables are data, not code: whoever keeps them corrects
 * a file and restarts. A file that does not fit is CONFIG_INVALID with file, line, column and remedy.
 */
export function referenceTable<Row extends z.ZodObject>(source: TableSource<Row>): () => Table<RowOf<Row>> {
  return once(() => parseTable(source, readTable(source.file)));
}

/** The value of the function, worked out when it is first asked for. A failure is not kept. */
export function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** The table in the text of a CSV file (UTF-8, RFC 4180, the first row names the columns). */
export function parseTable<Row extends z.ZodObject>(source: TableSource<Row>, content: string): Table<RowOf<Row>> {
  const rows: RowOf<Row>[] = [];
  const lines: number[] = [];
  const byKey = new Map<string, RowOf<Row>>();
  for (const { cells, line } of records(source, content)) {
    const row = Object.freeze(parseRow(source, cells, line));
    const key = source.key(row);
    if (byKey.has(key)) throw broken(source.file, `line ${line}`, `A row above has the key "${key}" too. Remove one.`);
    rows.push(row);
    lines.push(line);
    byKey.set(key, row);
  }
  rows.forEach((row, index) => {
    checkReferences(source, row, lines[index] ?? 0, byKey);
  });
  return Object.freeze({ rows: Object.freeze(rows), byKey });
}

function readTable(file: string): string {
  try {
    return readFileSync(join(packageRoot, 'seeds', 'reference', file), 'utf8');
  } catch (cause) {
    throw broken(file, 'the file', 'It cannot be read. Put it back from the release.', cause);
  }
}

interface CsvRecord {
  readonly cells: Readonly<Record<string, string>>;
  readonly line: number;
}

function records<Row extends z.ZodObject>(source: TableSource<Row>, content: string): CsvRecord[] {
  const columns = (header: string[]): string[] => {
    checkHeader(source, header);
    return header;
  };
  try {
    const parsed = parse(content, { columns, bom: true, info: true, skip_empty_lines: true }) as unknown as {
      readonly record: Record<string, string>;
      readonly info: Info;
    }[]; // with columns and info, csv-parse gives each record so
    return parsed.map(({ record, info }) => ({ cells: record, line: info.lines }));
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    throw broken(source.file, lineOf(cause), `${cause.message}. Correct the line.`, cause);
  }
}

function lineOf(error: CsvError): string {
  const { lines } = error as CsvError & { readonly lines?: unknown };
  return typeof lines === 'number' ? `line ${lines}` : 'the file';
}

function checkHeader<Row extends z.ZodObject>(source: TableSource<Row>, header: readonly string[]): void {
  const wanted = Object.keys(source.row.shape);
  const missing = wanted.filter((column) => !header.includes(column));
  const surplus = header.filter((column, index) => !wanted.includes(column) || header.indexOf(column) !== index);
  if (missing.length === 0 && surplus.length === 0) return;
  const problems = [
    ...missing.map((column) => `column "${column}" is missing`),
    ...surplus.map((column) => `column "${column}" is not one of the table's, or comes twice`),
  ];
  throw broken(source.file, 'line 1', `${problems.join('; ')}. The columns are ${wanted.join(',')}.`);
}

function parseRow<Row extends z.ZodObject>(source: TableSource<Row>, cells: CsvRecord['cells'], line: number) {
  const parsed = source.row.safeParse(cells);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const column = String(issue?.path[0] ?? '');
  throw broken(source.file, `line ${line}, column "${column}"`, `${issue?.message ?? ''} Correct the cell.`);
}

function checkReferences<Row extends z.ZodObject>(
  source: TableSource<Row>,
  row: RowOf<Row>,
  line: number,
  own: ReadonlyMap<string, unknown>,
): void {
  for (const [column, reference] of Object.entries<Reference | undefined>(source.references ?? {})) {
    if (reference === undefined) continue;
    const target = reference === 'here' ? { file: source.file, keys: own } : { ...reference, keys: reference.keys() };
    const cell = row[column as keyof typeof row]; // a column of the row's shape, by the type of `references`
    for (const key of Array.isArray(cell) ? cell : [cell]) {
      if (typeof key !== 'string' || target.keys.has(key)) continue;
      const problem = `"${key}" is not in ${target.file}. Correct it, or add it there.`;
      throw broken(source.file, `line ${line}, column "${column}"`, problem);
    }
  }
}

function broken(file: string, place: string, problem: string, cause?: unknown): HubError {
  return new HubError('CONFIG_INVALID', {
    details: { problem: `seeds/reference/${file}, ${place}: ${problem}` },
    ...(cause === undefined ? {} : { cause }),
  });
}
