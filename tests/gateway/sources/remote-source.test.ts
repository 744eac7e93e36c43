import { describe, expect, jest, test } from '@jest/globals';
import { remoteSource } from '../../../gateway/sources/remote-source.ts';
import { answer, codeOf, isClosed, scriptedDepartment, textsOf } from './scripted-department.ts';

describe('a remote department', () => {
  test('is asked in JSON, with the request id and the time that is left, and its answer comes back unchecked', async () => {
    await using department = await scriptedDepartment((response) => answer(response, { data: { a: [{ b: '鑫景' }] } }));
    const text = 'query Q($id: ID!) {\n  a(id: $id, name: "鑫\\"景") { b }\n}';
    const outcome = await department.run({ text, operationName: 'Q' }, { id: '1', more: [null, { x: 1 }] });
    expect(outcome).toEqual({ kind: 'answered', data: { a: [{ b: '鑫景' }] }, errors: [] });
    const [question] = department.received;
    expect(JSON.parse(question?.body ?? '')).toEqual({
      query: text,
      operationName: 'Q',
      variables: { id: '1', more: [null, { x: 1 }] },
    });
    expect(question?.headers).toMatchObject({
      'content-type': 'application/json',
      accept: 'application/graphql-response+json, application/json;q=0.9',
      'accept-encoding': 'gzip',
      'x-request-id': 'r-1',
    });
  });

  test('that has no operation name to run is sent none', async () => {
    await using department = await scriptedDepartment((response) => answer(response));
    await department.run();
    expect(department.received[0]?.body).toBe('{"query":"{ a }","variables":{}}');
  });

  test('is told the earlier of its own deadline and the request’s', async () => {
    await using department = await scriptedDepartment((response) => answer(response), { timeoutMs: 3_000 });
    await department.run({}, {}, { deadlineMs: performance.now() + 60_000 });
    await department.run({}, {}, { deadlineMs: performance.now() + 2_000 });
    const [own, request] = department.received.map(({ headers }) => Number(headers['x-credit-deadline-ms']));
    expect(own).toBeGreaterThan(2_000);
    expect(own).toBeLessThanOrEqual(3_000);
    expect(request).toBeGreaterThan(1_000);
    expect(request).toBeLessThanOrEqual(2_000);
  });

  test('is not asked when no time is left', async () => {
    await using department = await scriptedDepartment((response) => answer(response));
    const outcome = await department.run({}, {}, { deadlineMs: performance.now() - 1 });
    expect(codeOf(outcome)).toBe('SUBGRAPH_TIMEOUT');
    expect(department.received).toEqual([]);
  });

  test('ends with the request’s deadline where that is the earlier one', async () => {
    await using department = await scriptedDepartment(() => undefined);
    const outcome = await department.run({}, {}, { deadlineMs: performance.now() + 80 });
    expect(outcome).toMatchObject({
      kind: 'failed',
      error: { code: 'SUBGRAPH_TIMEOUT', details: { department: '市场监管', timeoutMs: expect.any(Number) } },
    });
  });

  test('is asked over connections that are kept, no more than allowed at once', async () => {
    await using department = await scriptedDepartment((response) => setImmediate(() => answer(response)), {
      maxConnections: 2,
    });
    const outcomes = await Promise.all([1, 2, 3, 4, 5, 6].map((id) => department.run({}, { id })));
    expect(outcomes.map(codeOf)).toEqual(Array(6).fill('answered'));
    expect(department.received).toHaveLength(6);
    expect(department.connections).toHaveLength(2);
  });

  test('never sees a question whose time ran out while it waited for a connection', async () => {
    await using department = await scriptedDepartment(
      (response, { body }) => (body.includes('hang') ? undefined : answer(response)),
      { maxConnections: 1, timeoutMs: 200 },
    );
    const hanging = department.run({}, { id: 'hang' });
    const waiting = department.run({}, { id: 'wait' }, { deadlineMs: performance.now() + 50 });
    expect([await waiting, await hanging].map(codeOf)).toEqual(['SUBGRAPH_TIMEOUT', 'SUBGRAPH_TIMEOUT']);
    expect(codeOf(await department.run({}, { id: 'next' }))).toBe('answered');
    expect(department.received.map(({ body }) => JSON.parse(body).variables.id)).toEqual(['hang', 'next']);
  });

  test('may refuse a request as a whole, in GraphQL’s own media type with any status', async () => {
    await using department = await scriptedDepartment((response) =>
      response
        .writeHead(400, { 'content-type': 'application/graphql-response+json' })
        .end('{"errors":[{"message":"secret","extensions":{"code":"BAD_USER_INPUT"}}]}'),
    );
    const outcome = await department.run();
    expect(outcome).toMatchObject({ kind: 'answered', data: null, errors: [{ error: { code: 'INVALID_ARGUMENT' } }] });
    expect(department.logged).toEqual([]);
  });

  test('costs one timer, which does not outlast the answer', async () => {
    await using department = await scriptedDepartment((response) => answer(response));
    const [started, stopped] = [jest.spyOn(globalThis, 'setTimeout'), jest.spyOn(globalThis, 'clearTimeout')];
    await department.run({}, {}, { deadlineMs: performance.now() + 3_333 });
    const delays = started.mock.calls.map(([, delayMs]) => Number(delayMs));
    const own = started.mock.results.filter((_, call) => Math.abs(Number(delays[call]) - 3_233) <= 100);
    expect(own).toHaveLength(1);
    expect(stopped.mock.calls.flat()).toContain(own[0]?.value);
    jest.restoreAllMocks();
  });

  test('may hint before it answers', async () => {
    await using department = await scriptedDepartment((response) => {
      response.writeEarlyHints({ link: '</style.css>; rel=preload' });
      answer(response);
    });
    expect(codeOf(await department.run())).toBe('answered');
  });

  test('whose variables cannot be sent costs its fields, and is not asked', async () => {
    await using department = await scriptedDepartment((response) => answer(response));
    expect(codeOf(await department.run({}, { big: 1n }))).toBe('SUBGRAPH_UNAVAILABLE');
    expect(department.received).toEqual([]);
    expect(department.logged).toHaveLength(1);
  });

  test('is let go of when the source closes: what is under way ends, connections go, nothing new is asked', async () => {
    let release = () => {};
    await using department = await scriptedDepartment((response) => {
      release = () => answer(response);
    });
    const underWay = department.run();
    await department.hasReceived(1);
    const gone = isClosed(department.connections[0]);
    const closed = department.source.close();
    release();
    expect(codeOf(await underWay)).toBe('answered');
    await Promise.all([closed, gone, department.source.close()]);
    expect(codeOf(await department.run())).toBe('SUBGRAPH_UNAVAILABLE');
    expect(department.received).toHaveLength(1);
  });

  test.each(['', 'market', 'ftp://market.example/', 'file:///etc/passwd'])(
    'has an address of HTTP, not "%s"',
    (url) => {
      expect(() => remoteSource({ publicName: 'market', url, timeoutMs: 1 }, () => undefined)).toThrow(
        expect.objectContaining({ code: 'CONFIG_INVALID' }),
      );
    },
  );
});

describe('errors of a department', () => {
  const reporting = (error: object) =>
    scriptedDepartment((response) => answer(response, { data: null, errors: [error] }));

  test.each([
    ['INVALID_ARGUMENT', 'INVALID_ARGUMENT', 0],
    ['BAD_USER_INPUT', 'INVALID_ARGUMENT', 0],
    ['GRAPHQL_VALIDATION_FAILED', 'INVALID_ARGUMENT', 1],
    ['INVALID_CODE', 'INVALID_CODE', 0],
    ['AMBIGUOUS_CODE', 'AMBIGUOUS_CODE', 0],
    ['INVALID_CURSOR', 'INVALID_CURSOR', 0],
    ['CURSOR_FOREIGN', 'CURSOR_FOREIGN', 0],
    ['CURSOR_STALE', 'CURSOR_STALE', 0],
    ['UNAUTHENTICATED', 'SUBGRAPH_UNAVAILABLE', 1],
    ['INTERNAL_SERVER_ERROR', 'SUBGRAPH_UNAVAILABLE', 1],
    ['STORE_DAMAGED', 'SUBGRAPH_UNAVAILABLE', 1],
    ['constructor', 'SUBGRAPH_UNAVAILABLE', 1],
  ])('with the code %s are %s to the client, in the hub’s own words', async (code, expected, logs) => {
    await using department = await reporting({
      message: 'secret-host:5432 refused',
      path: ['a', 0, 'b'],
      extensions: { code, argument: 'secret', problem: 'secret', department: 'secret', stacktrace: ['secret'] },
    });
    const outcome = await department.run();
    expect(outcome).toMatchObject({ kind: 'answered', errors: [{ error: { code: expected }, path: ['a', 0, 'b'] }] });
    expect(textsOf(outcome)).not.toContain('secret');
    expect(department.logged).toHaveLength(logs);
  });

  test.each([
    [['postgres://user:secret@host/db']],
    [['a', 1.5]],
    [['a', -1]],
    [['a', null]],
    [['a', ['secret']]],
    ['secret'],
    [Array(101).fill('a')],
    [['a'.repeat(129)]],
  ])('have no path where it is not one of GraphQL: %j', async (path) => {
    await using department = await reporting({ message: 'x', path });
    expect(await department.run()).toMatchObject({ kind: 'answered', errors: [{ path: undefined }] });
  });

  test('are kept to a number that is no flood, in the log too', async () => {
    const errors = Array.from({ length: 50_000 }, () => ({ message: 'secret' }));
    await using department = await scriptedDepartment((response) => answer(response, { data: { a: null }, errors }));
    const outcome = await department.run();
    expect(outcome.kind === 'answered' && outcome.errors).toHaveLength(20);
    expect(department.logged).toHaveLength(20);
  });

  test('may be something else than objects, which tells nothing either', async () => {
    await using department = await scriptedDepartment((response) =>
      answer(response, {
        data: { a: null },
        errors: ['secret', null, 1, { message: { toString: 'secret' }, extensions: [] }],
      }),
    );
    const outcome = await department.run();
    expect(outcome.kind === 'answered' && outcome.errors.map(({ error }) => error.code)).toEqual(
      Array(4).fill('SUBGRAPH_UNAVAILABLE'),
    );
    expect(textsOf(outcome)).not.toContain('secret');
  });
});
