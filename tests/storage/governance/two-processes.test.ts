import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { packageRoot } from '../../../schema/package-root.ts';
import { openAgreementDirectory } from '../../../storage/governance/agreement-directory.ts';
import { openGovernance } from '../../../storage/governance/open-governance.ts';
import { engineLocations } from '../engine-locations.ts';
import { agreement, application } from './governance-fixtures.ts';

/** A gateway's process: says the status of each agreement of the application whenever its directory says another one. */
const WATCHER = `
const dist = process.argv[2], location = process.argv[3] || undefined, folder = process.argv[4];
const { openGovernance } = await import(dist + '/storage/governance/open-governance.js');
const { openAgreementDirectory } = await import(dist + '/storage/governance/agreement-directory.js');
const directory = await openAgreementDirectory(await openGovernance(location, folder), (cause) => console.error(cause));
let last;
setInterval(() => {
  const now = directory.snapshot().agreementsOf('app:approval').map(({ status }) => status).join();
  if (now !== last) console.log(now);
  last = now;
}, 5);
`;

const { locations, drop } = engineLocations('directory');

let folder: string;
let watcher: ChildProcess | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'credit-hub-'));
});
afterEach(() => {
  watcher?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});
afterAll(drop);

describe.each(locations)('on %s', (_, location) => {
  test('a revocation by one process is seen by the directory of another within a second', async () => {
    const store = await openGovernance(location === '' ? undefined : location, folder);
    await store.saveApplication(application());
    await store.saveAgreement(agreement({ status: 'ACTIVE' }));
    const directory = await openAgreementDirectory(store, () => undefined);
    const lines = watch(location);
    expect((await lines.next()).value).toBe('ACTIVE');
    const delays: number[] = [];
    for (let version = 2; version <= 7; version += 1) {
      const status = version % 2 === 0 ? 'SUSPENDED' : 'ACTIVE';
      const begunAt = performance.now();
      await store.saveAgreement(agreement({ version, status }));
      expect(directory.snapshot().agreementsOf('app:approval')).toMatchObject([{ status }]);
      expect((await lines.next()).value).toBe(status);
      delays.push(performance.now() - begunAt);
    }
    // Of several, since a test machine that is busy elsewhere may stop anybody for a while.
    const median = delays.toSorted((one, other) => one - other)[3];
    expect(median).toBeLessThan(1_000);
    await directory.close();
    await store.close();
  });
});

function watch(location: string): AsyncIterator<string> {
  const script = join(folder, 'watcher.mjs');
  writeFileSync(script, WATCHER);
  const args = [script, join(packageRoot, 'dist'), location, folder];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  watcher = child;
  return createInterface(child.stdout)[Symbol.asyncIterator]();
}
