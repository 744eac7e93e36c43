import { BlockList } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sendWebhook } from '../../../../subgraphs/_runtime/push/send-webhook.ts';
import {
  type AddressRules,
  isAllowed,
  networksOf,
  PUBLIC_ADDRESSES,
  urlProblem,
} from '../../../../subgraphs/_runtime/push/webhook-address.ts';
import { scriptedReceiver } from './scripted-receiver.ts';

const DEMO: AddressRules = { allowsLocalHttp: true, networks: new BlockList() };

describe('the address of a webhook', () => {
  test.each([
    'https://credit.example.gov.cn/hook',
    'https://credit.example.gov.cn:8443/hook?of=finance',
    'https://8.8.8.8/hook',
    'https://[2606:4700::1111]/hook',
  ])('may be %s', (url) => {
    expect(urlProblem(url, PUBLIC_ADDRESSES)).toBeNull();
  });

  test.each([
    'http://credit.example.gov.cn/hook',
    'http://127.0.0.1/hook',
    'https://127.0.0.1/hook',
    'https://2130706433/hook',
    'https://0x7f.1/hook',
    'https://[::1]/hook',
    'https://[::ffff:10.0.0.1]/hook',
    'https://[64:ff9b::a00:1]/hook',
    'https://[2002:a00:1::]/hook',
    'https://[fd00::1]/hook',
    'https://[fe80::1]/hook',
    'https://169.254.169.254/latest/meta-data',
    'https://10.0.0.1/hook',
    'https://user:word@credit.example.gov.cn/hook',
    'https://credit.example.gov.cn/hook#part',
    'file:///etc/passwd',
    'gopher://credit.example.gov.cn/',
    'not an address',
    `https://credit.example.gov.cn/${'x'.repeat(500)}`,
  ])('is refused as %s, and the refusal does not repeat it', (url) => {
    const problem = urlProblem(url, PUBLIC_ADDRESSES);
    expect(problem).not.toBeNull();
    expect(problem).not.toContain('gov.cn');
  });

  test('may be at http://127.0.0.1 in the demo, and at no other place without TLS', () => {
    expect(urlProblem('http://127.0.0.1:8080/hook', DEMO)).toBeNull();
    expect(urlProblem('http://localhost/hook', DEMO)).not.toBeNull();
    expect(urlProblem('http://127.0.0.2/hook', DEMO)).not.toBeNull();
  });

  test('may be in a private network that the configuration names, and in no other', () => {
    const rules = { allowsLocalHttp: false, networks: networksOf('10.1.0.0/16, fd00:1::/32') };
    expect(urlProblem('https://10.1.2.3/hook', rules)).toBeNull();
    expect(urlProblem('https://[fd00:1::7]/hook', rules)).toBeNull();
    expect(urlProblem('https://10.2.0.1/hook', rules)).not.toBeNull();
    for (const list of ['', '10.1.0.0', '10.1.0.0/33', 'ten/8', '10.1.0.0/16,']) {
      expect(() => networksOf(list)).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
    }
  });

  test('leads to no private IPv4 address, whichever', () => {
    const byte = fc.integer({ min: 0, max: 255 });
    const first = fc.constantFrom(
      '10',
      '127',
      '0',
      '224',
      '240',
      '255',
      '192.168',
      '169.254',
      '172.16',
      '172.31',
      '100.64',
    );
    fc.assert(
      fc.property(first, byte, byte, byte, (prefix, ...rest) => {
        const address = [...prefix.split('.'), ...rest].slice(0, 4).join('.');
        expect(isAllowed(address, PUBLIC_ADDRESSES)).toBe(false);
      }),
    );
  });
});

describe('sending', () => {
  const request = (url: string) => ({ url, headers: {}, body: '{}' });

  test('connects to no name that has a private address among its own, and the receiver gets nothing', async () => {
    await withReceiver(async ({ url, received }) => {
      const { port } = new URL(url);
      const resolve = async () => [
        { address: '93.184.216.34', family: 4 },
        { address: '127.0.0.1', family: 4 },
      ];
      const outcome = await sendWebhook(request(`https://hook.example:${port}/`), { rules: PUBLIC_ADDRESSES, resolve });
      expect(outcome).toEqual({ kind: 'failed', reason: 'the address is not allowed' });
      expect(received).toEqual([]);
    });
  });

  test('looks a name up once: what it changes to afterwards is not asked', async () => {
    await withReceiver(async ({ url, received }) => {
      let asked = 0;
      const resolve = async () => {
        asked += 1;
        return [{ address: '127.0.0.1', family: 4 }];
      };
      const { port } = new URL(url);
      const rules = DEMO;
      // No TLS at the receiver: that the handshake fails shows where the connection went.
      const outcome = await sendWebhook(request(`https://hook.example:${port}/`), { rules, resolve });
      expect(outcome).toMatchObject({ kind: 'failed', reason: expect.stringContaining('no connection') });
      expect([asked, received.length]).toEqual([1, 0]);
    });
  });

  test('gives a name up that is not resolved in time', async () => {
    const resolve = () => new Promise<never>(() => undefined);
    const outcome = await sendWebhook(request('https://hook.example/'), { rules: DEMO, resolve, timeoutMs: 50 });
    expect(outcome).toEqual({ kind: 'failed', reason: 'no answer in time' });
  });

  test('says of a receiver that is down only that there is no connection', async () => {
    const receiver = await scriptedReceiver();
    await receiver.close();
    const outcome = await sendWebhook(request(receiver.url), { rules: DEMO });
    expect(outcome).toEqual({ kind: 'failed', reason: 'no connection (ECONNREFUSED)' });
  });
});

async function withReceiver(
  work: (receiver: Awaited<ReturnType<typeof scriptedReceiver>>) => Promise<void>,
): Promise<void> {
  const receiver = await scriptedReceiver();
  try {
    await work(receiver);
  } finally {
    await receiver.close();
  }
}
