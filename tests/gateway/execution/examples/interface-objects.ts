import type { FederatedExample } from '../../../harness/federated-example.ts';

const MEDIA = [
  { __typename: 'Song', id: 's1', title: 'one', seconds: 10 },
  { __typename: 'Clip', id: 'c1', title: 'two', width: 640 },
  { __typename: 'Song', id: 's2', title: null, seconds: null },
];

interface Medium {
  readonly id: string;
}

/** An interface that other departments know as one object type, whose fields every implementation has. */
export const interfaceObjects: FederatedExample = {
  name: 'interface objects',
  values: { id: ['s1', 'c1', 's2', 'nope'] },
  subgraphs: [
    {
      name: 'media',
      sdl: `
        type Query { media: [Medium!]! medium(id: ID!): Medium songs: [Song] }
        interface Medium @key(fields: "id") { id: ID! title: String }
        type Song implements Medium @key(fields: "id") { id: ID! title: String seconds: Int }
        type Clip implements Medium @key(fields: "id") { id: ID! title: String width: Int }
      `,
      resolvers: {
        Query: {
          media: () => MEDIA,
          medium: (_: unknown, { id }: Medium) => MEDIA.find((medium) => medium.id === id),
          songs: () => MEDIA.filter(({ __typename }) => __typename === 'Song'),
        },
        Medium: { __resolveReference: ({ id }: Medium) => MEDIA.find((medium) => medium.id === id) ?? null },
        Song: { __resolveReference: ({ id }: Medium) => MEDIA.find((medium) => medium.id === id) ?? null },
        Clip: { __resolveReference: ({ id }: Medium) => MEDIA.find((medium) => medium.id === id) ?? null },
      },
    },
    {
      name: 'charts',
      sdl: `
        type Query { chart(first: Int): [Medium] top: Entry }
        type Medium @key(fields: "id") @interfaceObject { id: ID! plays: Int! fans: [Fan!] }
        type Fan @key(fields: "id") { id: ID! likes: Medium favourites: [Medium!] }
        type Entry { of: Medium! rank: Int }
      `,
      resolvers: {
        Query: {
          chart: (_: unknown, { first }: { first: number | null }) =>
            [{ id: 's2' }, { id: 'c1' }, null].slice(0, Math.max(0, first ?? 4)),
          top: () => ({ of: { id: 's1' }, rank: 1 }),
        },
        Medium: {
          __resolveReference: (medium: Medium) => medium,
          plays: ({ id }: Medium) => id.charCodeAt(1),
          fans: ({ id }: Medium) => (id === 'c1' ? null : [{ id: `fan of ${id}` }]),
        },
        Fan: {
          __resolveReference: (fan: object) => fan,
          likes: ({ id }: Medium) => ({ id: id.slice(-2) }),
          favourites: () => [{ id: 'c1' }, { id: 's1' }],
        },
      },
    },
    {
      name: 'fans',
      sdl: `
        type Query { fan: Fan }
        type Fan @key(fields: "id") { id: ID! name: String }
      `,
      resolvers: {
        Query: { fan: () => ({ id: 'fan of s2' }) },
        Fan: { __resolveReference: (fan: object) => fan, name: ({ id }: Medium) => `I, ${id}` },
      },
    },
  ],
};
