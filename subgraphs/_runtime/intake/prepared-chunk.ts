import { HubError } from '../../../schema/errors.ts';
import { type IntakeRule, intakeRules } from '../../../seeds/reference/intake-rules.ts';
import type { Batch, CollectionStore, RowProblem, UnmatchedRow } from '../../../storage/collection/port.ts';
import type { HubStore, PreparedChange, Subject } from '../../../storage/port.ts';
import { cityDay } from '../subgraph-context.ts';

/** Some rows of a batch, worked out: all that is to be written, and nothing written yet. */
export interface PreparedChunk {
  /** From 1 within the batch. */
  readonly number: number;
  /** RFC 3339 in UTC. */
  readonly receivedAt: string;
  /** In the city, YYYY-MM. */
  readonly month: string;
  /** New subjects, and known ones that have changed. */
  readonly subjects: readonly Subject[];
  /** At most one of each record. */
  readonly changes: readonly PreparedChange[];
  readonly waiting: readonly UnmatchedRow[];
  /** Whom its rows are about, for those that wait and say the same; nothing where none can wait. */
  readonly identified: readonly IdentifiedRow[];
  /** One for each row, in order. */
  readonly outcomes: readonly RowProblem[];
}

/** A row that has found its subject. */
export interface IdentifiedRow {
  /** As in `UnmatchedRow`. */
  readonly about: string;
  readonly subjectId: string;
}

/** What a chunk is written to. */
export interface ChunkTarget {
  readonly department: string;
  readonly batch: Pick<Batch, 'id'>;
  readonly store: Pick<HubStore, 'saveSubjects' | 'writePrepared'>;
  readonly collection: Pick<
    CollectionStore,
    'putWaiting' | 'saveChunk' | 'waitingAbout' | 'waitingRow' | 'saveDecision'
  >;
}

/**
 * Writes a chunk, and says whether it did: false where another process has saved the chunk of that number. Each step can be done
 * twice with the same end, and the chunk counts as done with the last one: a process that is killed in between does the whole chunk
 * once more, and loses and doubles nothing.
 *
 * @param digest of the rows, where they shall be known again
 */
export async function commitChunk(
  chunk: PreparedChunk,
  target: ChunkTarget,
  digest: string | null = null,
): Promise<boolean> {
  const { store, collection, department, batch } = target;
  if (chunk.subjects.length > 0) await store.saveSubjects(chunk.subjects);
  if (chunk.changes.length > 0) await store.writePrepared(department, chunk.changes);
  if (chunk.waiting.length > 0) await collection.putWaiting(chunk.waiting);
  if (chunk.identified.length > 0) await settleWaiting(chunk, collection);
  const rules = intakeRules(cityDay(new Date(chunk.receivedAt)));
  return collection.saveChunk(batch.id, {
    number: chunk.number,
    at: chunk.receivedAt,
    month: chunk.month,
    counts: countsOf(chunk.outcomes, rules),
    problems: chunk.outcomes.filter(({ outcome, findings }) => outcome !== 'accepted' || findings.length > 0),
    digest,
  });
}

/** Takes rows out of the queue that were reported again, and have found their subjects. */
async function settleWaiting(
  { identified, receivedAt }: PreparedChunk,
  queue: ChunkTarget['collection'],
): Promise<void> {
  const subjects = new Map(identified.map(({ about, subjectId }) => [about, subjectId]));
  for (const { id, about } of await queue.waitingAbout([...subjects.keys()])) {
    const subjectId = subjects.get(about);
    if (subjectId !== undefined) await settle(id, subjectId, receivedAt, queue);
  }
}

/** Its record stands under the row that came later. */
async function settle(
  id: string,
  subjectId: string,
  at: string,
  queue: Pick<CollectionStore, 'waitingRow' | 'saveDecision'>,
): Promise<void> {
  const row = await queue.waitingRow(id);
  if (row?.state !== 'WAITING') return;
  const decision = {
    state: 'MATCHED',
    subjectId,
    recordId: null,
    decidedBy: 'hub',
    decidedAt: at,
    note: NOTE,
  } as const;
  try {
    await queue.saveDecision({ ...row, ...decision, version: row.version + 1 });
  } catch (error) {
    if (!(error instanceof HubError && error.code === 'CONFLICT')) throw error; // an officer was quicker
  }
}

const NOTE = '已重新报送并成为记录。Reported again, and a record since.';

/** A refused row counts under what refuses it; whatever else is to be said of it is said when it comes again. */
function countsOf(outcomes: readonly RowProblem[], rules: ReadonlyMap<string, IntakeRule>) {
  const byRule: Record<string, number> = {};
  for (const { outcome, findings } of outcomes) {
    const counted = outcome === 'refused' ? findings.filter(({ rule }) => rules.get(rule)?.severity !== 'W') : findings;
    for (const rule of new Set(counted.map((finding) => finding.rule))) byRule[rule] = (byRule[rule] ?? 0) + 1;
  }
  const count = (outcome: RowProblem['outcome']) => outcomes.filter((one) => one.outcome === outcome).length;
  return {
    received: outcomes.length,
    accepted: count('accepted'),
    refused: count('refused'),
    waiting: count('waiting'),
    byRule,
  };
}
