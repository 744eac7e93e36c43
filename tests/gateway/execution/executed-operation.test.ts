import { describe, expect, test } from '@jest/globals';
import { parse, print } from 'graphql';
import { clientOperation, executedOperation } from '../../../gateway/execution/executed-operation.ts';

function executed(text: string, variables: Readonly<Record<string, unknown>> = {}, name?: string) {
  const client = clientOperation(parse(text), name);
  if (client === undefined) throw new Error('there is no such operation');
  return executedOperation(client, variables);
}

/** On one line; an empty selection is printed as none. */
function textOf(text: string, variables?: Readonly<Record<string, unknown>>): string {
  return print(executed(text, variables).operation).replace(/\s+/g, ' ');
}

describe('an operation as it is executed', () => {
  test.each<[string, string, object, string]>([
    ['@skip(if: true)', '{ a b @skip(if: true) }', {}, '{ a }'],
    ['@skip(if: false)', '{ a b @skip(if: false) }', {}, '{ a b }'],
    ['@include(if: false)', '{ a b @include(if: false) { c } }', {}, '{ a }'],
    [
      'both, of which one says no',
      '{ a b @include(if: true) @skip(if: true) c @include(if: false) @skip(if: false) }',
      {},
      '{ a }',
    ],
    ['a variable', 'query ($v: Boolean!) { a @include(if: $v) b @skip(if: $v) }', { v: true }, '{ a }'],
    ['a variable, the other way', 'query ($v: Boolean!) { a @include(if: $v) b @skip(if: $v) }', { v: false }, '{ b }'],
    ['an inline fragment', '{ a ... @skip(if: true) { b } ... on T @include(if: false) { c } }', {}, '{ a }'],
    ['a spread', '{ a ...F @skip(if: true) } fragment F on T { b }', {}, '{ a }'],
    ['a fragment inside', '{ ...F } fragment F on T { a @skip(if: true) b }', {}, '{ ... on T { b } }'],
    [
      'everything of a fragment',
      '{ a ...F ... on U { ... on V { x @skip(if: true) } } } fragment F on T { b @skip(if: true) }',
      {},
      '{ a }',
    ],
    ['everything of an object', '{ a { b @skip(if: true) } }', {}, '{ a }'],
    ['everything', '{ a @skip(if: true) }', {}, ''],
  ])('leaves out what is conditional on %s', (_, text, variables, expected) => {
    expect(textOf(text, variables as Record<string, unknown>)).toBe(expected);
  });

  test('has fragments in the places of their names, however deep, and no other directive', () => {
    const text =
      '{ ...A ...A } fragment A on T { x: a(n: 1) @own { ...B } } fragment B on U { b ... { c } ... on V { d } }';
    const inner = '... on T { x: a(n: 1) { ... on U { b c ... on V { d } } } }';
    expect(textOf(text)).toBe(`{ ${inner} ${inner} }`);
  });

  test('declares the variables that are left in it', () => {
    const text =
      'query N($a: Int, $b: Boolean!, $c: Int = 3, $d: [I!]) { x(n: $a) @skip(if: $b) y(n: $c) z(i: { l: $d }) }';
    expect(textOf(text, { b: true })).toBe('query ($c: Int = 3, $d: [I!]) { y(n: $c) z(i: {l: $d}) }');
  });

  test('is the one of the name, or the only one', () => {
    const two = parse('query A { a } query B { b }');
    expect(clientOperation(two, 'B')?.operation.name?.value).toBe('B');
    expect([clientOperation(two, undefined), clientOperation(two, null), clientOperation(two, 'C')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(clientOperation(parse('{ a } fragment F on T { b }'), null)).toBeDefined();
  });

  test('leaves the document as it was', () => {
    const document = parse('query ($v: Boolean!) { ...F @include(if: $v) a @skip(if: $v) } fragment F on T { b }');
    const before = print(document);
    const client = clientOperation(document, undefined);
    if (client !== undefined) executedOperation(client, { v: true });
    expect(print(document)).toBe(before);
  });
});

describe('the hash of an operation', () => {
  const EQUAL: readonly [string, string, object?][] = [
    ['{ a b }', 'query Name { a, b } # the same'],
    ['{ a { b } }', '{ ... { a { ... { b } } } }'],
    ['{ ... on T { a } }', '{ ...F } fragment F on T { a }'],
    ['{ a }', '{ a @include(if: true) b @skip(if: true) }'],
    ['{ a }', 'query ($v: Boolean!) { a @include(if: $v) b @skip(if: $v) }', { v: true }],
    ['{ a }', 'query ($n: Int, $v: Boolean!) { a b(n: $n) @include(if: $v) }', { v: false }],
    ['query ($n: Int) { a(n: $n) }', 'query ($n: Int @own) { a(n: $n) }', { n: 7 }],
  ];
  test.each(EQUAL)('of %s is that of %s', (one, other, variables = {}) => {
    expect(executed(other, variables as Record<string, unknown>).hash).toBe(executed(one).hash);
  });

  const DIFFERENT: readonly [string, string, object?][] = [
    ['{ a b }', '{ b a }'],
    ['{ a }', '{ x: a }'],
    ['{ a }', 'mutation { a }'],
    ['{ a }', '{ a { b } }'],
    ['{ a(n: 1) }', '{ a(n: 2) }'],
    ['{ a(n: 1) }', '{ a(n: "1") }'],
    ['{ a(n: 1, m: 2) }', '{ a(m: 2, n: 1) }'],
    ['{ ... on T { a } }', '{ ... on U { a } }'],
    ['{ ... on T { a } }', '{ a }'],
    ['{ a }', '{ a a @include(if: true) }'],
    ['{ a b }', 'query ($v: Boolean!) { a b @include(if: $v) }', { v: false }],
    ['query ($n: Int) { a(n: $n) }', 'query ($m: Int) { a(n: $m) }'],
    ['query ($n: Int) { a(n: $n) }', 'query ($n: Int!) { a(n: $n) }'],
    ['query ($n: Int = 1) { a(n: $n) }', 'query ($n: Int = 2) { a(n: $n) }'],
    ['query ($n: Int = 1) { a(n: $n) }', 'query ($n: Int) { a(n: $n) }'],
    ['{ a(s: "x") b }', '{ a(s: "x) b }\\u0022") }'],
  ];
  test.each(DIFFERENT)('of %s is not that of %s', (one, other, variables = {}) => {
    expect(executed(other, variables as Record<string, unknown>).hash).not.toBe(executed(one).hash);
  });

  test('does not depend on the values of variables that decide nothing', () => {
    const text = 'query ($n: Int, $v: Boolean!) { a(n: $n) @include(if: $v) }';
    expect(executed(text, { n: 1, v: true }).hash).toBe(executed(text, { n: 2, v: true }).hash);
  });
});
