import type { FederatedExample } from '../../../harness/federated-example.ts';

const state = { count: 0, notes: [] as string[], asked: [] as string[] };

function change(name: string, by: number): { readonly id: string; readonly count: number } {
  state.asked.push(`${name} ${by}`);
  if (by === 13) throw new Error('unlucky');
  state.count += by;
  return { id: 'c', count: state.count };
}

/** Mutations of two departments, which must happen in the order in which they are asked. */
export const mutations: FederatedExample = {
  name: 'mutations',
  values: { by: [1, 2, 3, 13], text: ['a', 'b'] },
  reset: () => {
    const { asked } = state;
    Object.assign(state, { count: 0, notes: [], asked: [] });
    return asked;
  },
  subgraphs: [
    {
      name: 'counters',
      sdl: `
        type Query { counter: Counter! }
        type Mutation { add(by: Int! = 1): Counter addSurely(by: Int!): Counter! reset: Reset! }
        type Counter @key(fields: "id") { id: ID! count: Int! }
        type Reset { done: Boolean! counter: Counter query: Query! }
      `,
      resolvers: {
        Query: { counter: () => ({ id: 'c', count: state.count }) },
        Mutation: {
          add: (_: unknown, { by }: { by: number }) => change('add', by),
          addSurely: async (_: unknown, { by }: { by: number }) => change('addSurely', by),
          reset: () => {
            state.asked.push('reset');
            state.count = 0;
            return { done: true, counter: { id: 'c', count: 0 }, query: {} };
          },
        },
        Counter: { __resolveReference: ({ id }: { id: string }) => ({ id, count: state.count }) },
      },
    },
    {
      name: 'notes',
      sdl: `
        type Query { notes: [Note!]! }
        type Mutation { note(text: String!): Note double: Counter notes(texts: [String!]!): [Note] }
        type Note @key(fields: "text") { text: String! of: Counter }
        type Counter @key(fields: "id") { id: ID! notes: [Note!] }
      `,
      resolvers: {
        Query: { notes: () => state.notes.map((text) => ({ text })) },
        Mutation: {
          note: (_: unknown, { text }: { text: string }) => {
            state.asked.push(`note ${text}`);
            state.notes.push(text);
            return { text };
          },
          double: () => {
            change('double', state.count);
            return { id: 'c' };
          },
          notes: (_: unknown, { texts }: { texts: string[] }) => {
            state.asked.push(`notes ${texts}`);
            state.notes.push(...texts);
            return [...state.notes.map((text) => ({ text })), null];
          },
        },
        Note: { __resolveReference: (note: object) => note, of: () => ({ id: 'c' }) },
        Counter: {
          __resolveReference: ({ id }: { id: string }) => ({ id }),
          notes: () => state.notes.map((text) => ({ text })),
        },
      },
    },
  ],
};
