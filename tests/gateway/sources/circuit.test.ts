import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { answer, codeOf, type Script, type ScriptedDepartment, scriptedDepartment } from './scripted-department.ts';

const LIMITS = { circuit: { maxFailures: 3, openMs: 2_000 }, timeoutMs: 1_000, maxAnswerBytes: 1_000 };

/** The circuit's clock; it stands still unless a test moves it. */
let nowMs: number;

beforeEach(() => {
  nowMs = Date.now();
  jest.spyOn(Date, 'now').mockImplementation(() => nowMs);
});
afterEach(() => {
  jest.restoreAllMocks();
});

/** Codes of so many questions, one after the other. */
async function ask(department: ScriptedDepartment, times: number): Promise<string[]> {
  const codes: string[] = [];
  for (let id = 0; id < times; id += 1) codes.push(codeOf(await department.run({}, { id })));
  return codes;
}

/** A department that fails until it is repaired. */
function repairable(): { script: Script; repair(): void } {
  let isBroken = true;
  return {
    script: (response) => (isBroken ? response.writeHead(500).end() : answer(response)),
    repair: () => {
      isBroken = false;
    },
  };
}

describe('a department that fails again and again', () => {
  test('is left alone: questions fail at once, and the log hears of it once', async () => {
    await using department = await scriptedDepartment(repairable().script, LIMITS);
    expect(await ask(department, 6)).toEqual(Array(6).fill('SUBGRAPH_UNAVAILABLE'));
    expect(department.received).toHaveLength(3);
    expect(department.logged).toHaveLength(4);
  });

  test('is asked once after a while, and again when it answers', async () => {
    const { script, repair } = repairable();
    await using department = await scriptedDepartment(script, LIMITS);
    await ask(department, 3);
    repair();
    expect(await ask(department, 1)).toEqual(['SUBGRAPH_UNAVAILABLE']);
    nowMs += LIMITS.circuit.openMs;
    expect(await ask(department, 2)).toEqual(['answered', 'answered']);
    expect(department.received).toHaveLength(5);
  });

  test('is left alone again when it does not answer then', async () => {
    await using department = await scriptedDepartment(repairable().script, LIMITS);
    await ask(department, 3);
    nowMs += LIMITS.circuit.openMs;
    await ask(department, 3);
    expect(department.received).toHaveLength(4);
  });

  test('is asked by one caller only while that is tried, and nobody else waits', async () => {
    let release = () => {};
    await using department = await scriptedDepartment((response) => {
      release = () => answer(response);
      if (department.received.length <= 3) response.writeHead(500).end();
    }, LIMITS);
    await ask(department, 3);
    nowMs += LIMITS.circuit.openMs;
    const trying = department.run({}, { id: 'trying' });
    await department.hasReceived(4);
    expect(codeOf(await department.run({}, { id: 'other' }))).toBe('SUBGRAPH_UNAVAILABLE');
    release();
    expect(codeOf(await trying)).toBe('answered');
    expect(department.received).toHaveLength(4);
  });

  test('is a matter of its own: another one is asked as before', async () => {
    await using broken = await scriptedDepartment(repairable().script, LIMITS);
    await using sound = await scriptedDepartment((response) => answer(response), LIMITS);
    await ask(broken, 4);
    expect(await ask(sound, 1)).toEqual(['answered']);
  });
});

describe('a failure of the department is', () => {
  test.each<[string, Script, object?]>([
    ['a status of 500', (response) => response.writeHead(500).end()],
    ['a status of 429', (response) => response.writeHead(429).end()],
    [
      'a status of 500 in GraphQL',
      (response) =>
        response.writeHead(500, { 'content-type': 'application/graphql-response+json' }).end('{"errors":[{}]}'),
    ],
    ['a timeout', () => undefined, { timeoutMs: 60 }],
    ['a lost connection', (response) => response.destroy()],
    ['an answer that is too long', (response) => answer(response, { data: { text: 'x'.repeat(1_000) } })],
  ])('%s', async (_, script, options = {}) => {
    await using department = await scriptedDepartment(script, { ...LIMITS, ...options });
    await ask(department, 3);
    const asked = department.received.length;
    await ask(department, 1);
    expect(department.received).toHaveLength(asked);
  });
});

describe('no failure of the department is', () => {
  test.each<[string, Script]>([
    ['an error in GraphQL', (response) => answer(response, { data: null, errors: [{ message: 'x' }] })],
    ['a status of 401', (response) => response.writeHead(401).end()],
    ['an answer that is none', (response) => response.end('no')],
    [
      'a failure now and then',
      (response) => (department.received.length % 3 ? response.writeHead(500).end() : answer(response)),
    ],
  ])('%s', async (_, script) => {
    await using asked = await scriptedDepartment(script, LIMITS);
    department = asked;
    await ask(asked, 10);
    expect(asked.received).toHaveLength(10);
  });

  test('a timeout after hardly any time', async () => {
    await using asked = await scriptedDepartment(() => undefined, LIMITS);
    for (let id = 0; id < 4; id += 1) await asked.run({}, { id }, { deadlineMs: performance.now() + 40 });
    expect(asked.received).toHaveLength(4);
  });

  let department: ScriptedDepartment;
});
