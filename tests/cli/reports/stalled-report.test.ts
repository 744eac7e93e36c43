import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { type ReportSetting, recordReports } from '../../../cli/reports/record-reports.ts';
import { passportWith } from '../../subgraphs/passports.ts';

const servers: { close(): unknown }[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** The upload with nothing behind it: what is told of here never comes as far as the store. */
async function serve(log: (cause: unknown) => void): Promise<string> {
  const caller = { kind: 'officer', id: 'officer:market', department: 'market', subject: null } as const;
  const passport = { ...passportWith({ source: 'owner' }), caller, purpose: 'data-reporting' };
  const item = { department: { code: 'market' }, type: { entry: { code: 'market.item' } } };
  const setting = {
    standingOf: async () => ({ kind: 'done', value: { passport } }),
    collection: { items: new Map([['market.item', item]]) },
    audit: { append: async () => undefined },
    now: () => new Date(),
    log,
    idleMs: 50,
  } as unknown as ReportSetting; // cast: a part is enough
  const reports = recordReports(setting);
  const server = createServer((message, response) => void reports(message, response));
  servers.push(server);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/records/market.item?batch=b`;
}

function begun(url: string) {
  const outgoing = request(url, { method: 'POST', headers: { 'content-type': 'application/x-ndjson' } });
  outgoing.write('{"a":');
  return outgoing;
}

test('a client that neither sends nor reads is let go', async () => {
  const logged: unknown[] = [];
  const outgoing = begun(await serve((cause) => logged.push(cause)));
  const [error] = await once(outgoing, 'error');
  expect(error).toMatchObject({ code: 'ECONNRESET' });
  expect(logged).toEqual([]);
});

test('a client that goes away in the middle is no failure of the hub', async () => {
  const logged: unknown[] = [];
  const url = await serve((cause) => logged.push(cause));
  const outgoing = begun(url);
  outgoing.on('error', () => undefined);
  const closed = new Promise((resolve) => outgoing.once('close', resolve));
  await new Promise((resolve) => outgoing.write('1', resolve));
  outgoing.destroy();
  await closed;
  // Another report goes its whole way meanwhile.
  await once(begun(url), 'error');
  expect(logged).toEqual([]);
});
