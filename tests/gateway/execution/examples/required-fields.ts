import type { FederatedExample } from '../../../harness/federated-example.ts';

interface Parcel {
  readonly id: string;
}

/** What the representation holds of a field, as the answer of the field that requires it. */
const told = (value: unknown) => JSON.stringify(value) ?? 'nothing';

const FAILED = new Error('scales are broken');

const PARCELS = [
  { id: '1', weight: 2, boxes: [{ size: { cm: 10 }, tags: ['a', 'b'] }, null, { size: null, tags: [] }] },
  { id: '2', weight: null, boxes: [] },
  { id: '3', weight: 0, boxes: [{ size: { cm: 0 }, tags: [''] }] },
  { id: '4', weight: FAILED, boxes: [{ size: FAILED, tags: [] }] },
];

const CONTENTS = {
  '1': {
    kind: 'books',
    items: [
      { sku: 'a', price: 5 },
      { sku: 'b', price: 0 },
    ],
  },
  '3': { kind: 'tea', items: [] },
};

/** Fields that need fields of other departments, which need others again, with objects and lists on the way. */
export const requiredFields: FederatedExample = {
  name: 'fields that require fields of others',
  subgraphs: [
    {
      name: 'parcels',
      sdl: `
        type Query { parcels: [Parcel!]! parcel(id: ID!): Parcel }
        type Parcel @key(fields: "id") { id: ID! weight: Int boxes: [Box] twin: Parcel }
        type Box { size: Size tags: [String!]! }
        type Size { cm: Int! }
      `,
      resolvers: {
        Query: {
          parcels: () => PARCELS,
          parcel: (_: unknown, { id }: { id: string }) => PARCELS.find((parcel) => parcel.id === id),
        },
        Parcel: {
          __resolveReference: ({ id }: Parcel) => PARCELS.find((parcel) => parcel.id === id) ?? null,
          twin: ({ id }: Parcel) => PARCELS.find((parcel) => parcel.id !== id),
        },
      },
    },
    {
      name: 'contents',
      sdl: `
        type Parcel @key(fields: "id") { id: ID! contents: Contents carrier: Carrier }
        type Contents { kind: String items: [Item!]! }
        type Item { sku: String! price: Float! }
        type Carrier @key(fields: "id") { id: ID! }
      `,
      resolvers: {
        Parcel: {
          __resolveReference: async ({ id }: Parcel) => {
            if (id === '5') throw FAILED;
            return { id, contents: CONTENTS[id as '1'] ?? null };
          },
          carrier: ({ id }: Parcel) => (id === '2' ? null : { id: `c${id}` }),
        },
      },
    },
    {
      name: 'carriers',
      sdl: 'type Carrier @key(fields: "id") { id: ID! speed: Int! }',
      resolvers: { Carrier: { speed: ({ id }: { id: string }) => id.length * 10 } },
    },
    {
      name: 'postage',
      sdl: `
        type Parcel @key(fields: "id") {
          id: ID!
          weight: Int @external
          boxes: [Box] @external
          contents: Contents @external
          postage: String @requires(fields: "weight boxes { size { cm } tags }")
          label(prefix: String = "-"): String! @requires(fields: "contents { kind items { price } }")
        }
        type Box @external { size: Size tags: [String!]! }
        type Size @external { cm: Int! }
        type Contents @external { kind: String items: [Item!]! }
        type Item @external { price: Float! }
      `,
      resolvers: {
        Parcel: {
          postage: ({ weight, boxes }: Record<string, unknown>) => `weight ${told(weight)} boxes ${told(boxes)}`,
          label: ({ id, contents }: Record<string, unknown>, { prefix }: { prefix: string | null }) =>
            `${prefix}${id} ${told(contents)}`,
        },
      },
    },
    {
      name: 'estimates',
      sdl: `
        type Parcel @key(fields: "id") {
          id: ID!
          postage: String @external
          carrier: Carrier @external
          estimate: String @requires(fields: "postage carrier { speed }")
        }
        type Carrier @key(fields: "id") { id: ID! speed: Int! @external }
      `,
      resolvers: {
        Parcel: {
          estimate: ({ postage, carrier }: Record<string, unknown>) => `postage ${told(postage)} by ${told(carrier)}`,
        },
      },
    },
    {
      name: 'notices',
      sdl: `
        type Query { noticed: [Parcel] }
        type Parcel @key(fields: "id") {
          id: ID!
          estimate: String @external
          notice: String @requires(fields: "estimate")
          next: Parcel
        }
      `,
      resolvers: {
        Query: { noticed: () => [{ id: '3' }, null, { id: '1' }, { id: '5' }, { id: '4' }] },
        Parcel: {
          notice: ({ estimate }: Record<string, unknown>) => `notice of ${told(estimate)}`,
          next: ({ id }: Parcel) => ({ id: String(Number(id) + 1) }),
        },
      },
    },
  ],
};
