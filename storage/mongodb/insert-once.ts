import type { Collection, OptionalUnlessRequiredId } from 'mongodb';
import { CALL, isDuplicateKey } from './connection.ts';

/** False where the collection has a document of that key already. */
export async function insertOnce<T extends { readonly _id: string | number }>(
  collection: Collection<T>,
  document: T,
): Promise<boolean> {
  try {
    await collection.insertOne(document as OptionalUnlessRequiredId<T>, CALL); // cast: the key is there
    return true;
  } catch (error) {
    if (isDuplicateKey(error)) return false;
    throw error;
  }
}
