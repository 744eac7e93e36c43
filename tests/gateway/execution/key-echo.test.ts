import { describe, expect, test } from '@jest/globals';
import { composed, type FederatedExample } from '../../harness/federated-example.ts';
import { graphqlJsSource } from '../../harness/graphql-js-source.ts';
import { answerOf, servedExample } from '../../harness/served-example.ts';
import { stockGateway } from '../../harness/stock-gateway.ts';
import { answering, type ReceivedFetch, recorded } from '../../harness/wrapped-source.ts';
import { entityKeys } from './examples/entity-keys.ts';

type Entity = Readonly<Record<string, unknown>>;

/** Asks an example one of whose departments changes the entities that it answers. */
async function ask(
  example: FederatedExample,
  query: string,
  department = '',
  change = (entity: Entity): unknown => entity,
) {
  const graph = composed(example);
  const stock = await stockGateway(graph);
  await stock.stop();
  const received: ReceivedFetch[] = [];
  const served = servedExample(graph, stock, (name, made) => {
    const source = recorded(graphqlJsSource(name, made), received);
    if (name !== department) return source;
    return answering(source, (outcome) => {
      if (outcome.kind === 'failed') return outcome;
      const { _entities } = outcome.data as { _entities: Entity[] }; // cast: the department is asked for entities only
      return { ...outcome, data: { _entities: _entities.map(change) } };
    });
  });
  return { answer: await answerOf(served, query), received };
}

describe('a nested key', () => {
  const query = '{ product(id: "1") { id origin } }';
  const brand = { code: 'x', country: { iso: 'CN' } };

  test('is asked back and held against what was sent', async () => {
    const { answer, received } = await ask(entityKeys, query);
    expect(answer).toEqual({ data: { product: { id: '1', origin: '1xCN' } } });
    const [text] = received
      .filter(({ department }) => department === 'origins')
      .map((fetch) => fetch.text.replace(/\s+/g, ' '));
    expect(text).toContain('... on Product { fk0: id fk1: brand { code country { iso } } }');
  });

  test.each<[string, object]>([
    ['another leaf', { fk1: { ...brand, country: { iso: 'DE' } } }],
    ['another leaf further out', { fk1: { ...brand, code: 'y' } }],
    ['another leaf beside it', { fk0: '2' }],
    ['no leaf', { fk1: { ...brand, country: {} } }],
    ['null inside', { fk1: { ...brand, country: null } }],
    ['null', { fk1: null }],
    ['nothing', { fk1: undefined }],
    ['a text', { fk1: 'x' }],
    ['a list', { fk1: [brand] }],
  ])('with %s in it is that of another one', async (_, changed) => {
    const { answer } = await ask(entityKeys, query, 'origins', (entity) => ({ ...entity, ...changed }));
    expect(answer.data).toEqual({ product: { id: '1', origin: null } });
    expect(answer.errors).toMatchObject([
      { path: ['product'], extensions: { code: 'SUBGRAPH_INVALID', department: 'origins' } },
    ]);
  });
});

describe('a compound key', () => {
  const query = '{ shelves { row place size } }';

  test('is known again where a server writes a number as a text', async () => {
    const { answer } = await ask(entityKeys, query, 'stock', (entity) => ({ ...entity, fk0: String(entity.fk0) }));
    expect(answer).toEqual((await ask(entityKeys, query)).answer);
  });

  test('is that of another one when one part of it is', async () => {
    const { answer } = await ask(entityKeys, query, 'stock', (entity) => ({ ...entity, fk1: 'b' }));
    expect(answer.data).toEqual({
      shelves: [
        [{ row: 1, place: 'a', size: null }, null, { row: 2, place: 'b', size: 3 - 0.5 }],
        [],
        [{ row: 1, place: 'a', size: null }],
      ],
    });
  });
});

/** Entities whose key is an object, as a scalar of one's own can be. */
const objectKeys: FederatedExample = {
  name: 'objects as keys',
  subgraphs: [
    {
      name: 'things',
      sdl: 'scalar Ref type Query { things: [Thing!]! } type Thing @key(fields: "ref") { ref: Ref! }',
      resolvers: { Query: { things: () => [{ ref: { no: 1 } }, { ref: { no: 2 } }, { ref: [1] }, { ref: '1' }] } },
    },
    {
      name: 'names',
      sdl: 'scalar Ref type Thing @key(fields: "ref") { ref: Ref! name: String }',
      resolvers: { Thing: { name: ({ ref }: Entity) => `name of ${JSON.stringify(ref)}` } },
    },
  ],
};

test('keys that are objects name entities as well as others do', async () => {
  const { answer, received } = await ask(objectKeys, '{ things { name } }');
  expect(answer).toEqual({
    data: { things: ['{"no":1}', '{"no":2}', '[1]', '"1"'].map((ref) => ({ name: `name of ${ref}` })) },
  });
  expect(received[1]?.variables.representations).toHaveLength(4);
});

test('keys that are objects are told apart when they come back', async () => {
  const { answer } = await ask(objectKeys, '{ things { name } }', 'names', (entity) => ({ ...entity, fk0: { no: 1 } }));
  expect(answer.data).toEqual({
    things: [{ name: 'name of {"no":1}' }, { name: null }, { name: null }, { name: null }],
  });
});
