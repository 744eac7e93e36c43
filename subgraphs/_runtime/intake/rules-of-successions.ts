import type { Finding } from '../../../storage/collection/port.ts';
import type { Succeeding } from '../department.ts';
import type { SuccessionKind } from '../succession/succession.ts';
import {
  bearersOf,
  codeOf,
  readLineage,
  type SuccessionSource,
  type SuccessionStore,
} from '../succession/succession-source.ts';
import type { SubjectRules } from './chunk-intake.ts';
import { checkSuccession, checkSuccessorCode } from './rules/succession-rules.ts';

/** Rules for rows by which somebody succeeds their subject. Each row is held against the rows before it too. */
export function rulesOfSuccessions(
  fields: Succeeding,
  sources: readonly SuccessionSource[],
  store: SuccessionStore,
): SubjectRules {
  return async (rows) => {
    if (rows.length === 0) return [];
    const codes = rows.map(({ candidate }) => codeOf(candidate.fields, fields));
    const lineage = await readLineage(sources, store);
    const bearers = await bearersOf(codes, store);
    return rows.map(({ candidate, subject }, index): readonly Finding[] => {
      const code = codes[index] ?? '';
      const unread = checkSuccessorCode(code, fields.successorUscc);
      if (unread !== null) return [unread];
      const succession = {
        kind: candidate.fields[fields.kind] as SuccessionKind, // cast: the rules of cells have held it against the enum
        date: String(candidate.fields.decisionDate),
        predecessorId: subject.id,
        successorId: bearers.get(code) ?? null,
        successorName: String(candidate.fields[fields.successorName]),
        successorUscc: code,
      };
      const circle = checkSuccession(succession, lineage, fields.successorUscc);
      if (circle !== null) return [circle];
      lineage.add(succession);
      return [];
    });
  };
}
