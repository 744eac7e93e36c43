import { expect, test } from '@jest/globals';
import { composed, type FederatedExample } from '../../harness/federated-example.ts';
import { answerOf, servedExample } from '../../harness/served-example.ts';
import { stockGateway } from '../../harness/stock-gateway.ts';
import { abstractTypes } from './examples/abstract-types.ts';
import { interfaceObjects } from './examples/interface-objects.ts';
import { mutations } from './examples/mutations.ts';
import { nullsAndErrors } from './examples/nulls-and-errors.ts';

interface Medium {
  readonly id: string;
  readonly title?: string | null;
}

const MEDIA = [
  { __typename: 'Song', id: 's1', title: 'one' },
  { __typename: 'Clip', id: 'c1', title: 'two' },
];

/** An interface object whose field needs one of the interface. */
const headlines: FederatedExample = {
  name: 'headlines',
  subgraphs: [
    {
      name: 'media',
      sdl: `
        type Query { media: [Medium!]! }
        interface Medium @key(fields: "id") { id: ID! title: String }
        type Song implements Medium @key(fields: "id") { id: ID! title: String }
        type Clip implements Medium @key(fields: "id") { id: ID! title: String }
      `,
      resolvers: {
        Query: { media: () => MEDIA },
        Medium: { __resolveReference: ({ id }: Medium) => MEDIA.find((medium) => medium.id === id) ?? null },
      },
    },
    {
      name: 'press',
      sdl: `
        type Query { unknown: Medium known: Medium }
        type Medium @key(fields: "id") @interfaceObject {
          id: ID! title: String @external headline: String @requires(fields: "title") reads: Int!
        }
      `,
      resolvers: {
        Query: { unknown: () => ({ id: 'nobody' }), known: () => ({ id: 's1' }) },
        Medium: {
          __resolveReference: (medium: Medium) => medium,
          headline: ({ title }: Medium) => `${title}!`,
          reads: ({ id }: Medium) => id.length,
        },
      },
    },
  ],
};

test.each<[string, FederatedExample, string, object]>([
  [
    'name a field differently for each type and department',
    abstractTypes,
    '{ items { id size { cm grade } } }',
    {
      items: [
        { id: 'b1', size: { cm: 3, grade: 'grade of b1' } },
        { id: 'f1', size: { cm: 0, grade: null } },
        null,
        { id: 'b2', size: { cm: 7, grade: 'grade of b2' } },
        { id: 'f2', size: null },
        null,
      ],
    },
  ],
  [
    'ask a department for the type of what it knows as an interface object',
    interfaceObjects,
    '{ songs { ... on Medium { __typename plays } } }',
    {
      songs: [
        { __typename: 'Song', plays: 49 },
        { __typename: 'Song', plays: 50 },
      ],
    },
  ],
  [
    'send what fulfils an interface under its name',
    interfaceObjects,
    '{ fan { likes { plays ... on Song { a: id } ... on Clip { b: id } } } }',
    { fan: { likes: { plays: 50, a: 's2' } } },
  ],
  [
    'want nothing of an object because of its type',
    interfaceObjects,
    '{ songs { ... on Medium { ... on Clip { id } } } }',
    { songs: [{}, {}] },
  ],
  [
    'require fields of an interface that they fetched for one of its types',
    headlines,
    '{ media { ... on Song { headline } ... on Clip { reads } } }',
    { media: [{ headline: 'one!' }, { reads: 2 }] },
  ],
  [
    'make a representation without a key of what they want nothing of',
    headlines,
    '{ known { ... on Clip { reads headline } } }',
    { known: {} },
  ],
  [
    'find nobody who knows the type of an object',
    headlines,
    '{ unknown { id ... on Song { title } } }',
    { unknown: { id: 'nobody' } },
  ],
  [
    'go back to the query root within an answer',
    mutations,
    'mutation { add(by: 5) { id } reset { done query { counter { count } list: notes { text } } } }',
    { add: { id: 'c' }, reset: { done: true, query: { counter: { count: 0 }, list: [] } } },
  ],
])('plans that %s are executed all the same', async (_, example, query, data) => {
  const graph = composed(example);
  const stock = await stockGateway(graph);
  await stock.stop();
  example.reset?.();
  expect(await answerOf(servedExample(graph, stock), query)).toEqual({ data });
});

test('mutations happen in the order in which they are asked, whatever fragments they stand in', async () => {
  const graph = composed(mutations);
  const stock = await stockGateway(graph);
  await stock.stop();
  mutations.reset?.();
  await answerOf(
    servedExample(graph, stock),
    `mutation { ... on Mutation { a: add(by: 1) { id } } b: add(by: 2) { id } ...F note(text: "x") { text } c: add(by: 4) { id } }
     fragment F on Mutation { n: note(text: "f") { text } d: add(by: 3) { id } }`,
  );
  expect(mutations.reset?.()).toEqual(['add 1', 'add 2', 'note f', 'add 3', 'note x', 'add 4']);
});

test('every value that is missing against its type is named, beside the errors of departments', async () => {
  const graph = composed(nullsAndErrors);
  const stock = await stockGateway(graph);
  await stock.stop();
  const query = `{
    a: subject(id: "4") { certainScore }
    b: subject(id: "1") { next { name } }
    c: subject(id: "4") { id promised { no } }
  }`;
  const { data, errors = [] } = await answerOf(servedExample(graph, stock), query);
  expect(data).toEqual({ a: null, b: { next: { name: null } }, c: null });
  expect(errors.map(({ path, extensions }) => [path?.join('.'), extensions.code])).toEqual([
    ['b.next.name', 'SUBGRAPH_UNAVAILABLE'],
    ['a.certainScore', 'VALUE_MISSING'],
    ['c.promised', 'VALUE_MISSING'],
  ]);
});
