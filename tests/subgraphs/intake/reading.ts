import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { packageRoot } from '../../../schema/package-root.ts';
import type { Finding } from '../../../storage/collection/port.ts';
import type { RowReading } from '../../../subgraphs/_runtime/intake/candidate.ts';

/** The day on which the samples are received. */
export const RECEIVED_ON = '2026-11-25';

/** A report of `seeds/samples`: its headings, and its rows by them. */
export function sample(name: string): { header: string[]; rows: string[][] } {
  const [header = [], ...rows] = parse(readFileSync(join(packageRoot, 'seeds', 'samples', name), 'utf8')) as string[][];
  return { header, rows };
}

/** The cells of a row with some of them changed, by a part of their heading that no other one has. */
export function changed(
  header: readonly string[],
  row: readonly string[],
  changes: Readonly<Record<string, string>>,
): string[] {
  const cells = [...row];
  for (const [part, value] of Object.entries(changes)) {
    const place = header.indexOf(part);
    const found = place >= 0 ? place : header.findIndex((heading) => heading.includes(part));
    if (found < 0) throw new Error(`The sample has no heading with "${part}".`);
    cells[found] = value;
  }
  return cells;
}

/** Findings of a reading in short: `R01 facts`. */
export function findingsOf(reading: RowReading): string[] {
  const findings: readonly Finding[] = reading.kind === 'accepted' ? reading.warnings : reading.findings;
  return findings.map(({ rule, field }) => `${rule} ${field ?? '-'}`);
}

/** Fields of an accepted row. */
export function fieldsOf(reading: RowReading): Readonly<Record<string, unknown>> {
  if (reading.kind !== 'accepted') throw new Error(`The row was refused: ${findingsOf(reading).join(', ')}`);
  return reading.candidate.fields;
}
