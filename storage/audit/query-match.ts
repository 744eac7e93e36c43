import { entryTerms, queryTerms } from './entry-terms.ts';
import type { AuditQuery, ChainedEntry } from './port.ts';

/** Whether an entry meets all conditions of the query. */
export function queryMatch(query: AuditQuery): (entry: ChainedEntry) => boolean {
  const { before = Number.POSITIVE_INFINITY, since, until } = query;
  const asked = queryTerms(query);
  return ({ seq, entry }) => {
    if (seq >= before || (since !== undefined && entry.at < since)) return false;
    if (until !== undefined && entry.at >= until) return false;
    const terms = entryTerms(entry);
    return asked.every((term) => terms.includes(term));
  };
}
