import DataLoader from 'dataloader';
import type { Batch, WaitingRow } from '../../storage/collection/port.ts';
import type { Subject, SubjectStore } from '../../storage/port.ts';
import type { Candidate } from '../_runtime/intake/candidate.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';
import { visibleBatch } from './batch-queries.ts';
import { collectionOf } from './collection-context.ts';

/** What the rows of a page need, read once for all of them. */
export interface QueueReads extends Pick<SubjectStore, 'subjectsByNumber' | 'searchSubjects'> {
  batch(id: string): Promise<Batch | null>;
}

const readsOf = new WeakMap<SubgraphContext, QueueReads>();

/** The reads of one request. */
export function queueReads(context: SubgraphContext): QueueReads {
  const known = readsOf.get(context) ?? newReads(context);
  readsOf.set(context, known);
  return known;
}

const candidates = new WeakMap<WaitingRow, Candidate>();

/** What the row says, in clear. */
export function candidateOf(row: WaitingRow, context: SubgraphContext): Candidate {
  const known = candidates.get(row);
  if (known !== undefined) return known;
  const read = JSON.parse(collectionOf(context).store.unsealCandidate(row)) as Candidate; // cast: intake wrote it
  candidates.set(row, read);
  return read;
}

function newReads(context: SubgraphContext): QueueReads {
  const { store } = context;
  const batches = new DataLoader((ids: readonly string[]) => Promise.all(ids.map((id) => visibleBatch(id, context))));
  const bearers = new DataLoader<string, readonly Subject[]>(async (numbers) => {
    const found = await store.subjectsByNumber(numbers);
    return numbers.map((number) => found.get(number) ?? []);
  });
  return {
    batch: (id) => batches.load(id),
    subjectsByNumber: async (numbers) =>
      new Map(await Promise.all(numbers.map(async (number) => [number, await bearers.load(number)] as const))),
    searchSubjects: (search) => store.searchSubjects(search),
  };
}
