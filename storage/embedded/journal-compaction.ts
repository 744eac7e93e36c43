import type { Database } from './database.ts';
import { journalHead } from './record-writer.ts';

/** Entries of one transaction: writers wait no longer than that. */
const BATCH = 5_000;

/** Forgets a department's entries up to the number, but for the latest, batch by batch. How many were forgotten. */
export function compactJournal(database: Database, department: string, upTo: number): number {
  const last = Math.min(upTo, journalHead(database, department) - 1);
  const first = Number(
    database.first('SELECT min(seq) AS seq FROM journal WHERE department = ?', department)?.seq ?? 1,
  );
  const forget = database.statement('DELETE FROM journal WHERE department = ? AND seq <= ?');
  for (let seq = first; seq <= last; seq += BATCH) {
    database.transaction(() => forget.run(department, Math.min(seq + BATCH - 1, last)));
  }
  return Math.max(0, last - first + 1);
}
