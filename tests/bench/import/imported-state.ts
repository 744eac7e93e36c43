import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { keyedAdapter } from '../../../cli/open-store.ts';
import { openCollection } from '../../../storage/collection/open-collection.ts';
import type { CollectionStore } from '../../../storage/collection/port.ts';
import type { HubStore, StoredRecord } from '../../../storage/port.ts';

const DEPARTMENT = 'market';
const TYPE = 'MarketPenalty';
const PAGE = 500;

/** How many there are of something, and a hash of all they say. */
interface Digest {
  readonly count: number;
  readonly hash: string;
}

/** What imports have left in a store, without the moments at which they did: two imports of the same are equal in it. */
export interface ImportedState {
  /** In all their versions, with the clear text of what is sealed. */
  readonly records: Digest;
  /** In no order: which record came to which version. */
  readonly journal: Digest;
  readonly journalHead: number;
  readonly subjects: Digest;
  readonly waiting: Digest;
  /** With their figures and findings, finished or not. */
  readonly batches: Digest;
  readonly figures: Digest;
  readonly rejects: Digest;
}

/**
 * Reads the state of a store that was imported into.
 *
 * @param rejects path of the file with the refused rows
 */
export async function importedState(data: string, rejects: string): Promise<ImportedState> {
  const { adapter, keys } = await keyedAdapter({ data }, false);
  const store = await adapter.open();
  const collection = await openCollection(undefined, data, keys);
  try {
    return {
      ...(await recordDigests(store)),
      journal: await journalDigest(store),
      journalHead: await store.journalHead(DEPARTMENT),
      waiting: await waitingDigest(collection),
      ...(await batchDigests(collection)),
      rejects: digest(existsSync(rejects) ? readFileSync(rejects, 'utf8').split('\r\n') : []),
    };
  } finally {
    await collection.close();
    await store.close();
  }
}

async function recordDigests(store: HubStore): Promise<Pick<ImportedState, 'records' | 'subjects'>> {
  const records: string[] = [];
  const subjectIds = new Set<string>();
  const query = { type: TYPE, where: {}, first: PAGE, withTotal: false };
  for (let page = await store.listRecords(query); ; ) {
    for (const record of page.records) {
      subjectIds.add(record.subjectId);
      for (const version of record.version === 1 ? [record] : await store.recordVersions(TYPE, record.id)) {
        records.push(told(version, store));
      }
    }
    const after = page.records.at(-1);
    if (after === undefined || !page.hasNextPage) break;
    page = await store.listRecords({ ...query, after });
  }
  const subjects = await store.subjectsById([...subjectIds]);
  const known = [...subjects.values()].map((subject) =>
    JSON.stringify({ ...subject, sealed: cleared(subject, store) }),
  );
  return { records: digest(records), subjects: digest(known) };
}

function told({ reportedAt: _, ...record }: StoredRecord, store: HubStore): string {
  return JSON.stringify({ ...record, sealed: cleared(record, store) });
}

function cleared(owner: Pick<StoredRecord, 'id' | 'sealed'>, store: HubStore) {
  return Object.keys(owner.sealed).map((field) => [field, store.unseal(owner, field)]);
}

async function journalDigest(store: HubStore): Promise<Digest> {
  const told: string[] = [];
  let after = 0;
  for (let entries = await store.journal(DEPARTMENT, 0, PAGE); entries.length > 0; ) {
    told.push(...entries.map(({ seq: _, at: __, ...entry }) => JSON.stringify(entry)));
    after = entries.at(-1)?.seq ?? after;
    entries = await store.journal(DEPARTMENT, after, PAGE);
  }
  return digest(told);
}

async function waitingDigest(collection: CollectionStore): Promise<Digest> {
  const told: string[] = [];
  for (let page = await collection.waitingRows({ first: PAGE }); ; ) {
    for (const { receivedAt: _, ...row } of page.rows) {
      told.push(JSON.stringify({ ...row, candidate: collection.unsealCandidate(row) }));
    }
    const after = page.rows.at(-1);
    if (after === undefined || !page.hasNextPage) return digest(told);
    page = await collection.waitingRows({ first: PAGE, after });
  }
}

async function batchDigests(collection: CollectionStore): Promise<Pick<ImportedState, 'batches' | 'figures'>> {
  const { batches } = await collection.batches({ first: PAGE });
  const told: string[] = [];
  for (const { at: _, finishedAt, ...batch } of batches) {
    told.push(JSON.stringify({ ...batch, isFinished: finishedAt !== null }));
    for (let after = 0; ; ) {
      const page = await collection.problems(batch.id, { first: PAGE, after });
      told.push(JSON.stringify([batch.id, page.problems]));
      after = page.problems.at(-1)?.row ?? after;
      if (!page.hasNextPage) break;
    }
  }
  const figures = await collection.figures({ fromMonth: '2000-01', toMonth: '9999-12' });
  return { batches: digest(told), figures: digest(figures.map((figure) => JSON.stringify(figure))) };
}

function digest(told: readonly string[]): Digest {
  const hash = createHash('sha256');
  for (const text of [...told].sort()) hash.update(`${text}\n`);
  return { count: told.length, hash: hash.digest('base64url') };
}
