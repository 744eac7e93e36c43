import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTrail } from '../../../storage/audit/open-trail.ts';
import { trailContract } from './trail-contract.ts';
import { type TrailPlace, trailPlace } from './trail-fixtures.ts';

trailContract('the embedded engine', makePlace);

async function makePlace(): Promise<TrailPlace> {
  const folder = await mkdtemp(join(tmpdir(), 'credit-hub-'));
  return trailPlace(
    (options) => openTrail(undefined, folder, options),
    () => rm(folder, { recursive: true, force: true }),
  );
}
