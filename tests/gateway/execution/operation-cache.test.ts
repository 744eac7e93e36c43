import { beforeEach, describe, expect, test } from '@jest/globals';
import { type DocumentNode, parse } from 'graphql';
import { type OperationCache, operationCache } from '../../../gateway/execution/operation-cache.ts';
import { NOTHING_GIVEN } from '../../../gateway/policy/given-inputs.ts';
import { PUBLIC_STANDING } from '../../../gateway/rights/standing.ts';

/** Hashes of operations in the order in which they were compiled. */
let compiled: string[];
let cache: OperationCache<{ readonly hash: string }>;

const nothingGiven = () => NOTHING_GIVEN;

beforeEach(() => {
  compiled = [];
  cache = operationCache(3, {
    givenBy: () => nothingGiven,
    prepare: ({ hash }) => {
      compiled.push(hash);
      return { hash };
    },
  });
});

function compile(
  document: DocumentNode | string,
  variables: Readonly<Record<string, unknown>> = {},
  name?: string,
  standing = PUBLIC_STANDING,
) {
  const client = cache.clientOperation(typeof document === 'string' ? parse(document) : document, name);
  if (client === undefined) throw new Error('there is no such operation');
  return cache.prepared(client, variables, standing);
}

describe('the cache of operations', () => {
  test('never holds more than it may, and drops what was not used for longest', () => {
    for (const name of ['a', 'b', 'c']) compile(`{ ${name} }`);
    compile('{ a }');
    compile('{ d }');
    expect([cache.size, compiled.length]).toEqual([3, 4]);
    compile('{ a }');
    expect(compiled).toHaveLength(4);
    compile('{ b }');
    expect([cache.size, compiled.length]).toEqual([3, 5]);
  });

  test('stays within its bound for a thousand operations, and compiles again what it dropped', () => {
    const documents = Array.from({ length: 1_000 }, (_, index) => parse(`{ f${index} }`));
    for (const document of [...documents, ...documents]) {
      compile(document);
      expect(cache.size).toBeLessThanOrEqual(3);
    }
    expect(compiled).toHaveLength(2_000);
  });

  test('compiles once what two texts say, and gives it to both', () => {
    expect(compile('query Q { a, ... { b @include(if: true) } } # the same')).toBe(compile('{ a b }'));
    expect(compiled).toHaveLength(1);
  });

  test('compiles a document once for each way in which its conditions can be decided', () => {
    const document = parse(
      'query ($v: Boolean!, $w: Boolean = true, $n: Int) { a(n: $n) @include(if: $v) b @skip(if: $w) }',
    );
    const runs = [
      { v: true, w: true, n: 1 },
      { v: true, w: true, n: 2 },
      { v: false, w: true },
      { v: true, w: false },
      { v: false, w: true, n: 3 },
    ].map((variables) => compile(document, variables));
    expect(new Set(runs).size).toBe(3);
    expect([runs[0] === runs[1], runs[2] === runs[4], compiled.length]).toEqual([true, true, 3]);
  });

  test('finds the right variant of a document that has more of them than are remembered', () => {
    const names = Array.from({ length: 8 }, (_, index) => `v${index}`);
    const fields = names.map((name) => `${name} @include(if: $${name})`).join(' ');
    const document = parse(`query (${names.map((name) => `$${name}: Boolean!`).join()}) { a ${fields} }`);
    for (let round = 0; round < 2; round += 1) {
      for (let bits = 0; bits < 256; bits += 1) {
        const variables = Object.fromEntries(names.map((name, index) => [name, ((bits >> index) & 1) === 1]));
        const asked = names.filter((name) => variables[name]);
        expect(compile(document, variables)).toBe(compile(`{ a ${asked.join(' ')} }`));
      }
    }
  });

  test('tells the operations of one document apart', () => {
    const document = parse('query A { a } query B { b }');
    expect(compile(document, {}, 'A')).not.toBe(compile(document, {}, 'B'));
    expect(compile(document, {}, 'A')).toBe(compile('{ a }'));
    expect([cache.clientOperation(document, 'C'), cache.clientOperation(document, null)]).toEqual([
      undefined,
      undefined,
    ]);
  });

  test('prepares an operation once for each set of rights, in whichever order they ask', () => {
    const passport = { ...PUBLIC_STANDING.passport, rightsKey: 'others' };
    const other = { ...PUBLIC_STANDING, passport };
    const runs = [other, PUBLIC_STANDING, other].map((standing) => compile('{ a }', {}, undefined, standing));
    expect([runs[0] === runs[2], runs[0] === runs[1], compiled.length]).toEqual([true, false, 2]);
  });

  test('prepares an operation once for each way in which guarded inputs are given', () => {
    const guarded = operationCache<{ readonly given: string }>(3, {
      givenBy: () => (variables) => ({ ...NOTHING_GIVEN, key: 'n' in variables ? 'n' : '' }),
      prepare: (_, __, given) => ({ given: given.key }),
    });
    const client = guarded.clientOperation(parse('query ($n: Int) { a(n: $n) }'), undefined);
    if (client === undefined) throw new Error('there is no such operation');
    const given = [{}, { n: 1 }, { n: 2 }].map(
      (variables) => guarded.prepared(client, variables, PUBLIC_STANDING).given,
    );
    expect([given, guarded.size]).toEqual([['', 'n', 'n'], 2]);
  });

  test('does not keep what could not be compiled', () => {
    let attempts = 0;
    const failing = operationCache(3, {
      givenBy: () => nothingGiven,
      prepare: () => {
        attempts += 1;
        throw new Error('no plan');
      },
    });
    const client = failing.clientOperation(parse('{ a }'), undefined);
    if (client === undefined) throw new Error('there is no such operation');
    expect(() => failing.prepared(client, {}, PUBLIC_STANDING)).toThrow('no plan');
    expect(() => failing.prepared(client, {}, PUBLIC_STANDING)).toThrow('no plan');
    expect([attempts, failing.size]).toEqual([2, 0]);
  });
});
