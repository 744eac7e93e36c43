import { composeServices } from '@apollo/composition';
import { Supergraph as FederationSupergraph, operationFromDocument } from '@apollo/federation-internals';
import { prettyFormatQueryPlan, QueryPlanner } from '@apollo/query-planner';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { compose } from '../../../schema/composition/compose.ts';
import { expandSubgraph } from '../../../schema/expansion/expand-subgraph.ts';
import { plannerTraps } from '../../../schema/supergraph/planner-traps.ts';

type Subgraphs = Readonly<Record<string, string>>;

const FEDERATION = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.12",
  import: ["@key", "@requires", "@external", "@provides", "@shareable", "@interfaceObject"])`;

/** What federation itself composes, whatever the house says to it. */
function federated(subgraphs: Subgraphs): string {
  const services = Object.entries(subgraphs).map(([name, sdl]) => ({
    name,
    url: `http://${name}.test/graphql`,
    typeDefs: parse(`${FEDERATION} ${sdl}`),
  }));
  const { supergraphSdl, errors } = composeServices(services);
  if (supergraphSdl === undefined) throw new Error(errors?.map(({ message }) => message).join('\n'));
  return supergraphSdl;
}

function traps(subgraphs: Subgraphs): string[] {
  return plannerTraps(parse(federated(subgraphs))).map(
    ({ subgraph, coordinate, text, remedy }) => `${subgraph} ${coordinate}: ${text} ${remedy}`,
  );
}

/** The plan in one line. */
function plan(subgraphs: Subgraphs, query: string): string {
  const supergraph = FederationSupergraph.build(federated(subgraphs));
  const operation = operationFromDocument(supergraph.apiSchema(), parse(query));
  return prettyFormatQueryPlan(new QueryPlanner(supergraph, {}).buildQueryPlan(operation)).replace(/\s+/g, ' ');
}

describe('two fields that @requires one field with different arguments', () => {
  const shop = `
    type Product @key(fields: "id") { id: ID! price(currency: String! = "USD"): Int category: Category }
    type Shop @key(fields: "id") { id: ID! category: Category }
    type Category @key(fields: "id") { id: ID! average(currency: String): Int parent: Category }
    type Query { products: [Product] shops: [Shop] }`;

  const FOREIGN = {
    price: 'price(currency: String! = "USD"): Int @external',
    category: 'category: Category @external',
    average: 'average(currency: String): Int @external',
    parent: 'parent: Category @external',
  };

  /** A subgraph with fields that require something: name → field set. It declares of the shop's what they name. */
  function requiring(type: 'Product' | 'Shop' | 'Category', needs: Readonly<Record<string, string>>): string {
    const text = Object.values(needs).join(' ');
    const declared = (...names: (keyof typeof FOREIGN)[]) =>
      names.map((name) => (text.includes(name) ? FOREIGN[name] : '')).join(' ');
    const fields = Object.entries(needs).map(([name, set]) => `${name}: Int @requires(fields: ${JSON.stringify(set)})`);
    const own = type === 'Category' ? declared('average', 'parent') : declared('price', 'category');
    const category = type === 'Category' ? '' : `type Category @key(fields: "id") { id: ID! ${declared('average')} }`;
    return `type ${type} @key(fields: "id") { id: ID! ${own} ${fields.join(' ')} } ${category}`;
  }

  test('are refused, because the plan fetches it once for both', () => {
    const post = requiring('Product', { first: 'price(currency: "USD")', second: 'price(currency: "EUR")' });
    expect(traps({ shop, post })).toEqual([
      'post Product.second: It @requires Product.price(currency: "EUR"), and Product.first @requires Product.price(currency: "USD")' +
        ' of the same object, but a plan fetches only one of the two, for both.' +
        ' Require it with the same arguments, or a field of its own for each value.',
    ]);
    expect(plan({ shop, post }, '{ products { first second } }').match(/price\(currency/g)).toHaveLength(1);
  });

  test.each([
    [
      'in two subgraphs',
      {
        post: requiring('Product', { first: 'price(currency: "USD")' }),
        bank: requiring('Product', { second: 'price(currency: "EUR")' }),
      },
      'post Product.first: It @requires Product.price(currency: "USD"), and Product.second',
    ],
    [
      'one of which leaves it to the default value',
      { post: requiring('Product', { first: 'price', second: 'price(currency: "EUR")' }) },
      'post Product.second: It @requires Product.price(currency: "EUR"), and Product.first @requires Product.price(currency: "USD")',
    ],
    [
      'one of which names no argument',
      {
        post: requiring('Product', { first: 'category { average }', second: 'category { average(currency: "EUR") }' }),
      },
      'Product.second: It @requires Category.average(currency: "EUR"), and Product.first @requires Category.average of the same',
    ],
    [
      'of an object that the one reaches and the other belongs to',
      {
        post: requiring('Product', { first: 'category { average(currency: "USD") }' }),
        bank: requiring('Category', { level: 'average(currency: "EUR")' }),
      },
      'bank Category.level: It @requires Category.average(currency: "EUR"), and Product.first',
    ],
    [
      'and are the same field, of an object and of one below it',
      { post: requiring('Category', { level: 'average(currency: "EUR") parent { average(currency: "USD") }' }) },
      'post Category.level: It @requires Category.average(currency: "EUR"), and Category.level',
    ],
  ])('are refused %s', (_, subgraphs, expected) => {
    expect(traps({ shop, ...subgraphs })).toEqual([expect.stringContaining(expected)]);
  });

  test.each([
    [
      'with the same arguments',
      { post: requiring('Product', { first: 'price(currency: "EUR")', second: 'price(currency: "EUR")' }) },
    ],
    [
      'one of which writes the default value out',
      { post: requiring('Product', { first: 'price', second: 'price(currency: "USD")' }) },
    ],
    [
      'that are two fields',
      {
        post: requiring('Product', {
          first: 'price(currency: "USD")',
          second: 'category { average(currency: "EUR") }',
        }),
      },
    ],
    [
      'of objects that are never the same',
      {
        post: requiring('Product', { first: 'category { average(currency: "USD") }' }),
        bank: requiring('Shop', { second: 'category { average(currency: "EUR") }' }),
      },
    ],
  ])('are accepted %s', (_, subgraphs) => {
    expect(traps({ shop, ...subgraphs })).toEqual([]);
  });

  test('are no matter of the client, whose fields go by private names', () => {
    const post = requiring('Product', { first: 'price(currency: "USD")' });
    expect(traps({ shop, post })).toEqual([]);
    const planned = plan({ shop, post }, '{ products { f0: first f1: price(currency: "EUR") } }');
    expect(planned).toContain(' price(currency: "USD")');
    expect(planned).toContain('f1: price(currency: "EUR")');
  });
});

describe('an unresolvable key before others', () => {
  const owner = 'type Person @key(fields: "id") { id: ID! no: ID! @shareable name: String }';
  const reader = (keys: string) => `
    type Person ${keys} { id: ID! no: ID! @shareable name: String @external greeting: String @requires(fields: "name") }
    type Query { people: [Person] }`;

  test('is refused where a field @requires something, because the plan comes back by it', () => {
    const subgraphs = { owner, reader: reader('@key(fields: "no", resolvable: false) @key(fields: "id")') };
    expect(traps(subgraphs)).toEqual([
      'reader Person.greeting: A plan leaves the subgraph for what it @requires, and comes back by the first key of Person there,' +
        ' "no", which is not resolvable. Write @key(fields: "id") first, which is resolvable.',
    ]);
    expect(plan(subgraphs, '{ people { greeting } }')).toContain('... on Person { __typename name no }');
  });

  test('is refused alone as well', () => {
    expect(traps({ owner, reader: reader('@key(fields: "id", resolvable: false)') })).toEqual([
      expect.stringMatching(
        /^reader Person\.greeting: .*"id", which is not resolvable\. Make that key resolvable there\.$/,
      ),
    ]);
  });

  test('is accepted after a resolvable one, by which the plan comes back', () => {
    const subgraphs = { owner, reader: reader('@key(fields: "id") @key(fields: "no", resolvable: false)') };
    expect(traps(subgraphs)).toEqual([]);
    expect(plan(subgraphs, '{ people { greeting } }')).toContain('... on Person { __typename name id }');
  });

  test('is accepted where the subgraph does not hold its fields, and where nothing is required', () => {
    const keys = '@key(fields: "no", resolvable: false) @key(fields: "id")';
    expect(traps({ owner, reader: reader(keys).replace('@shareable', '@external') })).toEqual([]);
    expect(
      traps({ owner, reader: `type Person ${keys} { id: ID! no: ID! @shareable } type Query { people: [Person] }` }),
    ).toEqual([]);
  });

  test('is accepted where it has the fields of a resolvable one, by which the department finds what it is sent', () => {
    expect(traps({ owner, reader: reader('@key(fields: "id no", resolvable: false) @key(fields: "id")') })).toEqual([]);
  });

  const media = `
    interface Media @key(fields: "id") { id: ID! no: ID! }
    type Book implements Media @key(fields: "id") { id: ID! no: ID! @shareable }`;
  const ratings = (keys: string, fields: string) =>
    `type Media @interfaceObject ${keys} { id: ID! no: ID! @shareable ${fields} } type Query { rated: [Media] }`;

  test('is refused on an @interfaceObject with fields of its own, which a plan leaves to learn the type', () => {
    const subgraphs = {
      media,
      ratings: ratings('@key(fields: "no", resolvable: false) @key(fields: "id")', 'stars: Int'),
    };
    expect(traps(subgraphs)).toEqual([
      expect.stringContaining('ratings Media: A plan leaves the subgraph for the type of its objects'),
    ]);
    expect(plan(subgraphs, '{ rated { ... on Book { stars } } }')).toContain('... on Book { __typename no }');
  });

  test('is accepted on an @interfaceObject that has nothing but the key', () => {
    const stub =
      'type Media @interfaceObject @key(fields: "id", resolvable: false) { id: ID! } type Query { rated: [Media] }';
    expect(traps({ media, stub })).toEqual([]);
  });
});

describe('a field that returns an interface without types', () => {
  const shelf = (more = '') =>
    `interface Media @key(fields: "id") { id: ID! } ${more} type Query { shelf: [Media!]! top: Top } type Top { media: Media }`;
  const stars = (resolvable: boolean) =>
    `type Media @interfaceObject @key(fields: "id", resolvable: ${resolvable}) { id: ID! stars: Int } type Query { rated: Media }`;

  test.each([false, true])('is refused where others add fields to it (their key resolvable: %s)', (resolvable) => {
    const subgraphs = { shelf: shelf(), stars: stars(resolvable) };
    const text = 'It returns the interface Media, which no type of this subgraph implements;';
    expect(traps(subgraphs)).toEqual([
      `shelf Query.shelf: ${text} a plan leaves out what others add to it (Media.stars), without an error.` +
        ' Define the implementing types here, or remove the field.',
      expect.stringContaining(`shelf Top.media: ${text}`),
    ]);
    expect(plan(subgraphs, '{ shelf { stars } }')).toBe('QueryPlan {}');
  });

  test('is refused where only others have types of it', () => {
    const subgraphs = {
      shelf: 'interface Media { id: ID! } type Query { shelf: Media }',
      books:
        'interface Media { id: ID! stars: Int } type Book implements Media @key(fields: "id") { id: ID! stars: Int }',
    };
    expect(traps(subgraphs)).toEqual([expect.stringContaining('shelf Query.shelf: It returns the interface Media')]);
    expect(plan(subgraphs, '{ shelf { stars } }')).toBe('QueryPlan {}');
  });

  test('is accepted with a type, and the plan fetches what others add', () => {
    const book = 'type Book implements Media @key(fields: "id") { id: ID! }';
    const subgraphs = { shelf: shelf(book), stars: stars(true) };
    expect(traps(subgraphs)).toEqual([]);
    expect(plan(subgraphs, '{ shelf { stars } }')).toContain('... on Media { stars }');
  });

  test('is accepted where the subgraph has all fields itself, or knows the interface as an object', () => {
    expect(traps({ shelf: shelf() })).toEqual([]);
    expect(traps({ media: 'interface Media @key(fields: "id") { id: ID! }', stars: stars(false) })).toEqual([]);
  });
});

describe('an @interfaceObject whose field @requires a field of the types', () => {
  const media = `
    interface Media @key(fields: "id") { id: ID! pages: Int }
    type Book implements Media @key(fields: "id") { id: ID! pages: Int }
    type Query { media: Media }`;
  const weights = (required: string, more = '') => `
    type Media @interfaceObject @key(fields: "id") {
      id: ID! ${required}: Int @external weight: Int @requires(fields: "${required}")
    } ${more}`;
  const shelves = `
    type Media @interfaceObject @key(fields: "id") { id: ID! floor: Int } type Query { onShelf: Media }`;

  test('is refused where another subgraph returns the interface as an object, since a plan would not end', () => {
    expect(traps({ media, shelves, weights: weights('pages') })).toEqual([
      'weights Media.weight: It @requires fields of the types of Media, and Query.onShelf returns Media from a subgraph that knows' +
        ' it as an object and has none of these; a plan from there to one of the types never ends.' +
        ' Let that subgraph resolve what is required as well, or know the types.',
    ]);
  });

  test('is accepted where only subgraphs that know the types, or its own, return it', () => {
    const subgraphs = { media, weights: weights('pages', 'type Query { heaviest: Media }') };
    expect(traps(subgraphs)).toEqual([]);
    expect(plan(subgraphs, '{ heaviest { ... on Book { weight } } }')).toContain('... on Media { weight }');
  });

  test('is accepted where it requires what the returning subgraph resolves', () => {
    const subgraphs = { media, shelves, weights: weights('floor') };
    expect(traps(subgraphs)).toEqual([]);
    expect(plan(subgraphs, '{ onShelf { ... on Book { weight } } }')).toContain('... on Media { weight }');
  });
});

test('composition refuses what the planner answers wrongly', () => {
  const sources = Object.entries({
    subjects: `
      type Query { subject(id: ID!): CreditSubject }
      type CreditSubject @key(fields: "id") { id: ID! name: String fines(year: Int): Int }`,
    rating: `
      type CreditSubject @key(fields: "id") {
        id: ID! fines(year: Int): Int @external
        grade: String @requires(fields: "fines(year: 2025)") trend: String @requires(fields: "fines(year: 2024)")
      }`,
  }).map(([name, sdl]) => ({ name, url: `http://${name}.test/graphql`, document: expandSubgraph(sdl), yields: [] }));
  expect(compose(sources, [])).toMatchObject({
    kind: 'refused',
    problems: [{ subgraph: 'rating', coordinate: 'CreditSubject.trend' }],
  });
});
