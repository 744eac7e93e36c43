import type { FederatedExample } from '../../../harness/federated-example.ts';

const PEOPLE = [
  { id: '1', name: { first: 'Kong', last: 'Qiu' }, address: { street: 'a', zip: '1' } },
  { id: '2', name: { first: 'Meng', last: null }, address: null },
];

/** Value types that several departments fill below one parent, and fields that one department provides for another. */
export const sharedValues: FederatedExample = {
  name: 'values from several departments',
  subgraphs: [
    {
      name: 'people',
      sdl: `
        type Query { people: [Person!]! version: Version! @shareable }
        type Version @shareable { major: Int! minor: Int }
        type Person @key(fields: "id") { id: ID! name: Name @shareable address: Address @shareable friends: [Person] }
        type Name @shareable { first: String! last: String }
        type Address @shareable { street: String! }
      `,
      resolvers: {
        Query: { people: () => PEOPLE, version: () => ({ major: 2, minor: null }) },
        Person: {
          __resolveReference: ({ id }: { id: string }) => PEOPLE.find((person) => person.id === id) ?? null,
          friends: ({ id }: { id: string }) => PEOPLE.filter((person) => person.id !== id),
        },
      },
    },
    {
      name: 'places',
      sdl: `
        type Query { version: Version! @shareable }
        type Version @shareable { major: Int! minor: Int patch: Stamp }
        type Stamp { at: String! marks: [[Int]!] }
        type Person @key(fields: "id") { id: ID! address: Address @shareable homes: [Home!] }
        type Address @shareable { zip: String country: Country }
        type Country { iso: String! }
        type Home @key(fields: "id") { id: ID! owner: Person! @shareable colour: String @shareable }
      `,
      resolvers: {
        Query: { version: () => ({ major: 2, minor: null, patch: { at: 'now', marks: [[1, null], []] } }) },
        Person: {
          __resolveReference: ({ id }: { id: string }) => ({ id }),
          address: ({ id }: { id: string }) => (id === '1' ? { zip: '1', country: { iso: 'CN' } } : null),
          homes: ({ id }: { id: string }) =>
            id === '2'
              ? null
              : [
                  { id: `h${id}`, owner: { id } },
                  { id: 'h9', owner: { id: '9' } },
                ],
        },
        Home: {
          __resolveReference: ({ id }: { id: string }) => ({ id, owner: { id: id.slice(1) } }),
          colour: ({ id }: { id: string }) => `colour of ${id}`,
        },
      },
    },
    {
      name: 'nicknames',
      sdl: `
        type Query { homes: [Home] @provides(fields: "colour owner { nick }") }
        type Home @key(fields: "id") { id: ID! colour: String @external owner: Person! @external floors: Int @shareable }
        type Person @key(fields: "id") { id: ID! nick: String @external }
      `,
      resolvers: {
        Query: {
          homes: () => [
            { id: 'h1', colour: 'colour of h1', floors: 1, owner: { id: '1', nick: 'nick of 1' } },
            null,
            { id: 'h2', colour: 'colour of h2', floors: null, owner: { id: '2', nick: 'nick of 2' } },
          ],
        },
        Home: { __resolveReference: ({ id }: { id: string }) => ({ id, floors: id === 'h1' ? 1 : null }) },
      },
    },
    {
      name: 'nicks',
      sdl: 'type Person @key(fields: "id") { id: ID! nick: String @shareable }',
      resolvers: { Person: { nick: ({ id }: { id: string }) => `nick of ${id}` } },
    },
  ],
};
