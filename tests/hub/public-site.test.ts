import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startGateway } from '../../cli/commands/gateway.ts';
import { SUPERGRAPH_FILE } from '../../cli/compose-folder.ts';
import { createLog } from '../../gateway/log.ts';
import { remoteHub } from '../harness/remote-hub.ts';
import type { WatchedHub } from '../harness/watched-hub.ts';

let hub: WatchedHub;
beforeAll(async () => {
  hub = await remoteHub({ options: { publicSite: true } });
});
afterAll(() => hub[Symbol.asyncDispose]());

test('before departments of other machines, the site asks all of them as the public, whatever a visitor sends', async () => {
  const { data } = await hub.ask('{ marketPenalties(first: 50) { nodes { subject { name uscc } } } }');
  const { subject } = data.marketPenalties.nodes.find(
    (node: { subject: { uscc: string | null } | null }) => node.subject?.uscc,
  );
  hub.asked.length = 0;
  const headers = { accept: 'text/html', authorization: 'Bearer x.y.z', 'x-credit-purpose': 'credit-report' };
  const page = await (await fetch(`${hub.url}/subject/${subject.uscc}`, { headers })).text();
  expect(page).toContain(subject.name);
  expect(hub.asked.length).toBeGreaterThan(10);
  const passports = hub.asked.map(({ wire }) => JSON.stringify(wire?.passport));
  expect(passports.filter((passport) => !passport.includes('"kind":"anonymous"'))).toEqual([]);
  expect(passports.filter((passport) => passport.includes('credit-report'))).toEqual([]);
});

test('the site does not start without a key for its codes', async () => {
  const options = { supergraph: SUPERGRAPH_FILE, port: 0, host: '127.0.0.1', publicSite: true };
  await expect(startGateway(options, { log: createLog('silent') })).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
});
