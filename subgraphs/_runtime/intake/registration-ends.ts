import { LRUCache } from 'lru-cache';
import type { RecordStore } from '../../../storage/port.ts';
import type { Subgraph } from '../subgraph.ts';

/** Subjects that are remembered, and how long: a registration that ends meanwhile is noticed a minute later. */
const MAX_SUBJECTS = 50_000;
const REMEMBERED_MS = 60_000;

/** Days on which registrations ended, by subject; those that stand, and subjects without one, have null. */
export type RegistrationEnds = (subjectIds: readonly string[]) => Promise<ReadonlyMap<string, string | null>>;

/** Where the registrations of subjects are kept. */
interface Register {
  readonly type: string;
  /** Field with the day of the end. */
  readonly endedDate: string;
}

/** Looks up when registrations ended, in the records by which subjects are registered. */
export function registrationEnds(
  subgraphs: readonly Subgraph[],
  store: Pick<RecordStore, 'recordsBySubject'>,
): RegistrationEnds {
  const register = registerOf(subgraphs);
  const known = new LRUCache<string, { readonly on: string | null }>({ max: MAX_SUBJECTS, ttl: REMEMBERED_MS });
  return async (subjectIds) => {
    const asked = [...new Set(subjectIds)];
    const unknown = asked.filter((id) => !known.has(id));
    if (register !== null && unknown.length > 0) {
      for (const [id, on] of await endsOf(unknown, register, store)) known.set(id, { on });
    }
    return new Map(asked.map((id) => [id, known.get(id)?.on ?? null]));
  };
}

function registerOf(subgraphs: readonly Subgraph[]): Register | null {
  for (const { department } of subgraphs) {
    for (const [type, { registers }] of Object.entries(department.records ?? {})) {
      if (registers !== undefined) return { type, endedDate: registers.endedDate };
    }
  }
  return null;
}

async function endsOf(
  subjectIds: readonly string[],
  { type, endedDate }: Register,
  store: Pick<RecordStore, 'recordsBySubject'>,
): Promise<ReadonlyMap<string, string | null>> {
  const pages = await store.recordsBySubject({ type, where: {}, first: 1, withTotal: false }, subjectIds);
  return new Map(
    subjectIds.map((id) => {
      const end = pages.get(id)?.records[0]?.fields[endedDate];
      return [id, typeof end === 'string' ? end : null];
    }),
  );
}
