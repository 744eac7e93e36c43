import { describe, expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { compose } from '../../../schema/composition/compose.ts';

const CREDIT = 'https://credit-hub.example/credit/v1.0';
const HEADER = `
  extend schema
    @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key", "@shareable", "@external", "@requires",
      "@provides", "@override", "@interfaceObject", "@composeDirective", "@authenticated", "@requiresScopes", "@policy"])
    @link(url: "${CREDIT}", import: ["@catalogue", "@mask", "@filtersOn", "@department"])
    @composeDirective(name: "@mask") @composeDirective(name: "@filtersOn")
  directive @mask(rule: String!) on FIELD_DEFINITION
  directive @filtersOn(coordinate: String!) on ARGUMENT_DEFINITION | INPUT_FIELD_DEFINITION
`;

/** Everything that stands against composing the two. */
function problems(tax: string, bank: string, yields: Readonly<Record<string, readonly string[]>> = {}): string[] {
  const sources = Object.entries({ tax, bank }).map(([name, sdl]) => ({
    name,
    url: `http://${name}.test/graphql`,
    document: parse(HEADER + sdl, { noLocation: true }),
    yields: yields[name] ?? [],
  }));
  const result = compose(sources, []);
  return result.kind === 'refused' ? result.problems.map(({ coordinate, text }) => `${coordinate}: ${text}`) : [];
}

const SHARED = { tax: ['S.f', 'S.income'], bank: ['S.f', 'S.income'] };
const tax = (f: string) => `type Query { s: S } type S @key(fields: "id") { id: ID! ${f} }`;
const bank = (f: string) => `type S @key(fields: "id") { id: ID! ${f} }`;

describe('a rule that composition would lose is refused', () => {
  test.each<[string, string, string, string]>([
    [
      'on a field that another department resolves for anybody',
      tax('f: String @shareable @authenticated'),
      bank('f: String @shareable'),
      'S.f: Another subgraph protects it',
    ],
    [
      'on a field for which another department states other scopes',
      tax('f: String @shareable @requiresScopes(scopes: [["a"]])'),
      bank('f: String @shareable @requiresScopes(scopes: [["b"]])'),
      'S.f: Its rule is @requiresScopes(a), but composed it would be',
    ],
    [
      'on a field for which another department states a rule of another kind',
      tax('f: String @shareable @policy(policies: [["subject-consent"]])'),
      bank('f: String @shareable @authenticated'),
      'S.f: Its rule is @policy(subject-consent), but composed it would be',
    ],
    [
      'on an external copy',
      tax('income: String'),
      bank('income: String @external @authenticated band: String @requires(fields: "income") @authenticated'),
      'Cannot apply merged directive @authenticated to external field "S.income"',
    ],
    [
      'on a field that another department takes over',
      tax('f: String @authenticated'),
      bank('f: String @override(from: "tax")'),
      'S.f: Another subgraph protects it',
    ],
    [
      'on a field that is required without it',
      tax('income: String @authenticated'),
      bank('income: String @external band: String @requires(fields: "income")'),
      'S.band: It @requires S.income',
    ],
    [
      'on what is required inside another type',
      `${tax('home: Home')} type Home { street: String @authenticated }`,
      `${bank('home: Home @external band: String @requires(fields: "home { street }")')} type Home { street: String @external }`,
      'S.band: It @requires Home.street',
    ],
    [
      'on an interface',
      `${tax('f: I')} interface I @authenticated { x: String } type A implements I { x: String }`,
      bank('g: String'),
      'cannot be applied on interfaces',
    ],
    [
      'on an interface object',
      'type Query { i: I } interface I @key(fields: "id") { id: ID! } type A implements I @key(fields: "id") { id: ID! }',
      'type I @key(fields: "id") @interfaceObject @authenticated { id: ID! x: String }',
      'cannot be applied on interfaces',
    ],
    [
      'on a scalar that another department uses for anybody',
      `${tax('f: Salary')} scalar Salary @authenticated`,
      `${bank('g: Salary')} scalar Salary`,
      'Salary: Another subgraph protects it',
    ],
    [
      'on an enum that another department uses for anybody',
      `${tax('f: Rank')} enum Rank @requiresScopes(scopes: [["rank"]]) { HIGH }`,
      `${bank('g: Rank')} enum Rank { HIGH }`,
      'Rank: Another subgraph protects it',
    ],
  ])('%s', (_, first, second, expected) => {
    const found = problems(first, second, SHARED);
    expect(found).toContainEqual(expect.stringContaining(expected));
  });

  test('and one that everybody states alike is kept', () => {
    const f = 'f: String @shareable @requiresScopes(scopes: [["a"]])';
    expect(problems(tax(f), bank(f), SHARED)).toEqual([]);
  });

  test('and a chain of requirements carries the rule through every hop', () => {
    const first = (band: string) =>
      tax(`income: String @authenticated grade: String @external
      offer: String @requires(fields: "grade") ${band}`);
    const second = (rule: string) => bank(`income: String @external grade: String @requires(fields: "income") ${rule}`);
    expect(problems(first('@authenticated'), second(''))).toContainEqual(expect.stringContaining('S.grade'));
    expect(problems(first(''), second('@authenticated'))).toContainEqual(expect.stringContaining('S.offer'));
    expect(problems(first('@authenticated'), second('@authenticated'))).toEqual([]);
  });
});
