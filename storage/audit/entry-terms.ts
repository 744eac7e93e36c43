import type { AuditEntry, AuditQuery } from './port.ts';

/** What entries are found by. The name of the kind keeps an agreement number from being taken for a caller. */
export type TermKind = 'request' | 'subject' | 'grant' | 'caller' | 'item';

/** Everything that an entry is found by, each once. */
export function entryTerms(entry: AuditEntry): readonly string[] {
  const terms = new Set([term('request', entry.requestId), term('caller', entry.caller.id)]);
  for (const subject of entry.subjects) terms.add(term('subject', subject));
  for (const grant of entry.grants) terms.add(term('grant', grant));
  for (const item of entry.items) for (const part of itemParts(item)) terms.add(term('item', part));
  return [...terms];
}

/** What the query's conditions ask for, the rarest kind first: that list is walked, the others are only looked into. */
export function queryTerms(query: AuditQuery): readonly string[] {
  const asked: readonly (readonly [TermKind, string | undefined])[] = [
    ['request', query.requestId],
    ['subject', query.subject],
    ['grant', query.grant],
    ['caller', query.callerId],
    ['item', query.itemPrefix],
  ];
  return asked.flatMap(([kind, key]) => (key === undefined ? [] : [term(kind, key)]));
}

function term(kind: TermKind, key: string): string {
  return `${kind} ${key}`;
}

/** "tax.penalty.court" → "tax.", "tax.penalty.", "tax.penalty.court". */
function itemParts(item: string): readonly string[] {
  const parts = [item];
  for (let dot = item.indexOf('.'); dot !== -1; dot = item.indexOf('.', dot + 1)) parts.push(item.slice(0, dot + 1));
  return parts;
}
