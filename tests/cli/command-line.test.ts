import { type ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { openExistingStore } from '../../cli/open-store.ts';
import { packageRoot } from '../../schema/package-root.ts';
import { readPassportKeys } from '../../schema/passport/passport-keys.ts';
import { ask } from '../harness/test-hub.ts';

const MAIN = join(packageRoot, 'dist', 'cli', 'main.js');

let folder: string;
let children: ChildProcess[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'credit-hub-'));
  children = [];
});
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A running command: what it prints, and its end. */
function command(...args: string[]) {
  const child = spawn(process.execPath, [MAIN, ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  const printed = { out: '', err: '' };
  child.stdout.on('data', (chunk) => (printed.out += chunk));
  child.stderr.on('data', (chunk) => (printed.err += chunk));
  const ended = new Promise<Ended>((resolve) => child.once('close', (code) => resolve({ code, ...printed })));
  const until = (pattern: RegExp) =>
    new Promise<string>((resolve, reject) => {
      const look = () => {
        const found = pattern.exec(printed.out) ?? pattern.exec(printed.err);
        if (found !== null) resolve(found[1] ?? found[0]);
      };
      child.stdout.on('data', look);
      child.stderr.on('data', look);
      child.once('close', () =>
        reject(new Error(`it ended before it printed ${pattern}: ${printed.out}${printed.err}`)),
      );
      look();
    });
  return { child, ended, until };
}

function run(...args: string[]): Promise<Ended> {
  return command(...args).ended;
}

/** One sentence, no stack. */
function expectRefusal({ code, err }: Ended, text: RegExp): void {
  expect(err).toMatch(text);
  expect(err.trim().split('\n')).toHaveLength(1);
  expect(code).not.toBe(0);
}

const START = ['start', '--port', '0', '--subjects', '1000', '--data', 'data'];

describe('credit-hub start', () => {
  test('seeds a city with progress, serves graph, public site and the page for developers, stops on Ctrl-C, and starts again without seeding', async () => {
    const first = command(...START);
    const url = await first.until(/running: (\S+)/);
    const { data } = await ask(`${url}/graphql`, '{ searchSubjects(name: "公司") { nodes { name } } }');
    expect(data.searchSubjects.nodes.length).toBeGreaterThan(0);
    expect(await (await fetch(url)).text()).toContain('信用贺州');
    const page = await (await fetch(`${url}/dev`)).text();
    expect(page).toContain('演示模式');
    expect(page).toContain('approval-office');
    expect(page.match(/curl -s/g)).toHaveLength(3);
    first.child.kill('SIGINT');
    const ended = await first.ended;
    expect(ended.code).toBe(0);
    expect(ended.err).toMatch(/^(Seeding 1,000 .*\n)+$/);
    expect(ended.err).toContain('100 %');
    expect(ended.out).not.toContain('Seeding');
    expect(ended.out).toContain('DEMO MODE');
    const second = command(...START);
    await second.until(/running: (\S+)/);
    second.child.kill('SIGTERM');
    const again = await second.ended;
    expect(again.code).toBe(0);
    expect(again.err).toBe('');
  });

  test('says so when the port is busy', async () => {
    const busy = createServer();
    await new Promise<void>((resolve) => busy.listen(0, '127.0.0.1', resolve));
    const { port } = busy.address() as { port: number };
    const ended = await run('start', '--port', String(port), '--subjects', '1000', '--data', 'data');
    busy.close();
    expectRefusal(ended, new RegExp(`Port ${port} is already in use`));
  });

  test('says so when the data folder is a file', async () => {
    writeFileSync(join(folder, 'data'), 'x');
    expectRefusal(await run(...START), /data folder .*it is a file/);
  });

  test('says so when the data folder cannot be written', async () => {
    mkdirSync(join(folder, 'data'));
    chmodSync(join(folder, 'data'), 0o500);
    if (process.getuid?.() === 0) return; // the superuser writes everywhere
    expectRefusal(await run(...START), /data folder .*cannot be written/);
  });

  test.each<[string, (file: string) => void]>([
    ['is something else', (file) => writeFileSync(file, 'not a database at all, but long enough to look at')],
    ['lost its end', (file) => truncateSync(file, 8_192)],
    [
      'has a broken first page',
      (file) => writeFileSync(file, Buffer.concat([readFileSync(file).subarray(0, 100), Buffer.alloc(8_000, 7)])),
    ],
  ])('says so when the data file %s', async (_, damage) => {
    expect((await run('seed', '--subjects', '1000', '--data', 'data')).code).toBe(0);
    damage(join(folder, 'data', 'hub.db'));
    expectRefusal(await run(...START), /data file .*hub\.db is damaged/);
  });

  test('is preceded by "seed", which tells its progress and what came of it apart', async () => {
    const { code, out, err } = await run('seed', '--subjects', '1000', '--data', 'data');
    expect(code).toBe(0);
    expect(out).toMatch(/^A city of 1000 synthetic subjects is in the embedded store .*\n$/);
    expect(err).toMatch(/^(Seeding 1,000 .*\n)+$/);
  });

  test('says so when the keys are not those of the store', async () => {
    expect((await run('seed', '--subjects', '1000', '--data', 'data')).code).toBe(0);
    rmSync(join(folder, 'data', 'keys.json'));
    expectRefusal(await run(...START), /written with other keys/);
  });

  test('begins the seeding anew when it was killed in the middle', async () => {
    const first = command('start', '--port', '0', '--subjects', '20000', '--data', 'data');
    await first.until(/Seeding .*: [1-9]\d* %/);
    first.child.kill('SIGKILL');
    await first.ended;
    expect(existsSync(join(folder, 'data', 'hub.db'))).toBe(false);
    const second = command(...START);
    const url = await second.until(/running: (\S+)/);
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
  });

  test.each([
    ['--port', '70000'],
    ['--port', 'abc'],
    ['--subjects', '10'],
    ['--subjects', '2000000'],
    ['--store', 'postgres://x'],
    ['--nonsense', '1'],
  ])('refuses %s %s with a word on what it takes', async (option, value) => {
    const { code, err } = await run('start', '--data', 'data', option, value);
    expect(code).not.toBe(0);
    expect(err).toMatch(/must be|--store takes|unknown option/);
  });
});

describe('credit-hub token', () => {
  test('prints a token of the demo issuer, for a persona or for claims', async () => {
    const { out } = await run('token', 'approval-office', '--data', 'data');
    const claimed = await run('token', '--claims', '{"sub":"me","scope":"a b"}', '--data', 'data');
    const { d: _, ...key } = JSON.parse(readFileSync(join(folder, 'data', 'demo-issuer.jwk.json'), 'utf8'));
    const verify = (token: string) =>
      jwtVerify(token.trim(), createLocalJWKSet({ keys: [key] }), { audience: 'credit-hub' });
    expect((await verify(out)).payload.sub).toBe('app:approval-office');
    expect((await verify(claimed.out)).payload).toMatchObject({ sub: 'me', scope: 'a b', iss: 'credit-hub-demo' });
  });

  test.each([[['token', 'nobody']], [['token']], [['token', '--claims', '{']], [['token', '--claims', '{}']]])(
    'refuses %p with what it needs',
    async (args) => expectRefusal(await run(...args), /persona|--claims/),
  );
});

describe('credit-hub subgraph', () => {
  test('answers nobody who has no passport, and lives', async () => {
    await run('seed', '--subjects', '1000', '--data', 'data');
    writeFileSync(join(folder, 'gateways.json'), JSON.stringify({ keys: [gatewayKey()] }));
    const market = command('subgraph', 'market', '--port', '0', '--data', 'data', '--passport-keys', 'gateways.json');
    const url = await market.until(/(http:\S+)\/graphql/);
    const body = JSON.stringify({ query: '{ _service { sdl } }' });
    const headers = { 'content-type': 'application/json' };
    const refused = await fetch(`${url}/graphql`, { method: 'POST', headers, body });
    expect([refused.status, JSON.stringify(await refused.json())]).toEqual([
      401,
      expect.stringContaining('PASSPORT_REFUSED'),
    ]);
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
  });

  test('says so when there is no such department, no store, or no key of a gateway', async () => {
    writeFileSync(join(folder, 'gateways.json'), JSON.stringify({ keys: [gatewayKey()] }));
    const keys = ['--passport-keys', 'gateways.json'];
    expectRefusal(
      await run('subgraph', 'nothing', '--data', 'data', ...keys),
      /no subgraph "nothing"; there are: .*market/,
    );
    expectRefusal(await run('subgraph', 'market', '--data', 'data', ...keys), /no key file|no embedded store/);
    expectRefusal(await run('subgraph', 'market', '--data', 'data'), /--passport-keys/);
  });
});

function gatewayKey(): object {
  const { publicKey } = generateKeyPairSync('ed25519');
  return { ...publicKey.export({ format: 'jwk' }), kid: 'gateway-1', alg: 'EdDSA', use: 'sig' };
}

describe('credit-hub keys', () => {
  function keyFile(kid: string): { readonly file: string; readonly secret: string; readonly x: string } {
    const jwk = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
    const file = join(folder, `${kid}.jwk.json`);
    writeFileSync(file, JSON.stringify({ ...jwk, kid, note: 'of the operator' }));
    return { file, secret: String(jwk.d), x: String(jwk.x) };
  }

  test('prints what verifiers need of the keys, and nothing else that is in their files', async () => {
    const [now, next] = [keyFile('hub-1'), keyFile('hub-2')];
    const { code, out, err } = await run('keys', now.file, next.file);
    expect([code, err]).toEqual([0, '']);
    const common = { kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA', use: 'sig' };
    expect(JSON.parse(out)).toEqual({
      keys: [
        { ...common, kid: 'hub-1', x: now.x },
        { ...common, kid: 'hub-2', x: next.x },
      ],
    });
    expect(out).not.toContain('"d"');
    for (const { secret } of [now, next]) expect(out).not.toContain(secret);
    expect([...readPassportKeys(out).keys()]).toEqual(['hub-1', 'hub-2']); // what departments read
  });

  test('says so when a file is missing, is no private key, or has the name of another, and prints nothing of it', async () => {
    const { file, x } = keyFile('hub-1');
    const publicFile = join(folder, 'public.json');
    writeFileSync(publicFile, JSON.stringify({ kty: 'OKP', crv: 'Ed25519', x, kid: 'hub-2' }));
    expectRefusal(await run('keys', join(folder, 'missing.json')), /cannot be read/);
    const refused = await run('keys', file, publicFile);
    expectRefusal(refused, /public\.json is not a private Ed25519 key/);
    expect([refused.out, refused.err.includes(x)]).toEqual(['', false]);
    expectRefusal(await run('keys', file, file), /same name/);
    expect((await run('keys')).code).not.toBe(0);
  });
});

describe('credit-hub compose', () => {
  test('finds the committed supergraph and operations up to date', async () => {
    expect(await run('compose', '--check')).toMatchObject({ code: 0, err: '' });
  });

  test('reports what is breaking and who may read more or less than before', async () => {
    const before = join(folder, 'before.graphql');
    const committed = readFileSync(join(packageRoot, 'schema', 'supergraph.graphql'), 'utf8');
    writeFileSync(
      before,
      committed.replace(/type ProductInspection\b[^{]*?@authenticated/s, (type) => type.replace('@authenticated', '')),
    );
    expect(committed).not.toBe(readFileSync(before, 'utf8'));
    const { code, out } = await run('compose', '--check', '--against', before);
    expect(out).toMatch(/ACCESS BROKEN\s+ProductInspection: its rule changes from public to @authenticated/);
    expect(code).not.toBe(0);
  });
});

describe('credit-hub doctor', () => {
  test('says what is wrong, and what to do', async () => {
    await run('seed', '--subjects', '1000', '--data', 'data', '--today', '2026-06-01');
    const healthy = await run('doctor', '--data', 'data', '--port', '0');
    expect(healthy.out).toMatch(/ok {5}store: .*1000 subjects/);
    expect(healthy.out).toMatch(/ok {5}supergraph/);
    writeFileSync(join(folder, 'data', 'hub.db'), 'damaged');
    const ill = await run('doctor', '--data', 'data', '--port', '0');
    expect(ill.out).toMatch(/WRONG {2}store: The data file .* is damaged/);
    expect(ill.code).not.toBe(0);
  });
});

describe('credit-hub store new-epoch', () => {
  test('begins another epoch in the store that is there', async () => {
    const epoch = async () => {
      const store = await openExistingStore({ data: join(folder, 'data') });
      const found = await store.epoch();
      await store.close();
      return found;
    };
    expectRefusal(await run('store', 'new-epoch', '--data', 'data'), /key file/);
    await run('seed', '--subjects', '1000', '--data', 'data');
    const before = await epoch();
    const { code, out } = await run('store', 'new-epoch', '--data', 'data');
    expect([code, out]).toEqual([0, expect.stringContaining('Another epoch has begun')]);
    expect(await epoch()).not.toBe(before);
  });
});

test('--help tells every command', async () => {
  const { out, code } = await run('--help');
  expect(code).toBe(0);
  for (const name of ['start', 'gateway', 'subgraph', 'compose', 'seed', 'token', 'keys', 'doctor'])
    expect(out).toContain(name);
});
