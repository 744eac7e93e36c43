import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { heldOf, openPull, type PullingHub, pullingHub } from './pull-fixtures.ts';
import { SCHEMA, type Script, scriptedProvider, told, toldPage, type Way } from './scripted-provider.ts';

const PENALTY = 'market.administrative-penalty';

let hub: PullingHub;
beforeEach(async () => {
  hub = await pullingHub();
});
afterEach(async () => hub[Symbol.asyncDispose]());

/** What a pull from the provider ends with. */
async function outcome(script: Script, setting: object = {}, way: Way = 'graph'): Promise<unknown> {
  await using provider = await scriptedProvider(script, SCHEMA, way);
  await using open = await openPull(hub, { url: provider.url, token: 'token', first: 3, ...setting });
  return await open.pull.catchUp().catch((error: unknown) => error);
}

const always =
  (answer: object | string): Script =>
  () =>
    answer;

const refusal = (problem: RegExp) =>
  expect.objectContaining({ code: 'PROVIDER_ANSWER_INVALID', message: expect.stringMatching(problem) });

describe('a page that is not one', () => {
  const record = { __typename: 'MarketPenalty', state: 'EFFECTIVE', decisionDate: '2026-02-01' };
  test.each<[string, object | string, RegExp]>([
    ['is no JSON', '<html>', /not JSON/],
    ['is a list', '[]', /not JSON of a graph/],
    ['holds no data', {}, /no data/],
    ['has errors that are no list', { data: {}, errors: {} }, /errors are no list/],
    ['is missing', { data: {} }, /the page is missing/],
    ['has no end', { data: { changes: { nodes: [], rightsChanged: [] } } }, /the end of the page/],
    ['does not say whether there is more', toldPage([], 'c', null), /whether there is more/],
    ['has a cursor that is no text', toldPage([], 7), /the cursor/],
    ['has an empty cursor', toldPage([], ''), /the cursor/],
    ['has a cursor without end', toldPage([], 'c'.repeat(100_000)), /the cursor/],
    ['has changes that are no list', toldPage('x' as never, 'c'), /changes are no list/],
    [
      'holds more than was asked for',
      toldPage(
        ['a', 'b', 'c', 'd'].map((id) => told(id)),
        'c',
      ),
      /4 changes where 3/,
    ],
    ['has rights that are no list', toldPage([], 'c', false, { rightsChanged: 'all' }), /changed rights are no list/],
    ['holds a change that is null', toldPage([null], 'c'), /a change is missing/],
    ['holds an unknown operation', toldPage([told('a', { operation: 'DELETE' })], 'c'), /neither an upsert/],
    ['holds no id', toldPage([told('')], 'c'), /id of a record/],
    ['holds an id with a NUL', toldPage([told('a\0')], 'c'), /id of a record/],
    ['holds half a character', toldPage([told('\ud800')], 'c'), /id of a record/],
    ['holds a version that is a text', toldPage([told('a', { version: '1' })], 'c'), /version/],
    ['holds a version below 1', toldPage([told('a', { version: 0 })], 'c'), /version/],
    ['holds an item that is none', toldPage([told('a', { item: 'Robert; --' })], 'c'), /item/],
    ['holds a record that is a list', toldPage([told('a', { record: [] })], 'c'), /a record is missing/],
    ['holds a record without type', toldPage([told('a', { record: {} })], 'c'), /type of a record/],
    [
      'holds no date',
      toldPage([told('a', { record: { ...record, decisionDate: '2026-02-30' } })], 'c'),
      /a date is none/,
    ],
    ['holds an unknown state', toldPage([told('a', { record: { ...record, state: 'GOOD' } })], 'c'), /state/],
    [
      'holds a type that nobody asked for',
      toldPage([told('a', { record: { ...record, __typename: 'X' } })], 'c'),
      /types that it does not have/,
    ],
    [
      'holds a name without end',
      toldPage([told('a', { subject: { id: 'o.1', name: 'x'.repeat(2_000) } })], 'c'),
      /name or number/,
    ],
  ])('that %s is refused, and nothing of it is kept', async (_, answer, problem) => {
    expect(await outcome(always(answer))).toEqual(refusal(problem));
    expect(await hub.received.pullState('downstream:451100')).toBeNull();
  });

  test('is refused as a whole, and the pages before it are kept', async () => {
    const script: Script = ({ variables: { after } }) =>
      after === null ? toldPage([told('a')], '1', true) : toldPage([told('b'), told('c', { version: -1 })], '2');
    expect(await outcome(script)).toEqual(refusal(/version/));
    expect([...(await heldOf(hub.received, PENALTY)).keys()]).toEqual(['a']);
    expect(await hub.received.pullState('downstream:451100')).toMatchObject({ cursor: '1', page: 1 });
  });
});

test('an answer without end is given up, and not kept in memory', async () => {
  let sent = 0;
  const endless: Script = () => (response) => {
    const part = Buffer.alloc(64 * 1024, 0x20);
    const more = () => {
      while (!response.destroyed) {
        sent += part.length;
        if (!response.write(part)) {
          response.once('drain', more);
          return;
        }
      }
    };
    more();
  };
  expect(await outcome(endless)).toEqual(refusal(/longer than 8388608 bytes/));
  expect(sent).toBeLessThan(64 * 1024 * 1024);
});

test('a cursor that does not advance ends the pull', async () => {
  expect(await outcome(always(toldPage([told('a')], 'same', true)))).toEqual(refusal(/does not advance/));
});

test('empty pages without end, each with another cursor, end the pull', async () => {
  let page = 0;
  const script: Script = () => {
    page += 1;
    return toldPage([], `cursor ${page}`, true);
  };
  expect(await outcome(script, { maxEmptyPages: 20 })).toEqual(refusal(/21 pages in a row hold nothing/));
});

test('rights that change with every page end the pull', async () => {
  let page = 0;
  const script: Script = () => {
    page += 1;
    return toldPage([], `cursor ${page}`, false, { rightsChanged: [PENALTY] });
  };
  expect(await outcome(script)).toEqual(refusal(/rights have changed again and again/));
});

test('an item that was not asked for is refused', async () => {
  const script = always(toldPage([told('a', { item: 'tax.credit-grade' })], 'c'));
  expect(await outcome(script, { items: [PENALTY] })).toEqual(refusal(/not asked for/));
});

test('a redirect is not followed: the token goes nowhere else', async () => {
  await using elsewhere = await scriptedProvider(always(toldPage([], 'c')));
  const script: Script = () => (response) => response.writeHead(307, { location: `${elsewhere.url}/graphql` }).end();
  expect(await outcome(script)).toEqual(refusal(/sends elsewhere/));
  expect(elsewhere.asked).toEqual([]);
});

test('what a provider says of itself in an error is not repeated', async () => {
  const secret = { message: 'mongodb://user:secret@host', extensions: { code: 'mongodb://user:secret@host' } };
  const error = await outcome(always({ data: null, errors: [secret] }));
  expect(error).toMatchObject({ code: 'PROVIDER_REFUSED' });
  expect(String(error)).not.toContain('secret');
});

test('an answer in which a department is missing is asked again, and never taken for withdrawn records', async () => {
  let times = 0;
  const script: Script = () => {
    times += 1;
    const answer = toldPage([told('a', times === 1 ? { record: null } : {})], 'c');
    return times === 1 ? { ...answer, errors: [{ extensions: { code: 'SUBGRAPH_TIMEOUT' } }] } : answer;
  };
  expect(await outcome(script, { retries: 3 })).toBe(true);
  expect(times).toBe(2);
  expect((await heldOf(hub.received, PENALTY)).get('a')).toMatchObject({ month: '2026-02' });
});

test('a provider that stays away ends the pull in a clear sentence, with what to do', async () => {
  const script: Script = () => (response) => response.destroy();
  expect(await outcome(script, { retries: 1 })).toMatchObject({
    code: 'PROVIDER_UNREACHABLE',
    message: expect.stringMatching(/^The provider at http:\/\/127.0.0.1:\d+ does not answer .* Try again later\.$/),
  });
});

test('a pull that is stopped while the provider keeps it waiting ends at once, whatever it waits for', async () => {
  for (const waitingFor of ['changes(', 'acknowledgeChanges(']) {
    const stop = new AbortController();
    const script: Script = ({ query }) => {
      if (query.includes(waitingFor)) return () => setImmediate(() => stop.abort());
      return toldPage([told('a')], 'cursor');
    };
    await using provider = await scriptedProvider(script);
    await using open = await openPull(hub, { url: provider.url, token: 'token', signal: stop.signal });
    await expect(open.pull.follow()).resolves.toBeUndefined();
    expect(stop.signal.aborted).toBe(true);
  }
});

test('a token that is refused ends the pull', async () => {
  const script: Script = () => (response) => response.writeHead(401).end('{}');
  expect(await outcome(script)).toMatchObject({
    code: 'PROVIDER_REFUSED',
    message: expect.stringContaining('Renew it'),
  });
});

test('a schema that is none ends the pull before it begins', async () => {
  for (const sdl of ['{', 'type Query { a: Int }', 'union ChangedRecord = Nothing']) {
    await using provider = await scriptedProvider(always({}), sdl);
    await expect(openPull(hub, { url: provider.url, token: 'token' })).rejects.toMatchObject({
      code: 'PROVIDER_ANSWER_INVALID',
    });
  }
});

describe('an export', () => {
  const exported = (script: Script, setting: object = {}) => outcome(script, setting, 'export');
  const record = { __typename: 'MarketPenalty', state: 'EFFECTIVE', decisionDate: '2026-02-01' };
  test.each<[string, object | string, RegExp]>([
    ['holds a line that is no JSON', '<html>', /no JSON/],
    ['holds a line that is a number', '7', /no JSON of an object/],
    ['does not say whether there is more', toldPage([], 'c', null), /whether there is more/],
    ['has a cursor that is no text', toldPage([], 7), /the cursor/],
    ['has rights that are no list', toldPage([], 'c', false, { rightsChanged: 'all' }), /changed rights are no list/],
    [
      'holds more than was asked for',
      toldPage(
        ['a', 'b', 'c', 'd'].map((id) => told(id)),
        'c',
      ),
      /more than the 3/,
    ],
    ['holds a change that is null', toldPage([null], 'c'), /a change is missing/],
    ['holds half a character', toldPage([told('\ud800')], 'c'), /id of a record/],
    ['holds a version below 1', toldPage([told('a', { version: 0 })], 'c'), /version/],
    ['holds an unknown type', toldPage([told('a', { record: { ...record, __typename: 'X' } })], 'c'), /does not have/],
  ])('that %s is refused, and nothing of it is kept', async (_, answer, problem) => {
    expect(await exported(always(answer))).toEqual(refusal(problem));
    expect(await hub.received.pullState('downstream:451100')).toBeNull();
  });

  test('is one stream, of which the pages before a bad one are kept', async () => {
    const script: Script = ({ variables: { after } }) =>
      after === null ? toldPage([told('a')], '1', true) : toldPage([told('b', { version: -1 })], '2');
    await using provider = await scriptedProvider(script, SCHEMA, 'export');
    await using open = await openPull(hub, { url: provider.url, token: 'token', first: 3 });
    await expect(open.pull.catchUp()).rejects.toEqual(refusal(/version/));
    expect(provider.asked.map(({ variables }) => variables.after)).toEqual([null, '1']);
    expect([...(await heldOf(hub.received, PENALTY)).keys()]).toEqual(['a']);
    expect(await hub.received.pullState('downstream:451100')).toMatchObject({ cursor: '1', page: 1 });
  });

  test('that breaks off in the middle of a page is gone on with from the page before', async () => {
    const asked: unknown[] = [];
    const script: Script = ({ variables: { after } }) => {
      asked.push(after);
      if (after === null) return toldPage([told('a')], '1', true);
      if (asked.length > 2) return toldPage([told('b')], '2');
      return (response) => {
        response.write(`${JSON.stringify({ change: told('c') })}\n{"change":{"operation":`);
        setTimeout(() => response.destroy(), 50);
      };
    };
    expect(await exported(script, { retries: 2 })).toBe(true);
    expect(asked).toEqual([null, '1', '1']);
    expect([...(await heldOf(hub.received, PENALTY)).keys()]).toEqual(['a', 'b']);
  });

  test('that ends without its last page is no whole one', async () => {
    const script: Script = () => (response) => response.end(`${JSON.stringify({ change: told('a') })}\n`);
    expect(await exported(script, { retries: 1 })).toMatchObject({ code: 'PROVIDER_UNREACHABLE' });
    expect(await hub.received.pullState('downstream:451100')).toBeNull();
  });

  test('whose cursor ends under way is loaded afresh, and what that does not bring is swept', async () => {
    let times = 0;
    const script: Script = ({ variables: { after } }) => {
      times += 1;
      if (times === 1) return toldPage([told('a')], '1', true);
      if (after === '1') return { errors: [{ extensions: { code: 'CURSOR_EXPIRED' } }] };
      return toldPage([told('b')], '2');
    };
    expect(await exported(script)).toBe(true);
    expect([...(await heldOf(hub.received, PENALTY)).keys()]).toEqual(['b']);
  });

  test('that fails for what may pass is asked for again, and for anything else it ends the pull', async () => {
    let times = 0;
    const script: Script = () => {
      times += 1;
      return times === 1 ? { errors: [{ extensions: { code: 'SUBGRAPH_TIMEOUT' } }] } : toldPage([told('a')], '1');
    };
    expect(await exported(script, { retries: 2 })).toBe(true);
    const refused = await exported(always({ errors: [{ extensions: { code: 'mongodb://user:secret@host' } }] }));
    expect(refused).toMatchObject({ code: 'PROVIDER_REFUSED' });
    expect(String(refused)).not.toContain('secret');
  });

  test('with a line, or a page, without end is given up', async () => {
    for (const line of [' '.repeat(9_000_000), JSON.stringify({ change: 'x'.repeat(3_000_000) })]) {
      const script: Script = () => (response) => {
        for (let times = 0; times < 3; times += 1) response.write(`${line}\n`);
      };
      expect(await exported(script)).toEqual(refusal(/longer than 8388608 bytes/));
    }
  });
});
