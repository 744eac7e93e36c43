import { composeServices } from '@apollo/composition';
import { describe, expect, test } from '@jest/globals';
import { parse, print, printSchema } from 'graphql';
import { apiSchema } from '../../../schema/supergraph/api-schema.ts';
import { readSupergraph } from '../../../schema/supergraph/supergraph.ts';
import { publicSupergraph } from '../../harness/public-supergraph.ts';

const IMPORTS =
  '"@key", "@shareable", "@authenticated", "@requiresScopes", "@policy", "@inaccessible", "@interfaceObject", "@composeDirective"';

/** The API schema of what is public in these subgraphs. */
function publicApi(...sdls: string[]): string {
  return printSchema(apiSchema(publicSupergraph(readSupergraph(composed(sdls)))));
}

function composed(sdls: readonly string[], imports = IMPORTS): string {
  const services = sdls.map((sdl, index) => ({
    name: `s${index}`,
    url: `http://s${index}.test`,
    typeDefs: parse(
      `extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: [${imports}]) ${sdl}`,
    ),
  }));
  const { supergraphSdl, errors } = composeServices(services);
  if (supergraphSdl === undefined) throw new Error(errors?.map(({ message }) => message).join('\n'));
  return supergraphSdl;
}

describe('what is public of a supergraph', () => {
  test('leaves out protected fields and keeps their neighbours', () => {
    const api = publicApi(
      'type Query { a: String b: String @authenticated c: String @requiresScopes(scopes: [["c"]]) d: String @policy(policies: [["d"]]) }',
    );
    expect(api).toContain('a: String');
    expect(api).not.toMatch(/\b[bcd]: String/);
  });

  test('leaves out protected types with every field that returns them, through lists and other types', () => {
    const api = publicApi(`
      type Query { open: Open secret: Secret secrets: [Secret] holder: Holder }
      type Open { a: String secret: Secret } type Secret @authenticated { a: String } type Holder { secret: Secret }`);
    expect(api).toContain('open: Open');
    expect(api).not.toMatch(/secret|Holder/i);
  });

  test('leaves out fields of a protected scalar or enum', () => {
    const api = publicApi(`
      scalar Salary @authenticated enum Rank @requiresScopes(scopes: [["r"]]) { HIGH LOW }
      type Query { salary: Salary rank: Rank name: String }`);
    expect(api).not.toMatch(/salary|rank/i);
    expect(api).toContain('name: String');
  });

  test('keeps an interface whose other implementation is protected, and takes that one out', () => {
    const api = publicApi(`
      type Query { all: [Record] open: Open }
      interface Record { id: ID } type Open implements Record { id: ID } type Secret implements Record @authenticated { id: ID }`);
    expect(api).toContain('interface Record');
    expect(api).toContain('all: [Record]');
    expect(api).not.toContain('Secret');
  });

  test('takes an interface field out that is protected on one implementation only', () => {
    const api = publicApi(`
      type Query { all: [Record] }
      interface Record { id: ID owner: String }
      type A implements Record { id: ID owner: String } type B implements Record { id: ID owner: String @authenticated }`);
    expect(api).toMatch(/interface Record {\s+id: ID\s+}/);
    expect(api).toMatch(/type A implements Record {\s+id: ID\s+owner: String\s+}/);
    expect(api).toMatch(/type B implements Record {\s+id: ID\s+}/);
  });

  test('takes an interface out with its last visible implementation, and a union with its last member', () => {
    const api = publicApi(`
      type Query { all: [Record] any: Any one: One a: String }
      interface Record { id: ID } type Secret implements Record @authenticated { id: ID } type Other @authenticated { id: ID }
      type Open { id: ID } union Any = Secret | Other union One = Secret | Open`);
    expect(api).not.toMatch(/Record|Any/);
    expect(api).toContain('union One = Open');
  });

  test('follows rules through renamed imports', () => {
    const sdl = composed(
      ['type Query { a: String secret: String @login scoped: String @needs(scopes: [["x"]]) }'],
      '"@key", { name: "@authenticated", as: "@login" }, { name: "@requiresScopes", as: "@needs" }',
    );
    expect(sdl).toContain('@login');
    expect(printSchema(apiSchema(publicSupergraph(readSupergraph(sdl))))).not.toMatch(/secret|scoped/);
  });

  test('takes an argument out that filters on a protected field', () => {
    const credit =
      '@link(url: "https://credit-hub.example/credit/v1.0", import: ["@filtersOn"]) @composeDirective(name: "@filtersOn")';
    const api = publicApi(`
      extend schema ${credit}
      directive @filtersOn(coordinate: String!) on ARGUMENT_DEFINITION | INPUT_FIELD_DEFINITION
      input Filter { name: String amount: Int @filtersOn(coordinate: "Debt.amount") }
      type Query { debts(amount: Int @filtersOn(coordinate: "Debt.amount"), name: String, filter: Filter): [Debt] }
      type Debt { name: String amount: Int @authenticated }`);
    expect(api).toContain('debts(name: String, filter: Filter): [Debt]');
    expect(api).not.toContain('amount');
  });

  test('leaves what was inaccessible before inaccessible', () => {
    const api = publicApi('type Query { a: String hidden: String @inaccessible secret: String @authenticated }');
    expect(api).not.toMatch(/hidden|secret/);
  });

  test('leaves no trace of the rules for the planner, and the published document untouched', () => {
    const supergraph = readSupergraph(composed(['type Query { a: String secret: String @authenticated }']));
    const before = print(supergraph.document);
    const planned = print(publicSupergraph(supergraph));
    expect(planned).not.toMatch(/authenticated|requiresScopes|policy/i);
    expect(print(supergraph.document)).toBe(before);
    expect(before).toContain('@authenticated');
  });
});
