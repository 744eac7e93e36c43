import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { serverAudits } from 'graphql-http';
import { type TestHub, testHub } from '../harness/test-hub.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await testHub({}, 50);
});
afterAll(() => hub[Symbol.asyncDispose]());

const audits = serverAudits({ url: () => `${hub.url}/graphql`, fetchFn: fetchAsClient });

/** As every client of the hub must, it sends a header with GET that no form of another site can send. */
function fetchAsClient(url: string, init: RequestInit = {}): Promise<Response> {
  const guard = init.method === 'POST' ? undefined : { 'apollo-require-preflight': 'true' };
  return fetch(url, { ...init, headers: { ...(init.headers as Record<string, string>), ...guard } }); // cast: the audits send records
}

describe('the GraphQL over HTTP audit', () => {
  test('has audits', () => {
    expect(audits.length).toBeGreaterThan(50);
  });

  test.each(audits.map(({ id, name, fn }) => [id, name, fn] as const))('%s: %s', async (_id, _name, fn) => {
    const result = await fn();
    if (result.status !== 'ok') await result.response.arrayBuffer();
    expect(result.status === 'ok' ? 'ok' : result.reason).toBe('ok');
  });
});
