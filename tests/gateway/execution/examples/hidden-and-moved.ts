import { GraphQLScalarType } from 'graphql';
import type { FederatedExample } from '../../../harness/federated-example.ts';

const Json = new GraphQLScalarType({ name: 'Json' });
const Day = new GraphQLScalarType({ name: 'Day', serialize: (value) => `day ${String(value)}` });

interface Filter {
  readonly text?: string | null;
  readonly levels?: readonly string[] | null;
  readonly range: { readonly from?: number | null; readonly to: number };
  readonly any?: unknown;
}

interface Entry {
  readonly id: string;
  readonly level: string | null;
  readonly extra: unknown;
}

const ENTRIES: readonly Entry[] = [
  { id: '1', level: 'LOW', extra: { a: [1, { b: null }], __typename: 'x' } },
  { id: '2', level: 'HIDDEN', extra: [1, 'two', false] },
  { id: '3', level: null, extra: 0 },
  { id: '4', level: 'HIGH', extra: '' },
];

/** Scalars of one's own, enums and input objects, fields that moved to another department, and what no client may see. */
export const hiddenAndMoved: FederatedExample = {
  name: 'scalars, enums, input objects, moved fields and hidden ones',
  values: { Json: ['x', 1, true], Day: ['2026-01-01'] },
  subgraphs: [
    {
      name: 'entries',
      sdl: `
        scalar Json
        scalar Day
        enum Level { LOW HIGH HIDDEN @inaccessible }
        input Range { from: Int = 0 to: Int! }
        input Filter { text: String = "a" levels: [Level!] range: Range! any: Json secret: String @inaccessible }
        type Query {
          entries(filter: Filter, first: Int! = 9): [Entry!]!
          levels(of: [[Level]!]): [Level]
          echo(json: Json, day: Day, texts: [String!]! = ["d"]): Json
          hidden: Entry @inaccessible
          first: Entry!
        }
        type Entry @key(fields: "id secretKey") @key(fields: "id") {
          id: ID! secretKey: String! @inaccessible level: Level extra: Json day: Day
          moved: String old(n: Int): String
          parts: [[Part!]]
        }
        type Part { n: Int! entry: Entry hidden: Int @inaccessible }
      `,
      resolvers: {
        Json,
        Day,
        Query: {
          entries: (_: unknown, { filter, first }: { filter?: Filter | null; first: number }) =>
            ENTRIES.slice(0, Math.max(0, first)).map((entry) => ({ ...entry, filter })),
          levels: (_: unknown, { of }: { of?: (string | null)[][] | null }) => of?.flat() ?? ['LOW', 'HIDDEN', null],
          echo: (_: unknown, args: object) => args,
          first: () => ENTRIES[0],
        },
        Entry: {
          __resolveReference: ({ id }: Entry) => ENTRIES.find((entry) => entry.id === id) ?? null,
          secretKey: ({ id }: Entry) => `secret ${id}`,
          day: ({ id, filter }: Entry & { filter?: Filter }) => `${id} ${JSON.stringify(filter)}`,
          moved: ({ id }: Entry) => `moved ${id}`,
          old: ({ id }: Entry, { n }: { n?: number | null }) => `old ${id} ${n}`,
          parts: ({ id }: Entry) => [[{ n: 1, entry: { id } }, { n: 2 }], null, []],
        },
      },
    },
    {
      name: 'movers',
      sdl: `
        scalar Json
        enum Level { LOW HIGH HIDDEN @inaccessible }
        type Query { byLevel(level: Level = LOW): Entry levelOf(json: Json!): Level! }
        type Entry @key(fields: "id secretKey") {
          id: ID! secretKey: String! @inaccessible
          moved: String @override(from: "entries")
          weight(unit: Level! = HIGH): Float
          level: Level @external
          described: Json @requires(fields: "level")
        }
      `,
      resolvers: {
        Json,
        Query: {
          byLevel: (_: unknown, { level }: { level: string | null }) => ({
            id: level === 'LOW' ? '1' : '4',
            secretKey: `secret ${level === 'LOW' ? 1 : 4}`,
          }),
          levelOf: (_: unknown, { json }: { json: unknown }) => (typeof json === 'string' ? 'LOW' : 'HIDDEN'),
        },
        Entry: {
          moved: ({ id }: Entry) => `moved ${id}`,
          weight: ({ id }: Entry, { unit }: { unit: string }) => (unit === 'HIGH' ? Number(id) : 0.5),
          described: ({ level, ...rest }: Entry) => ({ level, rest }),
        },
      },
    },
  ],
};
