import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { type RemoteDepartment, remoteSource } from '../../../gateway/sources/remote-source.ts';
import { PUBLIC_PASSPORT } from '../../../schema/access/passport.ts';
import { answer, codeOf, isClosed, QUERY, type Script, scriptedDepartment, textsOf } from './scripted-department.ts';

const SECRET = 'postgres://hub:secret@10.0.0.5:5432/credit at /srv/department/db.js:12';
const JSON_TYPE = { 'content-type': 'application/json' };
const MIB = 1024 * 1024;

interface Hostility {
  readonly does: string;
  readonly script: Script;
  readonly code: 'SUBGRAPH_TIMEOUT' | 'SUBGRAPH_UNAVAILABLE' | 'SUBGRAPH_INVALID';
  /** How often a query reaches it; once unless told. */
  readonly asked?: number;
  readonly options?: Partial<RemoteDepartment>;
}

const sends =
  (body: string | Buffer, headers: Record<string, string> = JSON_TYPE, status = 200): Script =>
  (response) =>
    response.writeHead(status, headers).end(body);

/** Goes on until the other side has enough. */
function flood(chunk: Buffer, headers: Record<string, string>): Script {
  return (response) => {
    response.writeHead(200, headers);
    const write = () => {
      while (!response.destroyed && response.write(chunk));
    };
    response.on('drain', write);
    write();
  };
}

const HOSTILITIES: readonly Hostility[] = [
  { does: 'hangs before its headers', script: () => undefined, code: 'SUBGRAPH_TIMEOUT', options: { timeoutMs: 120 } },
  {
    does: 'hangs in the middle of its answer',
    script: (response) => response.writeHead(200, JSON_TYPE).write('{"data":'),
    code: 'SUBGRAPH_TIMEOUT',
    options: { timeoutMs: 120 },
  },
  {
    does: 'drips',
    script: (response) => {
      response.writeHead(200, JSON_TYPE);
      const drip = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(drip));
    },
    code: 'SUBGRAPH_TIMEOUT',
    options: { timeoutMs: 150 },
  },
  {
    does: 'hangs in the middle of a gzip body',
    script: (response) =>
      response
        .writeHead(200, { ...JSON_TYPE, 'content-encoding': 'gzip' })
        .write(gzipSync('{"data":null}').subarray(0, 15)),
    code: 'SUBGRAPH_TIMEOUT',
    options: { timeoutMs: 120 },
  },
  {
    does: 'resets the connection',
    script: (_, { socket }) => socket.resetAndDestroy(),
    code: 'SUBGRAPH_UNAVAILABLE',
    asked: 3,
  },
  { does: 'hangs up', script: (response) => response.destroy(), code: 'SUBGRAPH_UNAVAILABLE', asked: 3 },
  {
    does: 'hangs up in the middle of its answer',
    script: (response) => {
      response.writeHead(200, { ...JSON_TYPE, 'content-length': '1000' }).write(`{"data":"${SECRET}"`);
      setImmediate(() => response.destroy());
    },
    code: 'SUBGRAPH_UNAVAILABLE',
  },
  {
    does: 'answers with headers without end',
    script: sends('{"data":{}}', { ...JSON_TYPE, secret: 'x'.repeat(100_000) }),
    code: 'SUBGRAPH_UNAVAILABLE',
  },
  {
    does: 'answers in HTML',
    script: sends(`<h1>${SECRET}</h1>`, { 'content-type': 'text/html' }),
    code: 'SUBGRAPH_INVALID',
  },
  { does: 'answers in HTML and calls it JSON', script: sends(`<h1>${SECRET}</h1>`), code: 'SUBGRAPH_INVALID' },
  { does: 'answers with a list', script: sends('[1]'), code: 'SUBGRAPH_INVALID' },
  { does: 'answers with null', script: sends('null'), code: 'SUBGRAPH_INVALID' },
  { does: 'answers with nothing', script: sends(''), code: 'SUBGRAPH_INVALID' },
  { does: 'answers with no data', script: sends(`{"secret":"${SECRET}"}`), code: 'SUBGRAPH_INVALID' },
  { does: 'answers with data that are a text', script: sends(`{"data":"${SECRET}"}`), code: 'SUBGRAPH_INVALID' },
  { does: 'answers with data that are a list', script: sends('{"data":[{"a":1}]}'), code: 'SUBGRAPH_INVALID' },
  {
    does: 'answers with errors that are no list',
    script: sends(`{"data":{},"errors":{"message":"${SECRET}"}}`),
    code: 'SUBGRAPH_INVALID',
  },
  { does: 'cuts its JSON off', script: sends(`{"data":{"a":"${SECRET}`), code: 'SUBGRAPH_INVALID' },
  { does: 'answers with nothing but brackets', script: sends('['.repeat(100_000)), code: 'SUBGRAPH_INVALID' },
  {
    does: 'hides its answer below a prototype',
    script: sends('{"__proto__":{"data":{"a":1}}}'),
    code: 'SUBGRAPH_INVALID',
  },
  { does: 'names no content type', script: sends('{"data":{}}', {}), code: 'SUBGRAPH_INVALID' },
  {
    does: 'answers in another content type',
    script: sends('{"data":{}}', { 'content-type': 'text/plain' }),
    code: 'SUBGRAPH_INVALID',
  },
  {
    does: 'answers in a content type that only looks like JSON',
    script: sends('{"data":{}}', { 'content-type': 'application/jsonp' }),
    code: 'SUBGRAPH_INVALID',
  },
  {
    does: 'answers in another charset',
    script: sends('{"data":{}}', { 'content-type': 'application/json; charset=gbk' }),
    code: 'SUBGRAPH_INVALID',
  },
  {
    does: 'answers in GBK and calls it UTF-8',
    script: sends(Buffer.concat([Buffer.from('{"data":{"a":"'), Buffer.from([0xd0, 0xc5]), Buffer.from('"}}')])),
    code: 'SUBGRAPH_INVALID',
  },
  {
    does: 'compresses in a way that nobody asked for',
    script: sends('{"data":{}}', { ...JSON_TYPE, 'content-encoding': 'br' }),
    code: 'SUBGRAPH_INVALID',
  },
  {
    does: 'compresses twice',
    script: sends(gzipSync(gzipSync('{"data":{}}')), { ...JSON_TYPE, 'content-encoding': 'gzip, gzip' }),
    code: 'SUBGRAPH_INVALID',
  },
  {
    does: 'says gzip and sends text',
    script: sends('{"data":{}}', { ...JSON_TYPE, 'content-encoding': 'gzip' }),
    code: 'SUBGRAPH_INVALID',
  },
  {
    does: 'cuts its gzip off',
    script: sends(gzipSync('{"data":{}}').subarray(0, 20), { ...JSON_TYPE, 'content-encoding': 'gzip' }),
    code: 'SUBGRAPH_INVALID',
  },
  {
    does: 'answers without end',
    script: flood(Buffer.alloc(64 * 1024, ' '), JSON_TYPE),
    code: 'SUBGRAPH_INVALID',
    options: { maxAnswerBytes: MIB },
  },
  {
    does: 'answers one byte more than allowed',
    script: sends('{"data":{} }'),
    code: 'SUBGRAPH_INVALID',
    options: { maxAnswerBytes: 11 },
  },
  {
    does: 'inflates without end',
    script: flood(gzipSync(Buffer.alloc(MIB)), { ...JSON_TYPE, 'content-encoding': 'gzip' }),
    code: 'SUBGRAPH_INVALID',
  },
  {
    does: 'refuses the hub',
    script: sends(`{"errors":[{"message":"${SECRET}"}]}`, { ...JSON_TYPE, 'www-authenticate': 'Basic' }, 401),
    code: 'SUBGRAPH_UNAVAILABLE',
  },
  {
    does: 'fails with a stack trace',
    script: sends(`Error: ${SECRET}`, { 'content-type': 'text/plain' }, 500),
    code: 'SUBGRAPH_UNAVAILABLE',
  },
  {
    does: 'fails with data',
    script: sends('{"data":{"a":1}}', JSON_TYPE, 500),
    code: 'SUBGRAPH_UNAVAILABLE',
  },
  { does: 'answers that there is no content', script: sends('', {}, 204), code: 'SUBGRAPH_INVALID' },
];

describe('a department that', () => {
  test.each(HOSTILITIES)('$does costs its own fields only ($code), and tells nothing', async (hostility) => {
    await using department = await scriptedDepartment(hostility.script, hostility.options);
    const outcome = await department.run();
    expect(codeOf(outcome)).toBe(hostility.code);
    expect(textsOf(outcome)).not.toMatch(/secret|5432|10\.0\.0\.5|127\.0\.0\.1|db\.js/);
    expect(textsOf(outcome)).toContain('市场监管');
    expect(department.received).toHaveLength(hostility.asked ?? 1);
    expect(department.logged).toHaveLength(1);
  });

  test.each([301, 302, 303, 307, 308])('redirects by %i leads nowhere, whatever its body is', async (status) => {
    await using target = await scriptedDepartment((response) => answer(response));
    const elsewhere = { location: 'http://127.0.0.1:1/', 'content-type': 'application/graphql-response+json' };
    await using department = await scriptedDepartment((response) =>
      response.writeHead(status, elsewhere).end('{"data":{"a":1}}'),
    );
    expect(codeOf(await department.run())).toBe('SUBGRAPH_UNAVAILABLE');
    expect(department.received).toHaveLength(1);
    expect(target.received).toEqual([]);
  });

  test('is gone costs its own fields only', async () => {
    const logged: unknown[] = [];
    const source = remoteSource({ publicName: 'gone', url: await freeAddress(), timeoutMs: 5_000 }, (cause) =>
      logged.push(cause),
    );
    const call = { requestId: 'r', passport: PUBLIC_PASSPORT, deadlineMs: performance.now() + 5_000 };
    const outcome = await source.prepare(QUERY)({}, call);
    expect(codeOf(outcome)).toBe('SUBGRAPH_UNAVAILABLE');
    expect(textsOf(outcome)).not.toContain('127.0.0.1');
    expect(logged).toMatchObject([{ code: 'ECONNREFUSED' }]);
    await source.close();
  });

  test.each([
    'SSH-2.0-OpenSSH_9.6 secret\r\n',
    'HTTP/1.1 200 OK\r\ncontent-length: secret\r\n\r\n',
    'HTTP/1.1 100 Continue\r\n\r\n',
  ])('does not speak HTTP costs its own fields only: %j', async (greeting) => {
    const sockets: Socket[] = [];
    const server = createServer((socket) => {
      sockets.push(socket);
      socket.on('error', () => undefined).once('data', () => socket.end(greeting));
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as { port: number };
    const url = `http://127.0.0.1:${port}/`;
    const source = remoteSource({ publicName: 'strange', url, timeoutMs: 5_000 }, () => undefined);
    const call = { requestId: 'r', passport: PUBLIC_PASSPORT, deadlineMs: performance.now() + 5_000 };
    const outcome = await source.prepare(QUERY)({}, call);
    expect(codeOf(outcome)).toBe('SUBGRAPH_UNAVAILABLE');
    expect(textsOf(outcome)).not.toContain('secret');
    for (const socket of sockets) socket.destroy();
    await Promise.all([source.close(), new Promise((resolve) => server.close(resolve))]);
  });

  test('is too slow or sends too much loses the connection, so that it stops', async () => {
    await using slow = await scriptedDepartment((response) => response.writeHead(200, JSON_TYPE).write('{'), {
      timeoutMs: 100,
    });
    await using endless = await scriptedDepartment(flood(Buffer.alloc(64 * 1024, ' '), JSON_TYPE), {
      maxAnswerBytes: MIB,
    });
    for (const department of [slow, endless]) {
      const outcome = department.run();
      await department.hasReceived(1);
      await Promise.all([isClosed(department.connections[0]), outcome]);
    }
  });

  test('nests its data deeply is read, and taken for what it is', async () => {
    const depth = 100_000;
    const nested = `{"data":{"a":${'['.repeat(depth)}${']'.repeat(depth)}}}`;
    await using department = await scriptedDepartment((response) => response.writeHead(200, JSON_TYPE).end(nested));
    expect(codeOf(await department.run())).toBe('answered');
  });

  test('sends keys of prototypes changes nothing outside its own answer', async () => {
    const body =
      '{"data":{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}},' +
      '"errors":[{"__proto__":{"polluted":1},"message":"x","extensions":{"__proto__":{"code":"INVALID_CODE"}}}]}';
    await using department = await scriptedDepartment((response) => response.writeHead(200, JSON_TYPE).end(body));
    const outcome = await department.run();
    expect(outcome).toMatchObject({ kind: 'answered', errors: [{ error: { code: 'SUBGRAPH_UNAVAILABLE' } }] });
    expect(outcome.kind === 'answered' && Object.keys(outcome.data as object)).toEqual(['__proto__', 'constructor']);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  test('reports errors with texts of its own answers, and its texts stay in the log', async () => {
    await using department = await scriptedDepartment((response) =>
      answer(response, {
        data: { a: null },
        errors: [
          { message: SECRET, path: ['a'], extensions: { code: 'ECONNREFUSED', exception: { stacktrace: [SECRET] } } },
        ],
        extensions: { tracing: SECRET },
      }),
    );
    const outcome = await department.run();
    expect(codeOf(outcome)).toBe('answered');
    expect(JSON.stringify(outcome)).not.toMatch(/secret|5432/);
    expect(String(department.logged)).toContain(SECRET);
  });
});

/** An address where nobody listens. */
async function freeAddress(): Promise<string> {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}/`;
}
