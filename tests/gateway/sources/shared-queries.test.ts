import type { ServerResponse } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import { PUBLIC_PASSPORT } from '../../../schema/access/passport.ts';
import { answer, codeOf, type ScriptedDepartment, scriptedDepartment } from './scripted-department.ts';

const within = (ms: number) => ({ deadlineMs: performance.now() + ms });

/** A department that answers when it is told to. */
async function held(): Promise<ScriptedDepartment & { release(body?: object): void }> {
  const waiting: ServerResponse[] = [];
  const department = await scriptedDepartment((response) => waiting.push(response));
  return {
    ...department,
    [Symbol.asyncDispose]: () => department[Symbol.asyncDispose](),
    release: (body) => {
      for (const response of waiting.splice(0)) answer(response, body);
    },
  };
}

describe('equal queries under way', () => {
  test('are one request, and every caller gets objects of its own', async () => {
    await using department = await held();
    const runs = [1, 2, 3].map(() => department.run({}, { id: 1 }));
    await department.hasReceived(1);
    department.release({ data: { a: [1] }, errors: [{ message: 'x', path: ['a'] }] });
    const outcomes = await Promise.all(runs);
    expect(outcomes.map((outcome) => outcome.kind === 'answered' && outcome.data)).toEqual(Array(3).fill({ a: [1] }));
    const lists = outcomes.map((outcome) => (outcome as { data: { a: object } }).data.a);
    expect(new Set(lists).size).toBe(3);
    expect(new Set(outcomes.flatMap((outcome) => (outcome.kind === 'answered' ? outcome.errors : []))).size).toBe(3);
    expect(department.received).toHaveLength(1);
    expect(department.logged).toHaveLength(1);
  });

  test.each([
    ['other rights', {}, { id: 1 }, { passport: { ...PUBLIC_PASSPORT, rightsKey: 'market' } }],
    ['other variables', {}, { id: 2 }, {}],
    ['another document', { text: '{ b }' }, { id: 1 }, {}],
    ['another operation of the document', { operationName: 'B' }, { id: 1 }, {}],
  ])('are two requests with %s', async (_, asked, variables, call) => {
    await using department = await held();
    const runs = [department.run({}, { id: 1 }), department.run(asked, variables, call)];
    await department.hasReceived(2);
    department.release();
    expect((await Promise.all(runs)).map(codeOf)).toEqual(['answered', 'answered']);
    expect(department.received).toHaveLength(2);
  });

  test('are never mutations', async () => {
    await using department = await held();
    const runs = [1, 2].map(() => department.run({ text: 'mutation { a }', kind: 'mutation' }));
    await department.hasReceived(2);
    department.release();
    await Promise.all(runs);
    expect(department.received).toHaveLength(2);
  });

  test('are asked again once they are answered', async () => {
    await using department = await scriptedDepartment((response) => answer(response));
    await department.run();
    await department.run();
    expect(department.received).toHaveLength(2);
  });

  test('fail together, and the log hears of it once', async () => {
    await using department = await scriptedDepartment((response) => response.writeHead(500).end());
    const outcomes = await Promise.all([department.run(), department.run()]);
    expect(outcomes.map(codeOf)).toEqual(['SUBGRAPH_UNAVAILABLE', 'SUBGRAPH_UNAVAILABLE']);
    expect(department.received).toHaveLength(1);
    expect(department.logged).toHaveLength(1);
  });

  test('end for each caller at its own deadline, and go on for the others', async () => {
    await using department = await held();
    const patient = department.run({}, {}, within(5_000));
    const hurried = department.run({}, {}, within(60));
    expect(codeOf(await hurried)).toBe('SUBGRAPH_TIMEOUT');
    department.release();
    expect(codeOf(await patient)).toBe('answered');
    expect(department.received).toHaveLength(1);
  });

  test('are two requests where the first is about to run out of time', async () => {
    await using department = await held();
    const hurried = department.run({}, {}, within(60));
    const patient = department.run({}, {}, within(5_000));
    expect(codeOf(await hurried)).toBe('SUBGRAPH_TIMEOUT');
    await department.hasReceived(2);
    const third = department.run({}, {}, within(5_000));
    department.release();
    expect([await patient, await third].map(codeOf)).toEqual(['answered', 'answered']);
    expect(department.received).toHaveLength(2);
  });
});
