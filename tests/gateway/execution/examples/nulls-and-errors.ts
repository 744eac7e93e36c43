import type { FederatedExample } from '../../../harness/federated-example.ts';

/** A value that a department fails to find; graphql-js reports it as a resolver's error. */
const FAILED = new Error('select * from secret_table failed at db.internal:5432');

const SUBJECTS = [
  {
    id: '1',
    name: 'one',
    kind: 'A',
    must: 'yes',
    list: [1, null, 3],
    strict: [1, 2],
    grid: [[1, null], null, []],
    tight: [[1], [2, 3]],
  },
  {
    id: '2',
    name: FAILED,
    kind: null,
    must: 'yes',
    list: null,
    strict: [1, null],
    grid: [[FAILED]],
    tight: [[1], [null]],
  },
  { id: '3', name: null, kind: FAILED, must: null, list: [FAILED, 2], strict: null, grid: null, tight: [[FAILED]] },
  { id: '4', name: '', kind: 'B', must: FAILED, list: [], strict: [], grid: [], tight: [] },
  { id: '5', name: 'five', kind: 'UNKNOWN', must: 'yes', list: FAILED, strict: FAILED, grid: FAILED, tight: FAILED },
];

const find = ({ id }: { id: string }) => SUBJECTS.find((subject) => subject.id === id) ?? null;

const RECORDS = new Map<string, object | null>([
  [
    '1',
    {
      id: '1',
      record: { no: 'r1', note: 'n', by: { id: '4' } },
      records: [{ no: 'r1' }, null],
      all: [{ no: 'a' }, { no: 'b' }],
      score: 0,
      sure: 1,
    },
  ],
  [
    '2',
    {
      id: '2',
      record: { no: null, note: 'n' },
      records: [{ no: null }, { no: 'r3', by: { id: '9' } }],
      all: [{ no: 'a' }, { no: null }],
      score: FAILED,
      sure: 2,
    },
  ],
  ['3', { id: '3', record: FAILED, records: [FAILED, { no: FAILED }], all: null, score: null, sure: FAILED }],
  ['4', null],
]);

/** Values that are null, missing or failed, below types that allow it and types that do not. */
export const nullsAndErrors: FederatedExample = {
  name: 'nulls and errors',
  values: { id: ['1', '2', '3', '4', '5', '6'] },
  subgraphs: [
    {
      name: 'subjects',
      sdl: `
        type Query {
          subject(id: ID!): Subject
          certain(id: ID!): Subject!
          subjects: [Subject]
          both: Pair
          fails: String
          failsHard: Int!
        }
        enum Kind { A B }
        type Pair { left: Subject! right: Subject }
        type Subject @key(fields: "id") {
          id: ID! name: String kind: Kind must: String! list: [Int] strict: [Int!] grid: [[Int]] tight: [[Int!]!]!
          next: Subject sure: Subject! others: [Subject!]
        }
      `,
      resolvers: {
        Query: {
          subject: (_: unknown, key: { id: string }) => find(key),
          certain: (_: unknown, key: { id: string }) => find(key),
          subjects: () => [...SUBJECTS.slice(0, 2), null, SUBJECTS[2], { id: '6', must: 'six', tight: [] }],
          both: () => ({ left: find({ id: '4' }), right: find({ id: '2' }) }),
          fails: () => FAILED,
          failsHard: () => FAILED,
        },
        Subject: {
          __resolveReference: find,
          next: ({ id }: { id: string }) => find({ id: String(Number(id) + 1) }),
          sure: ({ id }: { id: string }) => find({ id: String(Number(id) + 1) }),
          others: ({ id }: { id: string }) =>
            id === '2' ? [SUBJECTS[0], null] : SUBJECTS.filter((subject) => subject.id > id),
        },
      },
    },
    {
      name: 'records',
      sdl: `
        type Query { latest: [Record!]! }
        type Subject @key(fields: "id") {
          id: ID! record: Record records: [Record] all: [Record!]! score: Float certainScore: Float! promised: Record!
        }
        type Record { no: String! note: String by: Subject }
      `,
      resolvers: {
        Query: {
          latest: () => [
            { no: 'l1', by: { id: '1' } },
            { no: 'l2', by: { id: '4' } },
            { no: 'l3', by: { id: '6' } },
          ],
        },
        Subject: {
          __resolveReference: ({ id }: { id: string }) => {
            if (id === '5') throw FAILED;
            return RECORDS.get(id) ?? null;
          },
          certainScore: ({ sure }: { sure: unknown }) => sure,
          promised: ({ record }: { record: unknown }) => record,
        },
      },
    },
    {
      name: 'marks',
      sdl: `
        type Query { marked: [Subject!] broken: Subject }
        type Subject @key(fields: "id") { id: ID! marks(first: Int! = 2): [Mark]! topMark: Mark }
        type Mark @key(fields: "code") { code: String! }
      `,
      resolvers: {
        Query: { marked: () => ['2', '3', '6'].map((id) => ({ id })), broken: () => Promise.reject(FAILED) },
        Subject: {
          __resolveReference: async ({ id }: { id: string }) => (id === '3' ? null : { id }),
          marks: ({ id }: { id: string }, { first }: { first: number }) =>
            id === '2'
              ? null
              : ['x', 'y', 'z'].slice(0, Math.max(0, first)).map((code) => (code === 'y' ? null : { code })),
          topMark: async ({ id }: { id: string }) => ({ code: id === '1' ? 'x' : 'lost' }),
        },
      },
    },
    {
      name: 'colours',
      sdl: 'type Mark @key(fields: "code") { code: String! colour: String! shade: Float of: Subject } type Subject @key(fields: "id") { id: ID! }',
      resolvers: {
        Mark: {
          __resolveReference: ({ code }: { code: string }) =>
            code === 'lost' ? null : { code, colour: code === 'z' ? FAILED : `${code}!` },
          shade: ({ code }: { code: string }) => (code === 'x' ? 0 : FAILED),
          of: () => ({ id: '3' }),
        },
      },
    },
  ],
};
