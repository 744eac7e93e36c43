import { describe, expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { type Composition, compose } from '../../../schema/composition/compose.ts';
import { expandSubgraph } from '../../../schema/expansion/expand-subgraph.ts';
import { readSupergraph } from '../../../schema/supergraph/supergraph.ts';

const CREDIT = 'https://credit-hub.example/credit/v1.0';
const FEDERATION = 'https://specs.apollo.dev/federation/v2.12';

/** The owner of subjects, so that every composition has a query. */
const SUBJECTS = `
  type Query { subject(id: ID!): CreditSubject }
  type CreditSubject @key(fields: "id") { id: ID! name: String }
`;

function composed(
  subgraphs: Readonly<Record<string, string>>,
  yields: Readonly<Record<string, string[]>> = {},
): Composition {
  const sources = Object.entries({ subjects: SUBJECTS, ...subgraphs }).map(([name, sdl]) => ({
    name,
    url: `http://${name}.test/graphql`,
    document: expandSubgraph(sdl),
    yields: yields[name] ?? [],
  }));
  return compose(sources, ['献血']);
}

function problems(...args: Parameters<typeof composed>): string[] {
  const result = composed(...args);
  return result.kind === 'refused' ? result.problems.map((p) => `${p.subgraph} ${p.coordinate}: ${p.text}`) : [];
}

function supergraph(...args: Parameters<typeof composed>) {
  const result = composed(...args);
  if (result.kind === 'refused') throw new Error(result.problems.map(({ text }) => text).join('\n'));
  return readSupergraph(result.supergraphSdl);
}

function record(name: string, catalogue: string, rest = '', fields = 'note: String') {
  return `type ${name} implements CreditRecord @catalogue(${catalogue}) ${rest} { ${fields} }`;
}

const ITEM = 'code: "tax.arrears", title: "欠税信息", basis: "《中华人民共和国税收征收管理法》", class: ';

describe('a department that follows the rules', () => {
  test('composes, and its rules, catalogue entry, masks and filter notes stand in the supergraph as written', () => {
    const read = supergraph({
      tax: `
        ${record('TaxArrears', `${ITEM}CONDITIONAL`, '@requiresScopes(scopes: [["tax.arrears:read"]])', 'payer: String @mask(rule: NAME)')}
        extend type Query { arrears(payer: String @filtersOn(coordinate: "TaxArrears.payer")): [TaxArrears] }
      `,
    });
    expect(read.rules.get('TaxArrears')).toEqual({
      authenticated: false,
      scopes: [['tax.arrears:read']],
      policies: [],
    });
    expect(read.catalogue.get('TaxArrears')).toMatchObject({ code: 'tax.arrears', class: 'CONDITIONAL' });
    expect(read.masks.get('TaxArrears.payer')).toBe('NAME');
    expect(JSON.stringify(read.document)).toContain('filtersOn');
  });

  test('protects the connection of a protected record type as the type itself, since a count tells something too', () => {
    const { rules } = supergraph({
      tax: record('TaxArrears', `${ITEM}CONDITIONAL`, '@requiresScopes(scopes: [["tax.arrears:read"]])'),
    });
    expect(rules.get('TaxArrearsConnection')).toEqual(rules.get('TaxArrears'));
    expect(rules.get('TaxArrearsEdge')).toEqual(rules.get('TaxArrears'));
  });

  test('may rename the directives that it imports', () => {
    const { rules } = supergraph({
      tax: `
        extend schema
          @link(url: "${FEDERATION}", import: ["@key", "@shareable", "@composeDirective", { name: "@authenticated", as: "@login" }])
          @link(url: "${CREDIT}", import: ["@catalogue", "@mask", "@filtersOn"])
          @composeDirective(name: "@catalogue")
        type Query { secret: String @login }
      `,
    });
    expect(rules.get('Query.secret')).toEqual({ authenticated: true, scopes: [], policies: [] });
  });
});

const BOTH_YIELD = { subjects: ['CreditSubject.name'], bank: ['CreditSubject.name'] };

describe('composition refuses, with the coordinate,', () => {
  test('a record type without @catalogue', () => {
    expect(problems({ tax: 'type TaxArrears implements CreditRecord { note: String }' })).toContainEqual(
      expect.stringContaining('tax TaxArrears: It is a record type without @catalogue'),
    );
  });

  test.each([
    ['PUBLIC', '@authenticated'],
    ['UNCONDITIONAL', ''],
    ['CONDITIONAL', ''],
    ['CONDITIONAL', '@authenticated'],
    ['AUTHORIZED', '@requiresScopes(scopes: [["a"]])'],
    ['AUTHORIZED', '@policy(policies: [["something-else"]])'],
    ['CLOSED', ''],
  ])('a type of class %s whose directive is "%s"', (sharingClass, directive) => {
    expect(problems({ tax: record('TaxArrears', `${ITEM}${sharingClass}`, directive) })).toContainEqual(
      expect.stringContaining(`tax TaxArrears: Its catalogue class is ${sharingClass}`),
    );
  });

  test('a protected field that is non-null', () => {
    const sdl = record('TaxArrears', `${ITEM}PUBLIC`, '', 'phone: String! @authenticated');
    expect(problems({ tax: sdl })).toContainEqual(
      expect.stringContaining('TaxArrears.phone: It is protected (@authenticated), but non-null'),
    );
  });

  test('a non-null field that returns a protected type', () => {
    const sdl = `type Secret @authenticated { a: String } type Open { secret: Secret! } type Query { open: Open }`;
    expect(problems({ tax: sdl })).toContainEqual(expect.stringContaining('tax Open.secret: It is protected'));
  });

  test('a masked field that is non-null', () => {
    const sdl = record('TaxArrears', `${ITEM}PUBLIC`, '', 'payer: String! @mask(rule: NAME)');
    expect(problems({ tax: sdl })).toContainEqual(
      expect.stringContaining('TaxArrears.payer: It is masked, but non-null'),
    );
  });

  test('two items with one catalogue code', () => {
    const sdl = [record('TaxA', `${ITEM}PUBLIC`), record('TaxB', `${ITEM}PUBLIC`)].join('\n');
    expect(problems({ tax: sdl })).toContainEqual(
      expect.stringContaining('tax TaxB: Its catalogue code "tax.arrears" is already'),
    );
  });

  test('an item that the catalogue may not hold', () => {
    const sdl = record('TaxArrears', `${ITEM}PUBLIC`, '', '"Donations. 无偿献血次数"\n donations: Int');
    expect(problems({ tax: sdl })).toContainEqual(expect.stringContaining('TaxArrears.donations: It speaks of "献血"'));
  });

  test('a field that @requires a protected field without its rule, and takes it with the rule', () => {
    const tax = (rule: string) => `
      type CreditSubject @key(fields: "id") { id: ID! income: String @external  band: String @requires(fields: "income") ${rule} }`;
    const bank = `type CreditSubject @key(fields: "id") { id: ID! income: String @requiresScopes(scopes: [["bank:read"]]) }`;
    expect(problems({ bank, tax: tax('') })).toContainEqual(
      expect.stringContaining('tax CreditSubject.band: It @requires CreditSubject.income'),
    );
    expect(problems({ bank, tax: tax('@requiresScopes(scopes: [["bank:read", "tax:read"]])') })).toEqual([]);
  });

  test('a rule directive that is defined locally and would vanish', () => {
    const sdl = `
      directive @authenticated on FIELD_DEFINITION
      extend schema @link(url: "${FEDERATION}", import: ["@key"])
      type Query { secret: String @authenticated }`;
    expect(problems({ tax: sdl })).toContainEqual(
      expect.stringContaining('tax @authenticated: It looks like an access rule'),
    );
  });

  test('a custom directive that would be dropped', () => {
    const sdl = `directive @secret on FIELD_DEFINITION type Query { a: String @secret }`;
    expect(problems({ tax: sdl })).toContainEqual(
      expect.stringContaining('tax @secret: It is used, but composition would drop it'),
    );
  });

  test('Federation 1 SDL', () => {
    const source = { name: 'old', url: 'http://old.test', document: parse('type Query { a: String }'), yields: [] };
    expect(compose([source], [])).toMatchObject({
      kind: 'refused',
      problems: [{ subgraph: 'old', coordinate: 'schema' }],
    });
  });

  test('an @override that the owner did not yield, and takes it when it did', () => {
    const bank = 'type CreditSubject @key(fields: "id") { id: ID! name: String @override(from: "subjects") }';
    expect(problems({ bank })).toContainEqual(
      expect.stringContaining('bank CreditSubject.name: It takes the field over'),
    );
    expect(problems({ bank }, { subjects: ['CreditSubject.name'] })).toEqual([]);
  });

  test('a field that two departments would resolve', () => {
    const bank = 'type CreditSubject @key(fields: "id") { id: ID! name: String @shareable }';
    const subgraphs = { subjects: SUBJECTS.replace('name: String', 'name: String @shareable'), bank };
    expect(problems(subgraphs)).toContainEqual(
      expect.stringContaining('bank CreditSubject.name: It resolves a field of "subjects"'),
    );
    expect(problems(subgraphs, { bank: ['CreditSubject.name'] })).toContainEqual(
      expect.stringContaining('bank CreditSubject.name: It resolves a field of "subjects"'),
    );
    expect(problems(subgraphs, BOTH_YIELD)).toEqual([]);
  });

  test("a new key on another department's type", () => {
    const bank = 'type CreditSubject @key(fields: "name") { name: String @external account: String }';
    expect(problems({ bank })).toContainEqual(
      expect.stringContaining('bank CreditSubject: It gives a type of "subjects" the new key "name"'),
    );
  });

  test('a rule on one of two definitions of a field', () => {
    const subgraphs = {
      subjects: SUBJECTS.replace('name: String', 'name: String @shareable @authenticated'),
      bank: 'type CreditSubject @key(fields: "id") { id: ID! name: String @shareable }',
    };
    expect(problems(subgraphs, BOTH_YIELD)).toContainEqual(
      expect.stringContaining('bank CreditSubject.name: Another subgraph protects it'),
    );
  });

  test('a rule that composition would merge with another one', () => {
    const subgraphs = {
      subjects: SUBJECTS.replace('name: String', 'name: String @shareable @requiresScopes(scopes: [["a"]])'),
      bank: 'type CreditSubject @key(fields: "id") { id: ID! name: String @shareable @requiresScopes(scopes: [["b"]]) }',
    };
    expect(problems(subgraphs, BOTH_YIELD)).toContainEqual(
      expect.stringContaining(
        'CreditSubject.name: Its rule is @requiresScopes(a), but composed it would be @requiresScopes(a AND b)',
      ),
    );
  });

  test('a rule on an @external copy of a field, which would be lost', () => {
    const bank = `
      type CreditSubject @key(fields: "id") {
        id: ID! name: String @external @authenticated label: String @requires(fields: "name") @authenticated
      }`;
    expect(problems({ bank })).toEqual([expect.stringMatching(/^bank .*CreditSubject\.name/)]);
  });

  test('a rule that a field loses with the department that takes it over', () => {
    const subgraphs = {
      subjects: SUBJECTS.replace('name: String', 'name: String @authenticated'),
      bank: 'type CreditSubject @key(fields: "id") { id: ID! name: String @override(from: "subjects") }',
    };
    expect(problems(subgraphs, { subjects: ['CreditSubject.name'] })).toContainEqual(
      expect.stringContaining('CreditSubject.name: '),
    );
  });

  test('a mask that composition would merge with another one, or lose', () => {
    const masked = (rule: string) => `name: String @shareable @mask(rule: ${rule})`;
    const subgraphs = {
      subjects: SUBJECTS.replace('name: String', masked('NAME')),
      bank: `type CreditSubject @key(fields: "id") { id: ID! ${masked('ADDRESS')} }`,
    };
    expect(problems(subgraphs, BOTH_YIELD)).toContainEqual(expect.stringContaining('CreditSubject.name: '));
    const external = `
      type CreditSubject @key(fields: "id") {
        id: ID! name: String @external @mask(rule: NAME) label: String @requires(fields: "name")
      }`;
    expect(problems({ bank: external })).toContainEqual(expect.stringContaining('CreditSubject.name: '));
  });

  test('one directive under two names, at which federation itself falls over', () => {
    const renamed = (name: string) => `
      extend schema @link(url: "${FEDERATION}", import: ["@key", { name: "@authenticated", as: "@${name}" }])
      type Query { ${name}: String @${name} }`;
    const found = composed({ tax: renamed('login'), bank: renamed('signedIn') });
    if (found.kind === 'refused') expect(found.problems).not.toEqual([]);
    else {
      const { rules } = readSupergraph(found.supergraphSdl);
      for (const field of ['login', 'signedIn']) expect(rules.get(`Query.${field}`)?.authenticated).toBe(true);
    }
  });

  test('a field that @requires a field of a protected type, in a fragment or of an interface', () => {
    const bank = `
      interface Account { no: String }
      type OpenAccount implements Account { no: String }
      type SecretAccount implements Account @requiresScopes(scopes: [["bank:read"]]) { no: String }
      type CreditSubject @key(fields: "id") { id: ID! account: Account @shareable }`;
    const tax = (fields: string, rule: string) => `
      interface Account { no: String }
      type OpenAccount implements Account { no: String @external }
      type SecretAccount implements Account @requiresScopes(scopes: [["bank:read"]]) { no: String @external }
      type CreditSubject @key(fields: "id") {
        id: ID! account: Account @external band: String @requires(fields: "account { ${fields} }") ${rule}
      }`;
    for (const fields of ['... on SecretAccount { no }', 'no', '... on Account { no }']) {
      const found = problems({ bank, tax: tax(fields, '') });
      expect([fields, found]).toEqual([fields, [expect.stringMatching(/^tax .*CreditSubject\.band/)]]);
      expect(problems({ bank, tax: tax(fields, '@requiresScopes(scopes: [["bank:read"]])') })).toEqual([]);
    }
  });

  test('an argument or input field that filters on a protected field without saying so', () => {
    const type = record(
      'TaxArrears',
      `${ITEM}PUBLIC`,
      '',
      'amountWan: Decimal @requiresScopes(scopes: [["tax:amount"]])',
    );
    const argument = `${type} extend type Query { arrears(amountWanFrom: Decimal): [TaxArrears] }`;
    const input = `${type} input F { amountWan: Decimal } extend type Query { arrears(where: F): [TaxArrears] }`;
    const stated = `${type} extend type Query { arrears(amountWanFrom: Decimal @filtersOn(coordinate: "TaxArrears.amountWan")): [TaxArrears] }`;
    expect(problems({ tax: argument })).toContainEqual(
      expect.stringContaining('Query.arrears(amountWanFrom:): It filters on TaxArrears.amountWan'),
    );
    expect(problems({ tax: input })).toContainEqual(
      expect.stringContaining('F.amountWan: It filters on TaxArrears.amountWan'),
    );
    expect(problems({ tax: stated })).toEqual([]);
  });

  test('an input inside of an input, or an order, that goes by a protected field without saying so', () => {
    const type = record('TaxArrears', `${ITEM}PUBLIC`, '', 'amountWan: Decimal @requiresScopes(scopes: [["a"]])');
    const inner = `${type} input F { all: [F!] amount: G } input G { amountWan: Decimal }
      extend type Query { arrears(where: F): [TaxArrears] }`;
    expect(problems({ tax: inner })).toEqual([
      expect.stringContaining('G.amountWan: It filters on TaxArrears.amountWan'),
    ]);
    const order = (note: string) => `${type} enum Order { DECIDED AMOUNT_WAN_DESC }
      extend type Query { arrears(orderBy: Order ${note}): [TaxArrears] }`;
    expect(problems({ tax: order('') })).toEqual([
      expect.stringContaining('Query.arrears(orderBy:): It filters on TaxArrears.amountWan'),
    ]);
    expect(problems({ tax: order('@filtersOn(coordinate: "TaxArrears.amountWan")') })).toEqual([]);
  });

  test('a @filtersOn that names nothing', () => {
    const sdl = 'type Query { a(b: String @filtersOn(coordinate: "Nothing.here")): String }';
    expect(problems({ tax: sdl })).toContainEqual(expect.stringContaining('Its @filtersOn names Nothing.here'));
  });

  test('what federation itself refuses', () => {
    const sdl = 'type Query { subject(id: ID!): CreditSubject }';
    expect(problems({ tax: sdl }).join('\n')).toContain('Query.subject');
  });
});
