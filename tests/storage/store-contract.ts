import { describe } from '@jest/globals';
import { compaction } from './contract/compaction.ts';
import { epochs } from './contract/epochs.ts';
import { identifiers } from './contract/identifiers.ts';
import { journal } from './contract/journal.ts';
import { lifecycle } from './contract/lifecycle.ts';
import { manyAtOnce } from './contract/many-at-once.ts';
import { nameSearch } from './contract/name-search.ts';
import { recordReads } from './contract/record-reads.ts';
import { recordVersions } from './contract/record-versions.ts';
import { recordWrites } from './contract/record-writes.ts';
import { sealing } from './contract/sealing.ts';
import { subjects } from './contract/subjects.ts';
import type { MakePlace } from './store-fixtures.ts';

/** What every adapter of the storage port promises. Each test makes a place of its own, empty at first. */
export function storeContract(name: string, makePlace: MakePlace): void {
  describe(`the storage port on ${name}`, () => {
    lifecycle(makePlace);
    recordReads(makePlace);
    manyAtOnce(makePlace);
    recordWrites(makePlace);
    recordVersions(makePlace);
    journal(makePlace);
    compaction(makePlace);
    epochs(makePlace);
    identifiers(makePlace);
    sealing(makePlace);
    subjects(makePlace);
    nameSearch(makePlace);
  });
}
