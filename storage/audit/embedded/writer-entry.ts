import { parentPort, workerData } from 'node:worker_threads';
import type { Database } from '../../embedded/database.ts';
import type { AuditReceiptPlace } from '../port.ts';
import { ChainFile } from './chain-file.ts';
import { ChainWriter } from './chain-writer.ts';
import { readRule } from './tables.ts';
import type { WriterReply, WriterRequest, WriterTask } from './writer-message.ts';

/**
 * Entry of the thread that writes a trail: hashing, and waiting for the disk, hold up nobody else here. Started by
 * `WriterThread` only.
 */
const { file, acknowledged: before, givenUp } = workerData as WriterTask; // cast: as `WriterThread` starts it

let acknowledged: AuditReceiptPlace | null = before;

const chain = new ChainFile(file, (database) => {
  refuseCutBack(database);
  return new ChainWriter(database, readRule(database));
});

parentPort?.on('message', (request: WriterRequest) => {
  if (request.kind === 'close' || Atomics.load(givenUp, 0) !== 0) {
    chain.close();
    parentPort?.close();
  } else {
    parentPort?.postMessage(reply(request));
  }
});

function reply(request: Exclude<WriterRequest, { readonly kind: 'close' }>): WriterReply {
  try {
    if (request.kind === 'seal') return { kind: 'sealed', segment: chain.use((writer) => writer.seal()) };
    const places = chain.use((writer) => writer.append(request.texts));
    acknowledged = places.at(-1) ?? acknowledged;
    return { kind: 'appended', places };
  } catch (error) {
    return { kind: 'failed', cause: causes(error) };
  }
}

/** An older copy of the file in its place would have the same numbers given twice. */
function refuseCutBack(database: Database): void {
  if (acknowledged === null) return;
  const { seq, hash } = acknowledged;
  if (database.first('SELECT hash FROM entry WHERE seq = ?', seq)?.hash !== hash) {
    throw new Error(`entry ${seq}, which was acknowledged, is not in the file`);
  }
}

/** Messages of an error and its causes: errors themselves lose their class between threads. */
function causes(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : `${error.message} ${causes(error.cause)}`;
}
