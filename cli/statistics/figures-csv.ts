import { bodyTable } from '../../seeds/reference/bodies.ts';
import { DIMENSIONS } from '../../subgraphs/_runtime/figures/fact.ts';
import type { Figures, FiguresRow } from '../../subgraphs/_runtime/figures/figures.ts';
import { answeredCount, answeredRate, medianDays } from '../../subgraphs/_runtime/figures/tally.ts';
import { csvLine } from '../import/csv-line.ts';

type Cell = (row: FiguresRow) => string | number | null | undefined;

const COLUMNS: readonly (readonly [heading: string, cell: Cell])[] = [
  ['unit', ({ unit }) => unit],
  ...DIMENSIONS.map((name): readonly [string, Cell] => [name, ({ dimensions }) => dimensions[name]]),
  ['department_name', ({ dimensions: { department } }) => department && bodyTable().get(department)?.nameZh],
  ['pooled', ({ pooled }) => pooled.join(';')],
  ['count', ({ tally }) => tally.count],
  ['outcomes', ({ outcomes }) => outcomes.map(({ outcome, count }) => `${outcome ?? '*'}:${count}`).join(';')],
  ['overdue', ({ tally }) => tally.overdue],
  ['response_due', ({ tally }) => tally.response.due],
  ['responded', ({ tally }) => answeredCount(tally.response)],
  ['response_rate', ({ tally }) => answeredRate(tally.response)?.toFixed(4)],
  ['median_response_days', ({ tally }) => medianDays(tally.response)],
  ['feedback_due', ({ tally }) => tally.feedback.due],
  ['fed_back', ({ tally }) => answeredCount(tally.feedback)],
  ['feedback_rate', ({ tally }) => answeredRate(tally.feedback)?.toFixed(4)],
  ['median_feedback_days', ({ tally }) => medianDays(tally.feedback)],
];

/** By this mark spreadsheets tell UTF-8 from older encodings. */
const MARK = '\uFEFF';

/** Figures as a CSV file, in UTF-8; what is unknown is empty. */
export function figuresCsv({ rows }: Figures): string {
  const lines = rows.map((row) => csvLine(COLUMNS.map(([, cell]) => String(cell(row) ?? ''))));
  return `${MARK}${csvLine(COLUMNS.map(([heading]) => heading))}${lines.join('')}`;
}
