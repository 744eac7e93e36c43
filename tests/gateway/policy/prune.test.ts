import { describe, expect, test } from '@jest/globals';
import { print } from 'graphql';
import {
  composedSdl,
  deniedPlaces,
  executed,
  grant,
  PUBLIC,
  policyFor,
  policyOf,
  pruned,
  reader,
  textLeft,
} from './policy-example.ts';

const policy = policyOf(`
  type Query {
    subject(id: ID): Subject
    search(name: String): Page!
    records: [Record!]!
    any: [Any]
    hidden: [Hidden!]!
    secret: Secret
    salary: Salary
    plain: String
    other: String
    debts(amount: Int @filtersOn(coordinate: "Debt.amount"), filter: Filter, note: String, order: Order @filtersOn(coordinate: "Debt.amount")): [Debt]
  }
  type Mutation { file(note: String, amount: Int @filtersOn(coordinate: "Debt.amount")): Receipt  forbidden: Receipt @authenticated }
  type Receipt { no: String subject: Subject }
  type Page { nodes: [Subject!]! maybe: [Subject] count: Int! }
  type Subject {
    id: ID!
    name: String
    identity: String @requiresScopes(scopes: [["person:identity"]])
    grades: GradePage
    salary: Salary
    rank: Rank
    consented: String @policy(policies: [["subject-consent"]])
    self: Subject!
    either: String @requiresScopes(scopes: [["a", "b"], ["c"]])
  }
  type GradePage @requiresScopes(scopes: [["grade:read"]]) { nodes: [Grade!]! total: Int! }
  type Grade @requiresScopes(scopes: [["grade:read"]]) { grade: String note: String @authenticated }
  scalar Salary @authenticated
  enum Rank @requiresScopes(scopes: [["rank"]]) { HIGH LOW }
  interface Record { id: ID! owner: String }
  type Open implements Record { id: ID! owner: String a: String }
  type Half implements Record { id: ID! owner: String @authenticated b: String }
  type Secret implements Record @requiresScopes(scopes: [["secret"]]) { id: ID! owner: String c: String }
  union Any = Open | Secret
  union Hidden = Secret | Grade
  type Debt { note: String amount: Int @requiresScopes(scopes: [["debt:amount"]]) }
  input Filter { note: String amount: Int @filtersOn(coordinate: "Debt.amount") all: [Filter!] }
  enum Order { AMOUNT }
`);

describe('what is open', () => {
  test('stays the very operation that was asked', () => {
    const result = pruned(policy, '{ subject { id name } plain }');
    expect(result).toMatchObject({ kind: 'pruned', isUntouched: true, denials: [] });
    expect(result).toMatchObject({ returned: ['Query.subject', 'Subject.id', 'Subject.name', 'Query.plain'] });
  });

  test('is what the caller may read by one of the alternatives, of which it needs all', () => {
    const left = (...scopes: string[]) => textLeft(policy, '{ subject { id either } }', reader(...scopes));
    expect([left('a'), left('b'), left('a', 'b'), left('c')].map((text) => text?.includes('either'))).toEqual([
      false,
      false,
      true,
      true,
    ]);
  });
});

describe('what is closed leaves the operation', () => {
  test.each<[string, string, string | null, string[]]>([
    ['a field', '{ subject { id identity } }', '{ subject { id } }', ['Subject.identity at subject.identity']],
    ['a field by its type', '{ plain secret { c } }', '{ plain }', ['Query.secret at secret']],
    [
      'a list by the type of its page, with all below',
      '{ subject { id grades { nodes { grade note } total } } }',
      '{ subject { id } }',
      ['Subject.grades at subject.grades'],
    ],
    [
      'a field of a protected scalar or enum',
      '{ subject { name salary rank } salary }',
      '{ subject { name } }',
      ['Subject.salary at subject.salary', 'Subject.rank at subject.rank', 'Query.salary at salary'],
    ],
    [
      'aliases, each at its own path',
      '{ subject { name: identity id: id x: identity identity: name } }',
      '{ subject { id: id identity: name } }',
      ['Subject.identity at subject.name', 'Subject.identity at subject.x'],
    ],
    [
      'nested and repeated named fragments, once for each place',
      `{ a: subject { ...F ...F ...G } b: subject { id ...G } }
       fragment F on Subject { id identity ...G } fragment G on Subject { identity self { ...H } }
       fragment H on Subject { id identity }`,
      '{ a: subject { ... on Subject { id ... on Subject { self { ... on Subject { id } } } } ... on Subject { id ... on Subject { self { ... on Subject { id } } } } ... on Subject { self { ... on Subject { id } } } } b: subject { id ... on Subject { self { ... on Subject { id } } } } }',
      [
        'Subject.identity at a.identity',
        'Subject.identity at a.self.identity',
        'Subject.identity at b.identity',
        'Subject.identity at b.self.identity',
      ],
    ],
    [
      'inline fragments of an interface by their own type only',
      '{ records { ... on Open { id owner a } ... on Half { id owner b } ... on Secret { id c } } }',
      '{ records { ... on Open { id owner a } ... on Half { id b } } }',
      ['Half.owner at records.owner', 'Secret.id at records.id', 'Secret.c at records.c'],
    ],
    [
      'interface fields that one implementation protects',
      '{ records { ... on Open { a owner } x: owner } }',
      '{ records { ... on Open { a owner } } }',
      ['Record.owner at records.x'],
    ],
    [
      'members of a union',
      '{ any { ... on Open { a } ... on Secret { c } } }',
      '{ any { ... on Open { a } } }',
      ['Secret.c at any.c'],
    ],
    [
      'an abstract field of which every type is closed',
      '{ plain hidden { __typename } }',
      null,
      ['Query.hidden at hidden'],
    ],
  ])('%s', (_, text, left, denied) => {
    expect(deniedPlaces(policy, text)).toEqual(denied);
    expect(textLeft(policy, text)).toBe(left);
  });

  test('interface fields inside a fragment of an interface, by what can occur there', () => {
    const text =
      '{ records { ... on Open { ... on Record { id owner } } ... on Half { ... on Record { id owner } } } }';
    expect(textLeft(policy, text)).toBe(
      '{ records { ... on Open { ... on Record { id owner } } ... on Half { ... on Record { id } } } }',
    );
    expect(deniedPlaces(policy, text)).toEqual(['Half.owner at records.owner']);
  });

  test('a place where two types differ under one path, by the type and not by the path', () => {
    const text = '{ records { ... on Open { x: owner } ... on Half { x: owner } } }';
    expect(textLeft(policy, text)).toBe('{ records { ... on Open { x: owner } } }');
    expect(deniedPlaces(policy, text)).toEqual(['Half.owner at records.x']);
  });

  test('as @skip and @include decide by their variables, and nothing that they leave out is a denial', () => {
    const text = 'query ($v: Boolean!) { subject { id identity @include(if: $v) ... @skip(if: $v) { name } } }';
    expect(pruned(policy, text, PUBLIC, { v: false })).toMatchObject({ isUntouched: true, denials: [] });
    expect(textLeft(policy, text, PUBLIC, { v: true })).toBe('{ subject { id } }');
  });

  test('with the variables that nothing else uses', () => {
    const text = 'query ($a: ID, $b: String) { subject(id: $a) { identity } search(name: $b) { count } }';
    expect(textLeft(policy, text)).toBe('query ($b: String) { search(name: $b) { count } }');
  });

  test('and changes nothing of the document that was asked', () => {
    const operation = executed('{ subject { id identity } }');
    const before = print(operation);
    pruned(policy, '{ subject { id identity } }');
    expect(print(operation)).toBe(before);
  });
});

describe('a field of whose content nothing is left', () => {
  test.each<[string, string, string | null]>([
    ['leaves, and nothing is asked', '{ subject { identity } }', null],
    ['leaves at the topmost place', '{ plain subject { self { grades { total } } } }', '{ plain }'],
    ['stays where something else was asked of it', '{ subject { __typename identity } }', '{ subject { __typename } }'],
    [
      'stays for its place where it must not be null',
      '{ plain search { nodes { identity } } }',
      '{ plain search { nodes { __typename } } }',
    ],
    ['of which some may be null', '{ plain search { count maybe { identity } } }', '{ plain search { count } }'],
    [
      'some of which may be null and some not',
      '{ plain search { maybe { identity } nodes { identity self { identity } } } }',
      '{ plain search { nodes { self { __typename } } } }',
    ],
    ['is asked of nobody where only such places are left', '{ search { nodes { identity } } }', null],
    ['stays where nothing was asked of it', '{ subject { id @skip(if: true) } secret { c } }', '{ subject }'],
  ])('%s', (_, text, left) => {
    expect(textLeft(policy, text)).toBe(left);
  });

  test('makes no difference to what was closed', () => {
    expect(deniedPlaces(policy, '{ search { nodes { identity } } }')).toEqual([
      'Subject.identity at search.nodes.identity',
    ]);
  });
});

describe('a closed field that must not be null', () => {
  const strict = policyOf(`
    type Query { box: Box boxes: [Box!]! loose: [Box]! kinds: [Kind] sure: Sure! open: String sides: [Side!] }
    type Box { lid: Lid! label: String }
    type Lid { key: String! @authenticated size: Int }
    type Sure { key: Int! @authenticated }
    interface Kind { name: String }
    type One implements Kind { name: String key: Int! @authenticated more: String }
    type Two implements Kind { name: String }
    interface Side { key: ID! }
    type Left implements Side { key: ID! size: Int }
    type Right implements Side @authenticated { key: ID! size: Int }
  `);

  test.each<[string, string, string | null]>([
    ['takes what holds it, up to the first that may be null', '{ open box { label lid { key size } } }', '{ open }'],
    ['takes everything where nothing above may be null', '{ open sure { key } }', null],
    ['takes a list of which no item may be null', '{ open boxes { label lid { key } } }', null],
    [
      'takes the items of a list that may be null',
      '{ open loose { label lid { key } } }',
      '{ open loose { __typename } }',
    ],
    [
      'takes on one type of several only the objects of that type',
      '{ kinds { name ... on One { key more } } }',
      '{ kinds { name ... on One { more } } }',
    ],
    [
      'takes nothing where another fragment has it open',
      '{ sides { key ... on Left { key } ... on Right { size } } }',
      '{ sides { ... on Left { key } } }',
    ],
    ['takes a list whose objects all lack it', '{ open sides { key ... on Left { size } } }', '{ open }'],
  ])('%s', (_, text, left) => {
    expect(textLeft(strict, text)).toBe(left);
  });
});

describe('__typename', () => {
  test('of a closed type leaves with its fragment, whatever it is called', () => {
    const text = '{ records { ... on Open { a } ... on Secret { t: __typename c } } }';
    expect(textLeft(policy, text)).toBe('{ records { ... on Open { a } } }');
    expect(deniedPlaces(policy, text)).toEqual(['Secret at records.t', 'Secret.c at records.c']);
  });

  test('of a closed field leaves with it', () => {
    expect(textLeft(policy, '{ plain secret { __typename } subject { id grades { __typename } } }')).toBe(
      '{ plain subject { id } }',
    );
  });

  test('of an interface or union with open and closed types stays', () => {
    const text = '{ records { __typename } any { __typename ... on Secret { __typename c } } }';
    expect(textLeft(policy, text)).toBe('{ records { __typename } any { __typename } }');
  });

  test('of the root and introspection are answered to everybody', () => {
    expect(pruned(policy, '{ __typename __schema { types { name } } __type(name: "Secret") { name } }')).toMatchObject({
      isUntouched: true,
    });
  });
});

describe('filters and orderings', () => {
  const AMOUNT = reader('debt:amount');

  test.each<[string, string, string[]]>([
    ['an argument', '{ debts(amount: 5) { note } }', ['Query.debts(amount:) at debts']],
    ['an ordering', '{ x: debts(order: AMOUNT) { note } }', ['Query.debts(order:) at x']],
    ['an input field', '{ debts(filter: { amount: 5 }) { note } }', ['Filter.amount at debts']],
    [
      'an input field inside others',
      '{ debts(filter: { all: [{ all: { amount: 1 } }] }) { note } }',
      ['Filter.amount at debts'],
    ],
    ['null, which asks for what has no value', '{ debts(amount: null) { note } }', ['Query.debts(amount:) at debts']],
  ])('on a closed field close the field that is given %s', (_, text, denied) => {
    expect(pruned(policy, text)).toMatchObject({ operation: null });
    expect(deniedPlaces(policy, text)).toEqual(denied);
    expect(pruned(policy, text).denials[0]?.kind).toBe('argument');
    expect(pruned(policy, text, AMOUNT)).toMatchObject({ isUntouched: true });
  });

  test.each([['{ debts { note } }'], ['{ debts(note: "a", filter: { note: "b", all: [{ note: "c" }] }) { note } }']])(
    'that are not given close nothing: %s',
    (text) => {
      expect(pruned(policy, text)).toMatchObject({ isUntouched: true });
    },
  );

  test.each<[string, Record<string, unknown>, string[]]>([
    ['nothing', {}, []],
    ['a variable', { a: 5 }, ['Query.debts(amount:) at debts']],
    ['a variable with null', { a: null }, ['Query.debts(amount:) at debts']],
    ['an open input field', { f: { note: 'x', all: [{ note: 'y' }] } }, []],
    ['a closed input field', { f: { amount: 3 } }, ['Filter.amount at debts']],
    ['a closed input field inside', { f: { all: [{ note: 'y' }, { amount: null }] } }, ['Filter.amount at debts']],
    ['a closed input field of a variable inside', { i: 1 }, ['Filter.amount at debts']],
  ])('are given by variables: %s', (_, variables, denied) => {
    const text = `query ($a: Int, $f: Filter, $i: Int) {
      debts(amount: $a, filter: $f) { note } ok: debts(filter: { amount: $i }) { note } }`;
    const places = deniedPlaces(policy, text, PUBLIC, variables).map((place) => place.replace('at ok', 'at debts'));
    expect(places).toEqual(denied);
  });

  test('are given by default values', () => {
    const text = 'query ($a: Int = 5) { debts(amount: $a) { note } plain }';
    expect(textLeft(policy, text)).toBe('{ plain }');
    expect(deniedPlaces(policy, text)).toEqual(['Query.debts(amount:) at debts']);
  });

  test('are closed to who sees the field masked only, since asking would find the value out', () => {
    const masked = { authenticated: true, grants: [grant({ masked: ['debt:amount'] })] };
    expect(textLeft(policy, '{ debts { note } }', masked)).toBe('{ debts { note } }');
    expect(deniedPlaces(policy, '{ debts(amount: 5) { note } }', masked)).toEqual(['Query.debts(amount:) at debts']);
  });

  test('twice the same are closed twice', () => {
    expect(textLeft(policy, '{ plain ...F ...F } fragment F on Query { debts(amount: 5) { note } }')).toBe('{ plain }');
  });
});

describe('a mutation', () => {
  test.each<[string, string, string[]]>([
    ['root field', 'mutation { file { no } forbidden { no } }', ['Mutation.forbidden at forbidden']],
    ['argument', 'mutation { file(amount: 1) { no } }', ['Mutation.file(amount:) at file']],
    [
      'selection of its payload',
      'mutation { file { no subject { identity } } }',
      ['Subject.identity at file.subject.identity'],
    ],
    [
      'selection in a fragment',
      'mutation { ...F } fragment F on Mutation { file { subject { ...G } } } fragment G on Subject { x: identity }',
      ['Subject.identity at file.subject.x'],
    ],
  ])('with a closed %s is rejected whole', (_, text, denied) => {
    expect(pruned(policy, text).kind).toBe('rejected');
    expect(deniedPlaces(policy, text)).toEqual(denied);
  });

  test('of which everything is open is done', () => {
    const text = 'mutation { file(note: "x") { no subject { name identity @include(if: false) } } }';
    expect(pruned(policy, text)).toMatchObject({ kind: 'pruned', isUntouched: true });
  });
});

describe('a denial', () => {
  const tax = policyFor(
    composedSdl({
      subjects: 'type Query { subject: Subject } type Subject @key(fields: "id") { id: ID! }',
      tax: `type Subject @key(fields: "id") { id: ID! grades: GradePage  band: String @authenticated }
            type GradePage @requiresScopes(scopes: [["grade:read"]]) { edges: [GradeEdge!]! }
            type GradeEdge @requiresScopes(scopes: [["grade:read"]]) { node: Grade! }
            type Grade @key(fields: "id") @requiresScopes(scopes: [["grade:read"]])
              @catalogue(code: "tax.grade", title: "", basis: "", class: "CONDITIONAL") {
              id: ID! payer: String @mask(rule: "NAME") @requiresScopes(scopes: [["grade:payer"]]) }`,
    }),
  );

  test('names the owner, the catalogue item and what is not met', () => {
    expect(pruned(tax, '{ subject { grades { edges { node { id } } } band } }').denials).toMatchObject([
      {
        kind: 'field',
        coordinate: 'Subject.grades',
        requires: '@requiresScopes(grade:read)',
        owner: { code: 'tax', name: 'Bureau of tax' },
        item: 'tax.grade',
      },
      { coordinate: 'Subject.band', requires: '@authenticated', owner: { code: 'tax' }, item: null },
    ]);
  });

  test('names only what is not met', () => {
    const [denial] = pruned(
      tax,
      '{ subject { grades { edges { node { id payer } } } } }',
      reader('grade:read'),
    ).denials;
    expect(denial).toMatchObject({ coordinate: 'Grade.payer', requires: '@requiresScopes(grade:payer)' });
  });

  test('follows a grant that is limited to items', () => {
    const limited = (items: string[]) => ({ authenticated: true, grants: [grant({ clear: ['grade:read'], items })] });
    const text = '{ subject { grades { edges { node { id } } } } }';
    expect(pruned(tax, text, limited(['tax.grade'])).denials).toEqual([]);
    expect(pruned(tax, text, limited(['tax.other'])).denials).toHaveLength(1);
  });

  test('on an interface names all that is not met of its implementations', () => {
    const [denial] = pruned(policy, '{ records { owner } }').denials;
    expect(denial).toMatchObject({
      coordinate: 'Record.owner',
      requires: '@authenticated AND @requiresScopes(secret)',
    });
  });
});

describe('as Apollo Router documents its filter', () => {
  const router = policyOf(`
    type Query { me: User @authenticated post(id: ID!): Post }
    type Post { title: String views: Int @authenticated author: User }
    type User { username: String email: String @requiresScopes(scopes: [["read:email"]]) }
  `);

  test('closed fields leave the query, and each is an error at its path', () => {
    const text = '{ me { username } post(id: "1234") { title views } }';
    expect(textLeft(router, text)).toBe('{ post(id: "1234") { title } }');
    expect(pruned(router, text).denials.map(({ path }) => path)).toEqual([['me'], ['post', 'views']]);
  });

  test('a field of which all content is closed leaves with it', () => {
    expect(textLeft(router, '{ post(id: "1234") { title author { email } } }')).toBe('{ post(id: "1234") { title } }');
  });

  test('nothing is asked where nothing is open', () => {
    expect(textLeft(router, '{ me { username } post(id: "1234") { views } }')).toBeNull();
  });
});

describe('what is open by a part of the rights', () => {
  const masked = policyOf(`
    type Query { person: Person }
    type Person { name: String @mask(rule: "NAME") @requiresScopes(scopes: [["p"]]) kind: String @requiresScopes(scopes: [["p"]]) }`);

  test('is masked where the owner has a mask for it, and closed where it has none', () => {
    const rights = { authenticated: true, grants: [grant({ masked: ['p'] })] };
    expect(pruned(masked, '{ person { name kind } }', rights)).toMatchObject({
      masked: ['Person.name'],
      returned: ['Query.person'],
      denials: [{ coordinate: 'Person.kind' }],
      rowDependent: [],
    });
  });

  test('depends on the row where a grant does', () => {
    const rows = { kinds: null, areas: ['451100'], subjects: null };
    const rights = { authenticated: true, grants: [grant({ clear: ['p'], rows })] };
    expect(pruned(masked, '{ person { name } }', rights)).toMatchObject({
      returned: ['Query.person', 'Person.name'],
      rowDependent: [{ coordinate: 'Person.name', best: 'clear', worst: 'denied' }],
    });
  });
});
