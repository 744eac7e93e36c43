import type { SubjectKind } from '../../../storage/port.ts';
import type { RecordType } from '../record-type.ts';
import { NOT_PUBLISHED, type Publicity, penaltyPublicity, type SeverityOfKinds } from './publicity.ts';
import { type RowDraft, report } from './row-draft.ts';

/** What the publicity of a record depends on beside its fields. */
export interface PublicityContext {
  readonly type: RecordType;
  readonly kind: SubjectKind;
  /** Codes of `penaltyKinds`; none for what is no penalty. */
  readonly kindCodes: readonly string[];
  readonly severity: SeverityOfKinds;
}

/**
 * Sets the days of publicity. Records of natural persons have none: the hub does not show them. Penalties have those of their
 * severity; what else is public is shown from its decision on, permits while they are valid. Types that are not public keep
 * what was reported.
 */
export function fillInPublicity(draft: RowDraft, context: PublicityContext): void {
  const { fields } = draft;
  const publicity = publicityOf(fields, context);
  if (publicity === null) return;
  fields.publicityStartDate = publicity.startDate;
  fields.publicityEndDate = publicity.endDate;
  if (publicity.isMoved) report(draft, 'R07W', 'publicityEndDate');
}

/** Null where nothing is to be set. */
function publicityOf(
  fields: RowDraft['fields'],
  { type, kind, kindCodes, severity }: PublicityContext,
): Publicity | null {
  if (kind === 'NATURAL_PERSON') return NOT_PUBLISHED;
  const { decisionDate, publicityStartDate, publicityEndDate, validTo } = fields;
  if (!type.guard.isPublished || typeof decisionDate !== 'string') return null;
  const givenEnd = textOr(publicityEndDate, null);
  if (type.standards.has('AdminPenalty'))
    return penaltyPublicity({ decisionDate, kinds: kindCodes, givenEnd }, severity);
  const endDate = givenEnd ?? (type.standards.has('AdminPermit') ? textOr(validTo, null) : null);
  return { startDate: textOr(publicityStartDate, decisionDate), endDate, isMoved: false };
}

function textOr<Else>(value: unknown, otherwise: Else): string | Else {
  return typeof value === 'string' ? value : otherwise;
}
