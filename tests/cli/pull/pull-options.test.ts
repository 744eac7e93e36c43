import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type PullOptions, pull } from '../../../cli/commands/pull.ts';
import { providerAddress } from '../../../cli/pull/provider-address.ts';
import { providerToken } from '../../../cli/pull/provider-token.ts';
import { isOrigin } from '../../../storage/received/origin.ts';
import { CITY, type PullingHub, pullingHub } from './pull-fixtures.ts';
import { scriptedProvider, told, toldPage } from './scripted-provider.ts';

const INVALID = expect.objectContaining({ code: 'CONFIG_INVALID' });

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'credit-hub-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the address of a provider', () => {
  test('is taken with and without what follows it', () => {
    for (const given of [
      'https://credit.example.cn',
      'https://credit.example.cn/',
      'https://credit.example.cn/graphql',
    ]) {
      expect(providerAddress(given)).toBe('https://credit.example.cn');
    }
    expect(providerAddress('https://example.cn/hub/graphql/')).toBe('https://example.cn/hub');
    expect(providerAddress('http://127.0.0.1:4000')).toBe('http://127.0.0.1:4000');
  });

  test.each(['credit.example.cn', 'ftp://example.cn', 'http://credit.example.cn', 'http://localhost.example.cn'])(
    '%s is refused',
    (given) => expect(() => providerAddress(given)).toThrow(INVALID),
  );

  test('with a password is refused, without quoting it', () => {
    expect(() => providerAddress('https://user:secret@example.cn')).toThrow(INVALID);
    expect(() => providerAddress('https://user:secret@example.cn')).not.toThrow(/secret/);
  });
});

describe('the token of a pull', () => {
  test('comes from the file, which is read again where it is renewed, or from the environment', () => {
    const file = join(folder, 'token');
    writeFileSync(file, 'one\n');
    const token = providerToken(file, { CREDIT_HUB_PULL_TOKEN: 'other' });
    expect([token.text, token.renew()]).toEqual(['one', false]);
    writeFileSync(file, 'two');
    expect([token.renew(), token.text]).toEqual([true, 'two']);
    expect(providerToken(undefined, { CREDIT_HUB_PULL_TOKEN: 'other' }).text).toBe('other');
  });

  test('that is missing, or would end the header that it stands in, is refused without quoting it', () => {
    for (const text of [undefined, '', 'a secret', 'secret\r\nx-credit-purpose: audit']) {
      const env = text === undefined ? {} : { CREDIT_HUB_PULL_TOKEN: text };
      expect(() => providerToken(undefined, env)).toThrow(INVALID);
      expect(() => providerToken(undefined, env)).not.toThrow(/secret/);
    }
    expect(() => providerToken(join(folder, 'none'), {})).toThrow(INVALID);
  });
});

test('origins are the platform above, those below, and peers', () => {
  expect(['upstream', 'downstream:451100', 'peer:451200'].every(isOrigin)).toBe(true);
  expect(['', 'upstream:451100', 'downstream', 'downstream:4511', 'market', 'UPSTREAM'].some(isOrigin)).toBe(false);
});

describe('a pull that is run again', () => {
  const PENALTY = 'market.administrative-penalty';
  const runs = async (hub: PullingHub, url: string, sketch: Partial<PullOptions> = {}) => {
    const file = join(folder, 'token');
    writeFileSync(file, 'token');
    return pull({ from: url, as: CITY, tokenFile: file, data: hub.folder, pageSize: 100, retries: 0, ...sketch });
  };

  test('with other items is refused, unless everything is loaded afresh', async () => {
    await using hub = await pullingHub();
    await using provider = await scriptedProvider(({ query }) =>
      query.includes('changes(')
        ? toldPage([told('a')], 'cursor')
        : { data: { digest: DIGEST, acknowledgeChanges: null } },
    );
    expect(await runs(hub, provider.url)).toBe(0);
    await expect(runs(hub, provider.url, { items: [PENALTY] })).rejects.toEqual(INVALID);
    expect(await runs(hub, provider.url, { items: [PENALTY], again: true })).toBe(0);
    expect(await hub.received.pullState(CITY)).toMatchObject({ items: [PENALTY], loading: null });
    await expect(runs(hub, provider.url, { as: 'market' })).rejects.toEqual(INVALID);
  });

  test('ends with a code of its own where months differ that pulling again does not mend', async () => {
    await using hub = await pullingHub();
    const digest = [{ ...DIGEST[0], count: 2 }];
    await using provider = await scriptedProvider(({ query }) =>
      query.includes('changes(')
        ? toldPage([told('a')], `cursor ${Math.random()}`)
        : { data: { digest, acknowledgeChanges: null } },
    );
    expect(await runs(hub, provider.url)).toBe(2);
  });
});

/** Of one record with the id "a" in version 1: SHA-256 of "a 1". */
const DIGEST = [
  { month: '2026-02', count: 1, checksum: '042a5f2e7634c4c80a75691b6b89dfe4e1758558ce99e7346b5297b68fa95d11' },
];
