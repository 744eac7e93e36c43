import type { ProblemPage, ProblemQuery, RowProblem } from './port.ts';

/** The problems of a chunk that has some. */
export interface ProblemChunk {
  /** The first row of them. */
  readonly firstRow: number;
  /** As `problemsText` makes it. */
  readonly text: string;
}

/** Null where there are none. */
export function problemsText(problems: readonly RowProblem[]): string | null {
  return problems.length === 0 ? null : JSON.stringify(problems);
}

/** The first and the last row of the problems. */
export function rowRange(problems: readonly RowProblem[]): readonly [number | null, number | null] {
  const rows = problems.map(({ row }) => row).sort((one, other) => one - other);
  return [rows[0] ?? null, rows.at(-1) ?? null];
}

/** A page over chunks that come in the order of their first rows; reads no more of them than it needs. */
export async function problemPage(
  chunks: AsyncIterable<ProblemChunk> | Iterable<ProblemChunk>,
  { first, after = 0 }: ProblemQuery,
): Promise<ProblemPage> {
  let found: RowProblem[] = [];
  for await (const { firstRow, text } of chunks) {
    const next = found[first];
    if (next !== undefined && next.row < firstRow) break;
    const problems = JSON.parse(text) as readonly RowProblem[]; // cast: written by `problemsText` only
    found = [...found, ...problems.filter(({ row }) => row > after)].sort((one, other) => one.row - other.row);
  }
  return { problems: found.slice(0, first), hasNextPage: found.length > first };
}
