import { expect, test } from '@jest/globals';
import { buildSchema, type GraphQLSchema } from 'graphql';
import { startHttpServer } from '../../gateway/http-server.ts';
import { schemaDocument } from '../../gateway/schema-document.ts';

/** Serves whatever schema there is at the moment, and nothing else. */
async function served(schemaOf: () => GraphQLSchema, logged: unknown[] = []) {
  const document = schemaDocument({ tokens: null, schemaOf, log: (cause) => logged.push(cause) });
  const graphql = () => Promise.reject(new Error('nobody asks the graph'));
  const server = await startHttpServer({
    host: '127.0.0.1',
    port: 0,
    graphql,
    schemaDocument: document,
    pages: new Map(),
  });
  const get = () => fetch(`${server.url}/schema.graphql`);
  return { get, [Symbol.asyncDispose]: () => server.close() };
}

/** A schema that counts how often it is printed. */
function countedSchema(sdl: string): { readonly schema: GraphQLSchema; readonly printed: () => number } {
  const schema = buildSchema(sdl);
  const directives = schema.getDirectives();
  let count = 0;
  schema.getDirectives = () => {
    count += 1;
    return directives;
  };
  return { schema, printed: () => count };
}

test('a schema is printed once for all who ask, and a new one counts at once', async () => {
  const [before, after] = [countedSchema('type Query { before: Int }'), countedSchema('type Query { after: Int }')];
  let { schema } = before;
  await using document = await served(() => schema);
  const first = await document.get();
  expect(await first.text()).toContain('before: Int');
  for (let times = 0; times < 5; times += 1) await (await document.get()).text();
  expect(before.printed()).toBe(1);
  ({ schema } = after);
  const second = await document.get();
  expect(await second.text()).toContain('after: Int');
  expect(second.headers.get('etag')).not.toBe(first.headers.get('etag'));
  expect([before.printed(), after.printed()]).toEqual([1, 1]);
});

test('a fault of the hub is logged, and says nothing of its cause', async () => {
  const logged: unknown[] = [];
  const cause = new Error('a cause that concerns nobody');
  await using document = await served(() => {
    throw cause;
  }, logged);
  const response = await document.get();
  expect([response.status, logged]).toEqual([500, [cause]]);
  expect(await response.text()).not.toContain(cause.message);
});
