import { parentPort, workerData } from 'node:worker_threads';
import { HubError } from '../../../schema/errors.ts';
import type { Database } from '../../embedded/database.ts';
import type { CaseVersion } from '../port.ts';
import { CaseTables } from './case-tables.ts';
import { openDatabase } from './open-database.ts';
import type { WriterReply, WriterRequest, WriterTask } from './writer-message.ts';

/** Entry of the thread that writes cases: waiting for the disk holds up nobody else here. Started by `CaseWriter` only. */
const { folder, givenUp } = workerData as WriterTask; // cast: as `CaseWriter` starts it

let database: Database | undefined;

parentPort?.on('message', (request: WriterRequest) => {
  if (request.kind === 'close' || Atomics.load(givenUp, 0) !== 0) {
    database?.close();
    parentPort?.close();
  } else {
    parentPort?.postMessage(reply(request.versions));
  }
});

function reply(versions: readonly CaseVersion[]): WriterReply {
  try {
    return { kind: 'saved', outcomes: saved(versions) };
  } catch (error) {
    const { code, details } = error instanceof HubError ? error : new HubError('STORE_UNAVAILABLE');
    return { kind: 'refused', code, details, cause: causes(error) };
  }
}

function saved(versions: readonly CaseVersion[]): readonly boolean[] {
  const open = database ?? openDatabase(folder);
  database = open;
  const cases = new CaseTables(open);
  return open.transaction(() => versions.map((version) => cases.save(version)));
}

/** Messages of an error and its causes. */
function causes(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : `${error.message} ${causes(error.cause)}`;
}
