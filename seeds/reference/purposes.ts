import { z } from 'zod';
import type { PrincipalKind } from '../../schema/access/passport.ts';
import { bodyCode, listOf, provenance, someOf, text, yesNo } from './cells.ts';
import { once, referenceTable } from './reference-table.ts';

/** Kinds of caller that have a purpose at all: the public needs none for what is public. */
const user = z.enum(
  ['application', 'platform', 'subject', 'agency', 'officer', 'auditor', 'operator'] satisfies PrincipalKind[],
  'It is not a kind of caller.',
);

/** What is changed by mutations. */
const change = z.enum(
  ['agreements', 'applications', 'consents', 'records', 'listings', 'tasks', 'checks', 'repairs', 'objections'],
  'It is nothing that is changed under a purpose.',
);

export type PurposeChange = z.output<typeof change>;

const purposes = referenceTable({
  file: 'purposes.csv',
  row: z.object({
    code: bodyCode,
    name_zh: text,
    name_en: text,
    users: someOf(user),
    agreements: yesNo,
    changes: listOf(change),
    ...provenance,
  }),
  key: (row) => row.code,
});

/** A matter that data are used for. */
export interface Purpose {
  /** As the header `x-credit-purpose` gives it. */
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  /** Kinds of caller that may have the purpose. */
  readonly users: readonly PrincipalKind[];
  /** Whether departments agree to share data for it; for others a caller has only what it has by being who it is. */
  readonly isForAgreements: boolean;
  /** What may be changed under it; reading is all that others are for. */
  readonly changes: readonly PurposeChange[];
  /** What the purpose rests on. */
  readonly basis: string;
  /** True when the basis was compared with the text of the rule. */
  readonly verified: boolean;
}

/** The fixed table of purposes, by code: data go nowhere without one of them. */
export const purposeTable: () => ReadonlyMap<string, Purpose> = once(
  () =>
    new Map(
      purposes().rows.map((row) => [
        row.code,
        Object.freeze({
          code: row.code,
          nameZh: row.name_zh,
          nameEn: row.name_en,
          users: row.users,
          isForAgreements: row.agreements,
          changes: row.changes,
          basis: row.source,
          verified: row.verified,
        }),
      ]),
    ),
);

/** Kinds of caller that may have a purpose, by its code: what gateways hold requests against. */
export const purposeUsers: () => ReadonlyMap<string, readonly PrincipalKind[]> = once(
  () => new Map([...purposeTable().values()].map(({ code, users }) => [code, users])),
);

/** Codes of the purposes under which such a change is made. */
export function purposesFor(change: PurposeChange): readonly string[] {
  return [...purposeTable().values()].filter(({ changes }) => changes.includes(change)).map(({ code }) => code);
}
