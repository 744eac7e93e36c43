import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { startSubgraph } from '../../cli/commands/subgraph.ts';
import type { RunningServer } from '../../gateway/http-server.ts';
import { createLog } from '../../gateway/log.ts';
import { bodyHash } from '../../schema/body-hash.ts';
import {
  MAX_PASSPORT_BYTES,
  PASSPORT_HEADER,
  PASSPORT_TYPE,
  type PassportClaims,
} from '../../schema/passport/passport-claims.ts';
import { signPassport } from '../../schema/passport/sign-passport.ts';
import { type CountingStore, countingStore } from '../harness/counting-store.ts';
import { NOON } from '../harness/test-hub.ts';
import { aboutSubjects, references } from './department-ask.ts';
import { passportWith } from './passports.ts';
import { type SmallTown, smallTown, TOWN } from './small-town.ts';

const gateway = generateKeyPairSync('ed25519');
const next = generateKeyPairSync('ed25519');
const NOW_S = NOON.getTime() / 1_000;
const QUERY = '{ marketPenalties(first: 5) { nodes { documentNo } } }';

let town: SmallTown;
let counting: CountingStore;
let department: RunningServer;
let keyFile: string;

beforeAll(async () => {
  town = await smallTown();
  keyFile = join(town.folder, 'gateways.jwks.json');
  writeKeys(gateway.publicKey);
  const wrapStore = (store: SmallTown['store']) => {
    counting = countingStore(store);
    return counting.store;
  };
  const options = { data: town.folder, host: '127.0.0.1', port: 0, passportKeys: keyFile };
  department = await startSubgraph('market', options, { now: () => NOON, log: createLog('silent'), wrapStore });
});
afterAll(async () => {
  await department.close();
  await town[Symbol.asyncDispose]();
});
beforeEach(() => {
  counting.calls.length = 0;
});

function writeKeys(...keys: readonly (typeof gateway.publicKey)[]): void {
  const named = keys.map((key, index) => ({ ...key.export({ format: 'jwk' }), kid: `key-${index}` }));
  writeFileSync(keyFile, JSON.stringify({ keys: named }));
}

let numbers = 0;

function claims(body: string, changes: Partial<PassportClaims> = {}): PassportClaims {
  const { caller, purpose, rights } = passportWith();
  const jti = String(numbers++).padStart(22, '0');
  const times = { iat: NOW_S, exp: NOW_S + 30 };
  const person = { caller, purpose, caseNumber: null, rights };
  return { iss: 'hub', aud: 'market', ...times, jti, requestId: 'r', ...person, body: bodyHash(body), ...changes };
}

function signed(body: string, changes: Partial<PassportClaims> = {}, key = gateway.privateKey, kid = 'key-0'): string {
  return signPassport(claims(body, changes), { kid, privateKey: key });
}

function part(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function bodyOf(query: string, variables: object = {}): string {
  return JSON.stringify({ query, variables });
}

interface PortAnswer {
  readonly status: number;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers whose shape is the query's
  readonly json: any;
}

async function post(body: string, passport?: string, path = '/graphql'): Promise<PortAnswer> {
  const headers = {
    'content-type': 'application/json',
    ...(passport === undefined ? {} : { [PASSPORT_HEADER]: passport }),
  };
  return answerOf(await fetch(department.url + path, { method: 'POST', headers, body }));
}

async function answerOf(response: Response): Promise<PortAnswer> {
  const text = await response.text();
  return { status: response.status, text, json: text.startsWith('{') ? JSON.parse(text) : null };
}

function expectRefused({ status, text, json }: PortAnswer): void {
  expect(status).toBe(401);
  expect(json.data).toBeUndefined();
  expect(json.errors).toMatchObject([{ extensions: { code: 'PASSPORT_REFUSED' } }]);
  expect(text).not.toMatch(/MarketPenalty|documentNo|did you mean/i);
  expect(counting.calls).toEqual([]);
}

describe('the port of a department', () => {
  test('answers under a passport, and says whom the answer is about', async () => {
    const body = bodyOf(
      aboutSubjects('marketPenalties { totalCount nodes { documentNo } }'),
      references(TOWN.near.id, TOWN.person.id),
    );
    const { status, json } = await post(body, signed(body));
    expect(status).toBe(200);
    expect(json).toEqual({
      data: {
        _entities: [{ marketPenalties: { totalCount: 1, nodes: [{ documentNo: 'now' }] } }, { marketPenalties: null }],
      },
      extensions: {
        creditHub: {
          subjects: [TOWN.near.id],
          denials: [{ coordinate: 'CreditSubject.marketPenalties', reason: 'SUBJECT_KIND' }],
        },
      },
    });
  });

  test('answers what the rights in the passport open', async () => {
    const body = bodyOf('{ productInspections { nodes { productName } } }');
    const anonymous = signed(body, { rights: { authenticated: false, grants: [] } });
    expect((await post(body, anonymous)).json.data).toEqual({ productInspections: null });
    expect((await post(body, signed(body))).json.data.productInspections.nodes).toHaveLength(3);
  });

  test.each<[string, (body: string) => string | undefined]>([
    ['no passport', () => undefined],
    ['an empty one', () => ''],
    ['one for another department', (body) => signed(body, { aud: 'tax' })],
    ['one of a stranger’s key', (body) => signed(body, {}, next.privateKey)],
    ['one that names an unknown key', (body) => signed(body, {}, gateway.privateKey, 'key-9')],
    ['one that has expired', (body) => signed(body, { iat: NOW_S - 60, exp: NOW_S - 30 })],
    ['one from before the department was started', (body) => signed(body, { iat: NOW_S - 1, exp: NOW_S + 30 })],
    ['one from the future', (body) => signed(body, { iat: NOW_S + 20, exp: NOW_S + 40 })],
    ['one that is good for 61 seconds', (body) => signed(body, { exp: NOW_S + 61 })],
    ['one for another body', () => signed(bodyOf('{ marketPermits { totalCount } }'))],
    ['one for the same question in other bytes', (body) => signed(` ${body}`)],
    [
      'one without a signature',
      (body) => `${part({ alg: 'none', typ: PASSPORT_TYPE, kid: 'key-0' })}.${part(claims(body))}.`,
    ],
    [
      'one whose algorithm is "none", signed all the same',
      (body) => {
        const input = `${part({ alg: 'none', typ: PASSPORT_TYPE, kid: 'key-0' })}.${part(claims(body))}`;
        return `${input}.${sign(null, Buffer.from(input), gateway.privateKey).toString('base64url')}`;
      },
    ],
    [
      'one signed by HS256 with the public key',
      (body) => {
        const input = `${part({ alg: 'HS256', typ: PASSPORT_TYPE, kid: 'key-0' })}.${part(claims(body))}`;
        const secret = gateway.publicKey.export({ format: 'pem', type: 'spki' });
        return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
      },
    ],
  ])('refuses %s, and reads nothing', async (_, passport) => {
    const body = bodyOf(QUERY);
    expectRefused(await post(body, passport(body)));
  });

  test('takes a passport of a hundred agreements of twenty scopes each', async () => {
    const body = bodyOf(QUERY);
    const grants = Array.from({ length: 100 }, (_, agreement) => ({
      source: `A-2026-${agreement}`,
      clear: Array.from({ length: 20 }, (__, scope) => `market.administrative-penalty-${scope}:identity`),
      masked: [],
      policies: [],
      items: ['market.administrative-penalty', 'market.product-inspection'],
      rows: { kinds: ['ORGANIZATION' as const], areas: ['451102', '451103'], subjects: null },
    }));
    const passport = signed(body, { rights: { authenticated: true, grants } });
    expect(passport.length).toBeGreaterThan(100_000);
    expect(passport.length).toBeLessThan(MAX_PASSPORT_BYTES);
    expect((await post(body, passport)).status).toBe(200);
  });

  test('refuses longer headers than the longest passport needs, and reads nothing', async () => {
    const body = bodyOf(QUERY);
    const answer = await post(body, 'x'.repeat(MAX_PASSPORT_BYTES + 16 * 1024));
    expect(answer.status).toBe(431);
    expect(counting.calls).toEqual([]);
  });

  test('takes a passport once, for the same body and for another', async () => {
    const body = bodyOf(QUERY);
    const passport = signed(body);
    expect((await post(body, passport)).status).toBe(200);
    counting.calls.length = 0;
    expectRefused(await post(body, passport));
    expectRefused(await post(bodyOf('{ marketPermits { totalCount } }'), passport));
  });

  test.each([
    ['its SDL', '{ _service { sdl } }'],
    ['introspection', '{ __schema { types { name } } }'],
    ['the type of the root', '{ __typename }'],
    ['what is no GraphQL', 'hello {'],
    ['entities of its own', aboutSubjects('marketPenalties { totalCount }')],
  ])('does not tell %s without a passport', async (_, query) => {
    expectRefused(await post(bodyOf(query)));
  });

  test.each([
    ['a query in the address', 'GET', `/graphql?query=${encodeURIComponent(QUERY)}`],
    ['the head of one', 'HEAD', `/graphql?query=${encodeURIComponent(QUERY)}`],
    ['the address alone', 'GET', '/graphql'],
    ['another method', 'DELETE', '/graphql'],
    ['a question before the question', 'OPTIONS', '/graphql'],
  ])('refuses %s without a passport', async (_, method, path) => {
    const answer = await answerOf(await fetch(department.url + path, { method, headers: { accept: 'text/html' } }));
    if (method === 'HEAD') expect(answer.status).toBe(401);
    else expectRefused(answer);
    expect(counting.calls).toEqual([]);
  });

  test('has no other pages, and says that it lives', async () => {
    for (const path of ['/', '/index.html', '/graphql/', '//graphql', '/schema.graphql']) {
      const { status, text } = await post(bodyOf(QUERY), undefined, path);
      expect([path, status]).toEqual([path, 404]);
      expect(text).not.toContain('MarketPenalty');
    }
    const health = await fetch(`${department.url}/health/live`);
    expect([health.status, await health.text()]).toEqual([200, '{"status":"ok"}']);
  });

  test.each<[string, string, number, string]>([
    ['a list of questions', '[]', 400, 'BAD_REQUEST'],
    ['no JSON', 'query', 400, 'BAD_REQUEST'],
    ['no query', '{}', 400, 'BAD_REQUEST'],
    [
      'a field that it does not know',
      bodyOf('{ marketPenalties { nodes { secret } } }'),
      400,
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'a literal that does not fit',
      bodyOf('{ marketPenalties(first: "451102199003071230") { totalCount } }'),
      400,
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['text that is no GraphQL', bodyOf('hello {'), 400, 'GRAPHQL_VALIDATION_FAILED'],
    ['an argument that it refuses', bodyOf('{ marketPenalties(first: 0) { totalCount } }'), 200, 'INVALID_ARGUMENT'],
    [
      'a variable that does not fit',
      bodyOf('query ($n: Int!) { marketPenalties(first: $n) { totalCount } }', { n: '451102199003071230' }),
      200,
      'INVALID_ARGUMENT',
    ],
  ])('says under a passport what is wrong with %s, without values', async (_, body, status, code) => {
    const answer = await post(body, signed(body));
    expect(answer.status).toBe(status);
    expect(answer.json.errors).toMatchObject([{ extensions: { code } }]);
    expect(answer.text).not.toContain('451102199003071230');
  });

  test('takes POST only, with a passport too', async () => {
    const headers = { [PASSPORT_HEADER]: signed('') };
    const response = await fetch(`${department.url}/graphql?query=${encodeURIComponent(QUERY)}`, { headers });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
    expect(counting.calls).toEqual([]);
  });
});

describe('the keys of a department', () => {
  test('are necessary to start it', async () => {
    const start = (passportKeys?: string) =>
      startSubgraph('market', {
        data: town.folder,
        host: '127.0.0.1',
        port: 0,
        ...(passportKeys === undefined ? {} : { passportKeys }),
      });
    const refused = expect.objectContaining({ code: 'CONFIG_INVALID' });
    await expect(start()).rejects.toEqual(refused);
    await expect(start(join(town.folder, 'nowhere.json'))).rejects.toEqual(refused);
    const empty = join(town.folder, 'empty.json');
    writeFileSync(empty, '{"keys":[]}');
    await expect(start(empty)).rejects.toEqual(refused);
  });

  test('can be changed while it runs; keys that cannot be read change nothing', async () => {
    const body = bodyOf(QUERY);
    const byOld = () => signed(body);
    const byNew = () => signed(body, {}, next.privateKey, 'key-1');
    const status = async (passport: string) => (await post(body, passport)).status;
    expect([await status(byOld()), await status(byNew())]).toEqual([200, 401]);
    writeKeys(gateway.publicKey, next.publicKey);
    await until(async () => (await status(byNew())) === 200);
    expect(await status(byOld())).toBe(200);
    writeFileSync(keyFile, 'broken');
    await lookedAtAgain();
    expect([await status(byOld()), await status(byNew())]).toEqual([200, 200]);
    writeKeys(gateway.publicKey);
    await until(async () => (await status(byNew())) === 401);
    expect(await status(byOld())).toBe(200);
  });
});

/** Files are looked at every second. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 50 && !(await isSo()); tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 100));
  expect(await isSo()).toBe(true);
}

function lookedAtAgain(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 1_500));
}
