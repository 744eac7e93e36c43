import { parentPort, workerData } from 'node:worker_threads';
import { HubError } from '../../schema/errors.ts';
import { openCollection } from '../../storage/collection/open-collection.ts';
import { commitChunk } from '../../subgraphs/_runtime/intake/prepared-chunk.ts';
import { keyedAdapter } from '../open-store.ts';
import type { CommitReply, CommitRequest, CommitTask } from './commit-message.ts';

/** Entry of the thread that writes an import, while the other one reads and checks. Started by `CommitThread` only. */
const { store: options, department, batchId } = workerData as CommitTask; // cast: as `CommitThread` starts it

/** For pages of the store: those of its indexes, which every row changes. */
const CACHE_MIB = 24;

const { adapter, keys } = await keyedAdapter(options, false);
const store = await adapter.open(CACHE_MIB);
const collection = await openCollection(options.store, options.data, keys);
const target = { department, batch: { id: batchId }, store, collection };

/** Chunks are written one after the other, in the order in which they come; after one that fails, none. */
let last: Promise<void> = Promise.resolve();
let hasFailed = false;

parentPort?.on('message', (request: CommitRequest) => {
  last = last.then(() => handle(request));
});

async function handle(request: CommitRequest): Promise<void> {
  if (request.kind === 'close') {
    await collection.close();
    await store.close();
    parentPort?.close();
    return;
  }
  if (hasFailed) return; // a later chunk would be taken for the one that is missing
  try {
    await commitChunk(request.chunk, target);
    parentPort?.postMessage({ kind: 'committed' } satisfies CommitReply);
  } catch (error) {
    hasFailed = true;
    parentPort?.postMessage(failure(error));
  }
}

function failure(error: unknown): CommitReply {
  if (error instanceof HubError) return { kind: 'refused', code: error.code, details: error.details };
  return { kind: 'failed', text: error instanceof Error ? error.message : String(error) };
}
