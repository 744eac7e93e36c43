import type { RecordPage, StoredRecord } from '../../storage/port.ts';

/**
 * The first page of several lists together, of which each has read as long a page from the same place: none of them can hold more of
 * it than that.
 *
 * @param first most records of the page
 */
export function mergedPage(pages: readonly RecordPage[], first: number): RecordPage {
  const records = pages.flatMap((page) => page.records).sort(inOrderOfPages);
  const isCounted = pages.every(({ totalCount }) => totalCount !== null);
  return {
    records: records.slice(0, first),
    hasNextPage: records.length > first || pages.some(({ hasNextPage }) => hasNextPage),
    totalCount: isCounted ? pages.reduce((sum, { totalCount }) => sum + (totalCount ?? 0), 0) : null,
  };
}

/** The latest decision first, then by id. */
function inOrderOfPages(one: StoredRecord, other: StoredRecord): number {
  if (one.decisionDate !== other.decisionDate) return one.decisionDate > other.decisionDate ? -1 : 1;
  return one.id < other.id ? -1 : 1;
}
