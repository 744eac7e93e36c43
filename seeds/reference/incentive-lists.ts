import { z } from 'zod';
import { bodyTable } from './bodies.ts';
import {
  bodyCode,
  count,
  optional,
  provenance,
  type SubjectKind,
  someOf,
  subjectKind,
  text,
  upperCode,
} from './cells.ts';
import { citedBases, type LegalBasis } from './legal-bases.ts';
import { type IncentiveSignal, incentiveSignal } from './measures.ts';
import { once, referenceTable } from './reference-table.ts';

const lists = referenceTable({
  file: 'incentive-lists.csv',
  row: z.object({
    code: upperCode,
    name_zh: text,
    name_en: text,
    owner_department: bodyCode,
    signal: incentiveSignal,
    legal_basis: text,
    subject_kinds: someOf(subjectKind),
    default_term_months: optional(count),
    edition: text,
    ...provenance,
  }),
  key: (row) => row.code,
  references: { owner_department: { file: 'bodies.csv', keys: bodyTable } },
});

/** A list of subjects of integrity (守信激励名单). */
export interface IncentiveList {
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  /** Code of the body that enters and removes. */
  readonly ownerDepartment: string;
  /** What an entry is a signal of: it calls forth the incentives that ask for it. */
  readonly signal: IncentiveSignal;
  readonly legalBasis: string;
  readonly bases: readonly LegalBasis[];
  readonly subjectKinds: readonly SubjectKind[];
  /** Months from entry to removal; null where it has no end of its own. */
  readonly defaultTermMonths: number | null;
}

/** Lists of subjects of integrity, by code. */
export const incentiveLists: () => ReadonlyMap<string, IncentiveList> = once(
  () =>
    new Map(
      lists().rows.map((row) => [
        row.code,
        Object.freeze({
          code: row.code,
          nameZh: row.name_zh,
          nameEn: row.name_en,
          ownerDepartment: row.owner_department,
          signal: row.signal,
          legalBasis: row.legal_basis,
          bases: citedBases(row.legal_basis, `incentive-lists.csv, ${row.code}`),
          subjectKinds: row.subject_kinds,
          defaultTermMonths: row.default_term_months,
        }),
      ]),
    ),
);
