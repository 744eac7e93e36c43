import type { FederatedExample } from '../../../harness/federated-example.ts';

interface Subject {
  readonly idNumber: string;
}

const IDS = ['1', '2', '3', '4'];

const INCOMES: Readonly<Record<string, number>> = { '1': 100, '2': 200, '3': 300, '4': 400 };

/** Subjects with records of two other departments. Every value says whose it is, so that none can be taken for another's. */
export const creditRecords: FederatedExample = {
  name: 'credit records',
  subgraphs: [
    {
      name: 'registry',
      sdl: `
        type Query { subject(idNumber: ID!): Subject subjects: [Subject!]! groups: [[Subject]] }
        type Subject @key(fields: "idNumber") { idNumber: ID! displayName: String taxIncome: Int kind: Kind! owner: Subject }
        enum Kind { ORGANIZATION PERSON }
      `,
      resolvers: {
        Query: {
          subject: (_: unknown, { idNumber }: Subject) => subject({ idNumber }),
          subjects: () => IDS.map((idNumber) => subject({ idNumber })),
          groups: () => [
            [subject({ idNumber: '1' }), null],
            null,
            [subject({ idNumber: '2' }), subject({ idNumber: '1' })],
          ],
        },
        Subject: {
          __resolveReference: subject,
          owner: ({ idNumber }: Subject) =>
            subject({ idNumber: idNumber === '4' ? '1' : String(Number(idNumber) + 1) }),
        },
      },
    },
    {
      name: 'courts',
      sdl: `
        type Subject @key(fields: "idNumber") {
          idNumber: ID! score: Int debts(first: Int = 2): [Debt!] standing: Standing summary: Summary
        }
        type Debt { no: String! amount: Float settled: Boolean tags: [[String]] }
        type Summary { text: String! worst: Debt }
        enum Standing { GOOD BAD }
      `,
      resolvers: {
        Subject: {
          __resolveReference: ({ idNumber }: Subject) => ({
            idNumber,
            score: Number(idNumber) * 10,
            standing: idNumber === '1' ? 'GOOD' : 'BAD',
            summary: {
              text: `summary of ${idNumber}`,
              worst: { no: `worst of ${idNumber}`, amount: Number(idNumber) },
            },
          }),
          debts: ({ idNumber }: Subject, { first }: { first: number }) =>
            [0, 1].slice(0, first).map((index) => ({
              no: `debt ${index} of ${idNumber}`,
              amount: Number(idNumber) + index / 4,
              settled: index === 0,
              tags: [[`tag of ${idNumber}`, null], null],
            })),
        },
      },
    },
    {
      name: 'tax',
      sdl: `
        scalar Json
        type Subject @key(fields: "idNumber") {
          idNumber: ID! taxIncome: Int @external adviser: Adviser
          band(hint: Json): String @requires(fields: "taxIncome")
        }
        union Adviser = Firm | Clerk
        type Firm { firm: String! }
        type Clerk { clerk: String! }
      `,
      resolvers: {
        Subject: {
          __resolveReference: (reference: object) => reference,
          band: ({ idNumber, taxIncome }: Subject & { taxIncome: unknown }) => `band of ${idNumber} with ${taxIncome}`,
          adviser: ({ idNumber }: Subject) =>
            idNumber === '2'
              ? { __typename: 'Clerk', clerk: `clerk of ${idNumber}` }
              : { __typename: 'Firm', firm: `firm of ${idNumber}` },
        },
      },
    },
  ],
};

function subject({ idNumber }: Subject): object | null {
  if (!IDS.includes(idNumber)) return null;
  return {
    idNumber,
    displayName: `name of ${idNumber}`,
    taxIncome: INCOMES[idNumber],
    kind: idNumber === '4' ? 'PERSON' : 'ORGANIZATION',
  };
}
