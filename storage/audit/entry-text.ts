import type { AuditEntry } from './port.ts';

/** The entry as it is hashed and kept: JSON with the keys of every object sorted (RFC 8785), nulls kept. */
export function entryText(entry: AuditEntry): string {
  const { caller, coordinates, operation } = entry;
  // Written out, because sorting the keys of every entry anew costs the gateway more than everything else here.
  return JSON.stringify({
    at: entry.at,
    caller: { department: caller.department, id: caller.id, kind: caller.kind, subject: caller.subject },
    caseNumber: entry.caseNumber,
    coordinates: {
      clear: coordinates.clear,
      denied: coordinates.denied.map(({ coordinate, reason }) => ({ coordinate, reason })),
      joined: coordinates.joined,
      masked: coordinates.masked,
    },
    durationMs: entry.durationMs,
    errors: entry.errors,
    grants: entry.grants,
    items: entry.items,
    operation: { hash: operation.hash, kind: operation.kind, name: operation.name },
    outcome: entry.outcome,
    purpose: entry.purpose,
    requestHash: entry.requestHash,
    requestId: entry.requestId,
    responseHash: entry.responseHash,
    subjects: entry.subjects,
    variables: sortedByKey(entry.variables),
  });
}

/** The entry of a text that `entryText` made. */
export function readEntry(text: string): AuditEntry {
  return JSON.parse(text) as AuditEntry; // cast: only `entryText` writes them, and a changed one fails its hash
}

/** Whoever fills the record decides the order of its keys, which must not decide the hash. */
function sortedByKey(record: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const keys = Object.keys(record);
  if (keys.length < 2) return record;
  const sorted: Record<string, string> = Object.create(null);
  for (const key of keys.sort()) sorted[key] = record[key] ?? '';
  return sorted;
}
