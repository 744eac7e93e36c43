import { randomUUID } from 'node:crypto';
import type { Collection } from 'mongodb';
import { CALL, isDuplicateKey } from './connection.ts';

/** The epoch that the journals are in. A document of its own: that one is inserted once is what every server keeps to. */
export interface EpochDocument {
  readonly _id: 'epoch';
  readonly epoch: string;
}

/** Id of the epoch; makes the first one where there is none. */
export async function journalEpoch(epochs: Collection<EpochDocument>): Promise<string> {
  const known = await epochs.findOne({ _id: 'epoch' }, CALL);
  if (known !== null) return known.epoch;
  try {
    await epochs.insertOne({ _id: 'epoch', epoch: randomUUID() }, CALL);
  } catch (error) {
    if (!isDuplicateKey(error)) throw error; // another process was first
  }
  return journalEpoch(epochs);
}

/** Begins another epoch. */
export async function beginJournalEpoch(epochs: Collection<EpochDocument>): Promise<string> {
  await journalEpoch(epochs);
  const epoch = randomUUID();
  await epochs.updateOne({ _id: 'epoch' }, { $set: { epoch } }, CALL);
  return epoch;
}
