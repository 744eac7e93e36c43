import type { FederatedExample } from '../../../harness/federated-example.ts';

const PRODUCTS = [
  { id: '1', sku: 'a', brand: { code: 'x', country: { iso: 'CN' } }, title: '论语' },
  { id: '2', sku: 'b', brand: { code: 'x', country: { iso: 'DE' } }, title: null },
  { id: '3', sku: 'c', brand: { code: 'y', country: { iso: 'CN' } }, title: '孟子' },
];

const STOCK = new Map([
  ['1', { copies: 3, shelf: { row: 1, place: 'a' } }],
  ['2', { copies: 0, shelf: null }],
]);

/** Entities with a simple, a compound and a nested key, and with several keys of which departments know different ones. */
export const entityKeys: FederatedExample = {
  name: 'entities with keys of all kinds',
  values: { sku: ['a', 'b', 'c', 'nope'] },
  subgraphs: [
    {
      name: 'catalogue',
      sdl: `
        type Query { products(first: Int = 3): [Product!]! product(id: ID!): Product shelves: [[Shelf]!] }
        type Product @key(fields: "id") @key(fields: "sku") @key(fields: "id brand { code country { iso } }") {
          id: ID! sku: String! brand: Brand! title(language: String = "zh"): String
        }
        type Brand { code: String! country: Country! }
        type Country { iso: String! }
        type Shelf @key(fields: "row place") { row: Int! place: String! }
      `,
      resolvers: {
        Query: {
          products: (_: unknown, { first }: { first: number | null }) => PRODUCTS.slice(0, Math.max(0, first ?? 3)),
          product: (_: unknown, { id }: { id: string }) => PRODUCTS.find((product) => product.id === id),
          shelves: () => [[{ row: 1, place: 'a' }, null, { row: 2, place: 'b' }], [], [{ row: 1, place: 'a' }]],
        },
        Product: {
          title: ({ title }: { title: string | null }, { language }: { language: string | null }) =>
            language === 'zh' ? title : `${language}:${title}`,
          __resolveReference: ({ id, sku }: { id?: string; sku?: string }) =>
            PRODUCTS.find((product) => product.id === id || product.sku === sku) ?? null,
        },
      },
    },
    {
      name: 'stock',
      sdl: `
        type Query { shelf(row: Int!, place: String!): Shelf }
        type Product @key(fields: "id") { id: ID! copies: Int shelf: Shelf }
        type Shelf @key(fields: "row place") { row: Int! place: String! size: Float products: [Product] }
      `,
      resolvers: {
        Query: { shelf: (_: unknown, shelf: object) => shelf },
        Product: {
          __resolveReference: ({ id }: { id: string }) => (STOCK.has(id) ? { id, ...STOCK.get(id) } : null),
        },
        Shelf: {
          __resolveReference: (shelf: object) => shelf,
          size: ({ row, place }: { row: number; place: string }) => row + place.length / 2,
          products: ({ row }: { row: number }) => (row === 1 ? [{ id: '1' }, null, { id: '3' }] : []),
        },
      },
    },
    {
      name: 'reviews',
      sdl: `
        type Query { bestSku: Product }
        type Product @key(fields: "sku") { sku: String! stars: Int! reviews(first: Int): [Review!] }
        type Review @key(fields: "id") { id: ID! text: String of: Product }
      `,
      resolvers: {
        Query: { bestSku: () => ({ sku: 'c' }) },
        Product: {
          __resolveReference: ({ sku }: { sku: string }) => ({ sku }),
          stars: ({ sku }: { sku: string }) => sku.charCodeAt(0) - 96,
          reviews: ({ sku }: { sku: string }, { first }: { first: number | null }) =>
            sku === 'b' ? null : [{ id: `${sku}1` }, { id: `${sku}2` }].slice(0, Math.max(0, first ?? 9)),
        },
        Review: {
          __resolveReference: ({ id }: { id: string }) => ({ id }),
          text: ({ id }: { id: string }) => `review ${id}`,
          of: ({ id }: { id: string }) => ({ sku: id.slice(0, 1) }),
        },
      },
    },
    {
      name: 'origins',
      sdl: `
        type Product @key(fields: "id brand { code country { iso } }") {
          id: ID! brand: Brand! origin: String
        }
        type Brand @shareable { code: String! country: Country! }
        type Country @shareable { iso: String! }
      `,
      resolvers: {
        Product: {
          origin: (product: { id: string; brand: { code: string; country: { iso: string } } }) =>
            `${product.id}${product.brand.code}${product.brand.country.iso}`,
        },
      },
    },
  ],
};
