import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { retryDelayMs } from '../../../gateway/sources/remote/retry.ts';
import { answer, codeOf, type Script, scriptedDepartment } from './scripted-department.ts';

const MUTATION = { text: 'mutation { a }', kind: 'mutation' } as const;

/** Hangs up on the first so many questions, and answers after that. */
function hangsUp(times: number): Script {
  let left = times;
  return (response) => {
    left -= 1;
    if (left < 0) answer(response);
    else response.destroy();
  };
}

/** Answers the first question of every connection, and closes it when the next one comes: too late to know of it. */
function closesIdle(): Script {
  const used = new WeakSet<object>();
  return (response, { socket }) => {
    if (used.has(socket)) socket.end();
    else answer(response);
    used.add(socket);
  };
}

afterEach(() => {
  jest.restoreAllMocks();
});

describe('a lost connection', () => {
  test('is tried again for a query, twice at most', async () => {
    await using twice = await scriptedDepartment(hangsUp(2));
    expect(codeOf(await twice.run())).toBe('answered');
    expect(twice.received).toHaveLength(3);
    expect(twice.logged).toEqual([]);
    await using thrice = await scriptedDepartment(hangsUp(3));
    expect(codeOf(await thrice.run())).toBe('SUBGRAPH_UNAVAILABLE');
    expect(thrice.received).toHaveLength(3);
  });

  test('is never tried again for a mutation', async () => {
    await using department = await scriptedDepartment(hangsUp(1));
    expect(codeOf(await department.run(MUTATION))).toBe('SUBGRAPH_UNAVAILABLE');
    expect(department.received).toHaveLength(1);
  });

  test('that the department closes just when the next question is sent costs a query nothing', async () => {
    await using department = await scriptedDepartment(closesIdle(), { maxConnections: 1 });
    expect(codeOf(await department.run({}, { id: 1 }))).toBe('answered');
    expect(codeOf(await department.run({}, { id: 2 }))).toBe('answered');
    expect(department.received.map(({ body }) => JSON.parse(body).variables.id)).toEqual([1, 2, 2]);
    expect(department.connections).toHaveLength(2);
  });

  test('that the department closes just when a mutation is sent fails it, for it may have been done', async () => {
    await using department = await scriptedDepartment(closesIdle(), { maxConnections: 1 });
    expect(codeOf(await department.run({}, { id: 1 }))).toBe('answered');
    expect(codeOf(await department.run(MUTATION, { id: 2 }))).toBe('SUBGRAPH_UNAVAILABLE');
    expect(department.received).toHaveLength(2);
  });

  test('is tried again with the time that is left', async () => {
    await using department = await scriptedDepartment(
      (response, { headers }) => {
        if (department.received.length === 1) setTimeout(() => response.destroy(), 30);
        else answer(response, { data: { leftMs: Number(headers['x-credit-deadline-ms']) } });
      },
      { timeoutMs: 1_000 },
    );
    const outcome = await department.run();
    expect(outcome.kind === 'answered' && (outcome.data as { leftMs: number }).leftMs).toBeLessThanOrEqual(975);
  });

  test('is not tried again when the deadline comes first', async () => {
    jest.spyOn(Math, 'random').mockReturnValue(1_000);
    await using department = await scriptedDepartment(hangsUp(1), { timeoutMs: 2_000 });
    expect(codeOf(await department.run())).toBe('SUBGRAPH_UNAVAILABLE');
    expect(department.received).toHaveLength(1);
  });

  test('waits longer from retry to retry, by chance', () => {
    expect([0, 1].map((retries) => retryDelayMs(retries, 1))).toEqual([50, 100]);
    expect(retryDelayMs(1, 0)).toBe(0);
    expect(retryDelayMs(1, 0.5)).toBe(50);
  });
});

describe('nothing else is tried again:', () => {
  test.each<[string, Script]>([
    ['a timeout', () => undefined],
    ['a failure', (response) => response.writeHead(503).end()],
    ['an answer that is none', (response) => response.end('no')],
    ['an error', (response) => answer(response, { data: null, errors: [{ message: 'x' }] })],
  ])('%s', async (_, script) => {
    await using department = await scriptedDepartment(script, { timeoutMs: 150 });
    await department.run();
    expect(department.received).toHaveLength(1);
  });
});
