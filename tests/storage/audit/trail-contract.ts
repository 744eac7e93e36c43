import { describe } from '@jest/globals';
import { appending } from './contract/appending.ts';
import { counting } from './contract/counting.ts';
import { finding } from './contract/finding.ts';
import { sealing } from './contract/sealing.ts';
import type { MakeTrailPlace } from './trail-fixtures.ts';

/** What every adapter of the audit port promises. Each test makes a place of its own, empty at first. */
export function trailContract(name: string, makePlace: MakeTrailPlace): void {
  describe(`the audit trail on ${name}`, () => {
    appending(makePlace);
    finding(makePlace);
    counting(makePlace);
    sealing(makePlace);
  });
}
