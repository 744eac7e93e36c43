import type { ClueName } from '../../../seeds/reference/intake-headers.ts';
import type { Finding, RuleCode } from '../../../storage/collection/port.ts';
import type { SubjectKind } from '../../../storage/port.ts';

/** Clues of a row, but for the kind of subject. */
export type ClueTexts = { [Name in Exclude<ClueName, 'kind'>]?: string };

/** A row while it is read: what its cells say, and what the rules found so far. */
export interface RowDraft {
  /** Values by fields of the graph. Null is said as well: it has no end. What could not be read is not here. */
  readonly fields: Record<string, unknown>;
  readonly clues: ClueTexts;
  /** As the row states it; the codes tell it where the row does not. */
  kind: SubjectKind | null;
  /** What stands under 处罚类别: it can be read only beside the other texts of the row. */
  penaltyKinds: string[];
  readonly findings: Finding[];
}

export function newDraft(): RowDraft {
  return { fields: {}, clues: {}, kind: null, penaltyKinds: [], findings: [] };
}

/** Notes, once, that a rule has something to say of the field; null for the row as a whole. */
export function report({ findings }: RowDraft, rule: RuleCode, field: string | null): void {
  if (findings.some((finding) => finding.rule === rule && finding.field === field)) return;
  findings.push({ rule, field });
}

/** True where a rule has spoken of the field already. */
export function isReported({ findings }: RowDraft, field: string | null): boolean {
  return findings.some((finding) => finding.field === field);
}
