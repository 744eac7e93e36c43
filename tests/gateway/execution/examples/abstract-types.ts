import type { FederatedExample } from '../../../harness/federated-example.ts';

interface Item {
  readonly __typename: string;
  readonly id: string;
}

const ITEMS: readonly (Item & Readonly<Record<string, unknown>>)[] = [
  {
    __typename: 'Book',
    id: 'b1',
    label: 'one',
    size: { cm: 3, unit: 'cm' },
    pages: 300,
    maker: { __typename: 'Author', id: 'a1' },
  },
  {
    __typename: 'Film',
    id: 'f1',
    label: 'two',
    size: { cm: 0, unit: 'min' },
    minutes: 90,
    maker: { __typename: 'Studio', id: 's1' },
  },
  { __typename: 'Secret', id: 'x1', label: 'hidden', size: { cm: 1, unit: 'cm' }, maker: null },
  {
    __typename: 'Book',
    id: 'b2',
    label: null,
    size: { cm: 7, unit: 'cm' },
    pages: 0,
    maker: { __typename: 'Secret', id: 'x1' },
  },
  { __typename: 'Film', id: 'f2', label: 'four', size: null, minutes: 0, maker: null },
];

const find = (id: string) => ITEMS.find((item) => item.id === id) ?? null;

const centimetres = (id: string) => (find(id)?.size as { cm: number } | undefined)?.cm ?? 0;

const rated = {
  __resolveReference: ({ id }: Item) => ({ id }),
  stars: ({ id }: Item) => (id === 'b2' ? null : id.charCodeAt(0) / 2),
  verdict: ({ id }: Item, { style }: { style: string }) => `${style} verdict on ${id}`,
};

/** Interfaces and unions: other types and arguments per implementation, entities behind them, and types nobody may see. */
export const abstractTypes: FederatedExample = {
  name: 'interfaces and unions',
  values: { id: ['b1', 'f1', 'x1', 'b2', 'f2', 'none'] },
  subgraphs: [
    {
      name: 'items',
      sdl: `
        type Query { items: [Item] item(id: ID!): Item shelves: [[Thing!]] makers: [Maker] labelled: [Labelled!] }
        interface Labelled { label: String }
        interface Item implements Labelled { id: ID! label: String size: Size maker: Maker }
        type Size @shareable { cm: Int! unit(upper: Boolean = false): String }
        union Maker = Author | Studio | Secret
        union Thing = Book | Film | Plain
        type Plain implements Labelled { label: String note: String }
        type Book implements Item & Labelled @key(fields: "id") {
          id: ID! label: String size: Size! @shareable maker: Maker pages: Int rank(of: Int = 1): Int about: Author
        }
        type Film implements Item & Labelled @key(fields: "id") {
          id: ID! label: String size: Size @shareable maker: Maker minutes: Int rank(of: Int = 2): Int about: Studio
        }
        type Secret implements Item & Labelled @key(fields: "id") @inaccessible {
          id: ID! label: String size: Size @shareable maker: Maker
        }
        type Author @key(fields: "id") { id: ID! }
        type Studio @key(fields: "id") { id: ID! }
      `,
      resolvers: {
        Query: {
          items: () => [...ITEMS, null],
          item: (_: unknown, { id }: Item) => find(id),
          shelves: () => [
            [find('b1'), { __typename: 'Plain', label: 'p', note: 'n' }],
            null,
            [],
            [find('f2'), find('b2')],
          ],
          makers: () => [{ __typename: 'Author', id: 'a1' }, null, { __typename: 'Studio', id: 's1' }],
          labelled: () => [find('f1'), { __typename: 'Plain', label: null, note: null }, find('b2')],
        },
        Size: {
          unit: ({ unit }: { unit: string }, { upper }: { upper: boolean | null }) =>
            upper ? unit.toUpperCase() : unit,
        },
        Book: { __resolveReference: ({ id }: Item) => find(id), rank: rank(10), about: () => ({ id: 'a2' }) },
        Film: {
          __resolveReference: ({ id }: Item) => find(id),
          rank: rank(20),
          about: ({ id }: Item) => (id === 'f1' ? { id: 's2' } : null),
        },
        Secret: { __resolveReference: ({ id }: Item) => find(id) },
      },
    },
    {
      name: 'critics',
      sdl: `
        type Query { best: Rated critics: [Critic] }
        interface Rated { id: ID! stars: Float verdict(style: Style! = SHORT): String }
        enum Style { SHORT LONG SECRET @inaccessible }
        type Size @shareable { cm: Int! grade: String }
        type Book implements Rated @key(fields: "id") {
          id: ID! stars: Float verdict(style: Style! = SHORT): String size: Size! @shareable similar: [Rated]
        }
        type Film implements Rated @key(fields: "id") {
          id: ID! stars: Float verdict(style: Style! = SHORT): String size: Size @shareable similar: [Film!]
        }
        type Secret @key(fields: "id") @inaccessible { id: ID! size: Size @shareable }
        type Author @key(fields: "id") { id: ID! name: String! }
        type Studio @key(fields: "id") { id: ID! name(style: Style): String! }
        union Critic = Author | Studio
      `,
      resolvers: {
        Query: {
          best: () => ({ __typename: 'Film', id: 'f2' }),
          critics: () => [
            { __typename: 'Studio', id: 's3' },
            { __typename: 'Author', id: 'a3' },
          ],
        },
        Book: {
          ...rated,
          similar: () => [{ __typename: 'Film', id: 'f1' }, null, { __typename: 'Book', id: 'b2' }],
          size: ({ id }: Item) => ({ cm: centimetres(id), grade: `grade of ${id}` }),
        },
        Film: {
          ...rated,
          similar: ({ id }: Item) => (id === 'f1' ? null : [{ id: 'f1' }]),
          size: ({ id }: Item) => (id === 'f2' ? null : { cm: centimetres(id), grade: null }),
        },
        Secret: { __resolveReference: ({ id }: Item) => ({ id, size: { cm: 1, grade: 'secret' } }) },
        Author: { name: ({ id }: Item) => `name of ${id}` },
        Studio: { name: ({ id }: Item, { style }: { style: string | null }) => `${style} name of ${id}` },
      },
    },
  ],
};

function rank(factor: number) {
  return (_: unknown, { of }: { of: number | null }) => (of ?? 0) * factor;
}
