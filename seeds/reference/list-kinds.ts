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
  yesNo,
} from './cells.ts';
import { citedBases, type LegalBasis } from './legal-bases.ts';
import { once, referenceTable } from './reference-table.ts';

const disclosure = z.enum(['PUBLIC', 'ON_REQUEST', 'AUTHORIZED', 'GOV_SHARED', 'NONE']);

const lists = referenceTable({
  file: 'list-kinds.csv',
  row: z.object({
    code: upperCode,
    name_zh: text,
    name_en: text,
    owner_department: bodyCode,
    legal_basis: text,
    subject_kinds: someOf(subjectKind),
    default_term_months: optional(count),
    min_months_before_removal: optional(count),
    removal_rule: text,
    publicity_default: disclosure,
    severe: yesNo,
    note: optional(text),
    edition: optional(text),
    ...provenance,
  }),
  key: (row) => row.code,
  references: { owner_department: { file: 'bodies.csv', keys: bodyTable } },
});

/** A list of seriously dishonest subjects or of abnormal operation. */
export interface ListKind {
  /** Value of the graph's ListKind. */
  readonly code: string;
  readonly nameZh: string;
  readonly nameEn: string;
  /** Code of the body that enters and removes. */
  readonly ownerDepartment: string;
  readonly legalBasis: string;
  readonly bases: readonly LegalBasis[];
  readonly subjectKinds: readonly SubjectKind[];
  /** Months from entry to removal; null when only performance ends it, or the term is not established. */
  readonly defaultTermMonths: number | null;
  /** Months on the list before an early removal may be asked for; null when there is no such rule. */
  readonly minMonthsBeforeRemoval: number | null;
  readonly removalRule: string;
  /** Who may see an entry of an organisation. Entries of natural persons are never published by the hub itself. */
  readonly publicityDefault: z.output<typeof disclosure>;
  /** True for a list of serious dishonesty, false for one of abnormal operation. */
  readonly severe: boolean;
  /** True when every fact was compared with the text of the regulation. */
  readonly verified: boolean;
}

/**
 * Lists by code. A list needs a basis in a law, a regulation or central policy, and may not be added at will (国办发〔2020〕49号).
 */
export const listKinds: () => ReadonlyMap<string, ListKind> = once(
  () =>
    new Map(
      lists().rows.map((row) => [
        row.code,
        Object.freeze({
          code: row.code,
          nameZh: row.name_zh,
          nameEn: row.name_en,
          ownerDepartment: row.owner_department,
          legalBasis: row.legal_basis,
          bases: citedBases(row.legal_basis, `list-kinds.csv, ${row.code}`),
          subjectKinds: row.subject_kinds,
          defaultTermMonths: row.default_term_months,
          minMonthsBeforeRemoval: row.min_months_before_removal,
          removalRule: row.removal_rule,
          publicityDefault: row.publicity_default,
          severe: row.severe,
          verified: row.verified,
        }),
      ]),
    ),
);
