import type { AuditEntry, AuditedCoordinates } from './port.ts';

/** The entry as it is hashed and kept: JSON with the keys of every object sorted (RFC 8785), nulls kept. */
export function entryText(entry: AuditEntry): string {
  const { caller, coordinates, items, operation } = entry;
  // Written out, because sorting the keys of every entry anew costs the gateway more than everything else here.
  const before = JSON.stringify({
    at: entry.at,
    caller: { department: caller.department, id: caller.id, kind: caller.kind, subject: caller.subject },
    caseNumber: entry.caseNumber,
  });
  const between = JSON.stringify({ durationMs: entry.durationMs, errors: entry.errors, grants: entry.grants });
  const after = JSON.stringify({
    operation: { hash: operation.hash, kind: operation.kind, name: operation.name },
    outcome: entry.outcome,
    purpose: entry.purpose,
    requestHash: entry.requestHash,
    requestId: entry.requestId,
    responseHash: entry.responseHash,
    subjects: entry.subjects,
    variables: sortedByKey(entry.variables),
  });
  const middle = `"coordinates":${coordinatesText(coordinates)},${between.slice(1, -1)},"items":${itemsText(items)}`;
  return `${before.slice(0, -1)},${middle},${after.slice(1)}`;
}

/** Requests that run the same operation share these two, which are the longest of an entry. */
const coordinatesText = rememberedText(({ clear, denied, joined, masked }: AuditedCoordinates) =>
  JSON.stringify({
    clear,
    denied: denied.map(({ coordinate, reason }) => ({ coordinate, reason })),
    joined,
    masked,
  }),
);
const itemsText = rememberedText((items: AuditEntry['items']) => JSON.stringify(items));

/** Makes the text of each object once, as long as somebody holds the object; it must never change. */
function rememberedText<T extends object>(textOf: (value: T) => string): (value: T) => string {
  const texts = new WeakMap<T, string>();
  return (value) => {
    const known = texts.get(value);
    if (known !== undefined) return known;
    const text = textOf(value);
    texts.set(value, text);
    return text;
  };
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
