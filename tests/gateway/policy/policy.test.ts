import { describe, expect, test } from '@jest/globals';
import { HubError } from '../../../schema/errors.ts';
import { composedSdl, deniedPlaces, policyFor, policyOf, pruned, reader, textLeft } from './policy-example.ts';

describe('what a field requires', () => {
  const policy = policyOf(`
    type Query { a: A b: B @requiresScopes(scopes: [["own"]]) sum: Sum open: String }
    type A @authenticated { b: B @policy(policies: [["p"]]) plain: String }
    type B @requiresScopes(scopes: [["b"]]) { id: ID s: S e: E }
    scalar S @requiresScopes(scopes: [["s"]])
    enum E @authenticated { X }
    interface I { x: String y: String }
    type One implements I @authenticated { x: String @authenticated y: String }
    type Two implements I @requiresScopes(scopes: [["two"]]) { x: String @authenticated y: String }
    union Sum = One | Two
  `);
  const requires = (coordinate: string) => policy.at(coordinate)?.requires.map(({ text }) => text);

  test.each([
    ['Query.open', []],
    ['Query.a', ['@authenticated']],
    ['Query.b', ['@requiresScopes(own)', '@requiresScopes(b)']],
    ['A.plain', ['@authenticated']],
    ['A.b', ['@authenticated', '@policy(p)', '@requiresScopes(b)']],
    ['B.s', ['@requiresScopes(b)', '@requiresScopes(s)']],
    ['B.e', ['@requiresScopes(b)', '@authenticated']],
    ['I.y', ['@authenticated', '@requiresScopes(two)']],
  ])('%s: its own rule, its parent type and its returned type', (coordinate, texts) => {
    expect(requires(coordinate)).toEqual(texts);
  });

  test('of a union of which every member is protected is that one of them is open', () => {
    expect(policy.at('Query.sum')).toMatchObject({
      requires: [],
      requiresOneOf: [[{ text: '@authenticated' }, { text: '@requiresScopes(two)' }]],
    });
    expect(textLeft(policy, '{ sum { ... on One { y } ... on Two { y } } }')).toBeNull();
    expect(textLeft(policy, '{ sum { ... on One { y } ... on Two { y } } }', reader())).toBe(
      '{ sum { ... on One { y } } }',
    );
  });

  test('does not exist for what is no field', () => {
    expect([policy.at('Query.none'), policy.at('None.a')]).toEqual([undefined, undefined]);
  });
});

describe('rules are found', () => {
  test('under renamed imports', () => {
    const sdl = composedSdl(
      {
        a: 'type Query { open: String a: String @login b: String @needs(scopes: [["x"]]) c: String @rule(policies: [["y"]]) }',
      },
      { '@authenticated': '@login', '@requiresScopes': '@needs', '@policy': '@rule' },
    );
    expect(sdl).toContain('@login');
    expect(textLeft(policyFor(sdl), '{ open a b c }')).toBe('{ open }');
  });

  test('on fields that an interface object adds, with the department that has them', () => {
    const policy = policyFor(
      composedSdl({
        records: `type Query { all: [R] } interface R @key(fields: "id") { id: ID! }
          type A implements R @key(fields: "id") { id: ID! a: String } type B implements R @key(fields: "id") { id: ID! }`,
        marks: 'type R @key(fields: "id") @interfaceObject { id: ID! mark: String @authenticated free: String }',
      }),
    );
    const text = '{ all { id mark free ... on A { mark free } } }';
    expect(textLeft(policy, text)).toBe('{ all { id free ... on A { free } } }');
    expect(deniedPlaces(policy, text)).toEqual(['R.mark at all.mark', 'A.mark at all.mark']);
    expect(pruned(policy, text).denials.map(({ owner }) => owner?.name)).toEqual([
      'Bureau of marks',
      'Bureau of marks',
    ]);
  });

  test('that older compositions let stand on interfaces: through the interface, beside those of its objects', () => {
    const sdl = composedSdl({
      records: `type Query { all: [R] closed: R @authenticated } interface R { id: ID x: String }
        type A implements R { id: ID x: String } type B implements R { id: ID x: String }`,
    });
    const policy = policyFor(sdl.replace(/(interface R[^{]*{[^}]*x: String)/, '$1 @authenticated'));
    expect(sdl).toContain('@authenticated');
    expect(textLeft(policy, '{ all { id x ... on A { x } } }')).toBe('{ all { id ... on A { x } } }');
  });

  test('on fields that require, and that several departments share or provide', () => {
    const policy = policyFor(
      composedSdl({
        tax: `type Query { s: S } type S @key(fields: "id") {
          id: ID! income: String @authenticated shared: String @shareable @authenticated }`,
        bank: `type Query { given: S @provides(fields: "shared") } type S @key(fields: "id") { id: ID!
          income: String @external  band: String @requires(fields: "income") @authenticated
          shared: String @external }`,
      }),
    );
    expect(textLeft(policy, '{ s { id income band shared } given { id shared } }')).toBe('{ s { id } given { id } }');
  });
});

describe('a filter', () => {
  test('that names what does not exist stops the start', () => {
    const sdl = 'type Query { a(x: Int @filtersOn(coordinate: "Nothing.x")): String }';
    expect(() => policyOf(sdl)).toThrow(HubError);
  });

  test('on one implementation of an interface is guarded through the interface too', () => {
    const policy = policyOf(`
      type Query { all: [I] }
      interface I { list(x: Int): String }
      type A implements I { list(x: Int @filtersOn(coordinate: "A.secret")): String secret: Int @authenticated }
      type B implements I { list(x: Int): String }`);
    expect(deniedPlaces(policy, '{ all { list(x: 1) ... on B { list(x: 1) } } }')).toEqual(['A.list(x:) at all.list']);
  });

  test('on a field of an interface requires what all implementations do', () => {
    const policy = policyOf(`
      type Query { all(x: Int @filtersOn(coordinate: "I.x")): [I] }
      interface I { x: Int } type A implements I { x: Int @requiresScopes(scopes: [["a"]]) } type B implements I { x: Int }`);
    expect(deniedPlaces(policy, '{ all(x: 1) { ... on B { x } } }')).toEqual(['Query.all(x:) at all']);
    expect(deniedPlaces(policy, '{ all(x: 1) { ... on B { x } } }', reader('a'))).toEqual([]);
  });
});

describe('what is told of a field', () => {
  const policy = policyFor(
    composedSdl({
      subjects: 'type Query { subject: Subject } type Subject @key(fields: "id") { id: ID! }',
      tax: `type Subject @key(fields: "id") { id: ID! grades: Page }
        type Page { edges: [Edge!]! nodes: [Grade!]! total: Int } type Edge { node: Grade! cursor: String }
        type Grade @catalogue(code: "tax.grade", title: "", basis: "", class: "PUBLIC") { grade: String payer: String @mask(rule: "NAME") }`,
    }),
  );

  test.each([
    ['Grade.grade', 'tax.grade'],
    ['Subject.grades', 'tax.grade'],
    ['Page.total', 'tax.grade'],
    ['Page.edges', 'tax.grade'],
    ['Edge.cursor', 'tax.grade'],
    ['Subject.id', undefined],
    ['Query.subject', undefined],
  ])('%s: the catalogue item that it leads to', (coordinate, item) => {
    expect(policy.at(coordinate)?.item).toBe(item);
  });

  test('its owner by its code and the name that the public knows, and its mask', () => {
    expect(policy.at('Subject.grades')?.owner).toEqual({ code: 'tax', name: 'Bureau of tax' });
    expect(policy.at('Query.subject')?.owner).toEqual({ code: 'subjects', name: 'Bureau of subjects' });
    expect(policy.at('Subject.id')?.owner).toBeUndefined();
    expect(policy.at('Grade.payer')?.mask).toBe('NAME');
  });
});
