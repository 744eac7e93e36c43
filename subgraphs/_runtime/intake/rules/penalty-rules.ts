import { penaltyKinds, readPenaltyKind } from '../../../../seeds/reference/penalty-kinds.ts';
import { type Generation, spellingsOf } from '../cells/enum-cell.ts';
import { halfWidth } from '../cells/half-width.ts';
import { splitValues } from '../cells/list-cell.ts';
import { isReported, type RowDraft, report } from '../row-draft.ts';

/** What stands for a kind of penalty in reports of the generation, beside its name: codes of then and now, names of the graph. */
export function penaltySpellings(generation: Generation): ReadonlyMap<string, string> {
  const today = [...penaltyKinds().values()].flatMap(({ code, graphValue, nameZh }) => [
    [code, nameZh] as const,
    [graphValue, nameZh] as const,
  ]);
  return new Map([...today, ...spellingsOf('PenaltyKind', generation)]);
}

/**
 * R08 for 处罚类别: fills in `penaltyKinds`, and gives the codes of the kinds. Values that the older standard joined are told
 * apart by the texts of the row; where these do not tell, a person has to write the kinds. The spellings are those of
 * `penaltySpellings`.
 */
export function readPenaltyKinds(draft: RowDraft, spellings: ReadonlyMap<string, string>): readonly string[] {
  if (draft.penaltyKinds.length === 0) return [];
  const texts = { content: textIn(draft, 'content'), revokedLicence: textIn(draft, 'revokedLicence') };
  const read = (value: string) => readPenaltyKind(spellings.get(halfWidth(value)) ?? value, texts);
  const values = draft.penaltyKinds.flatMap((cell) => splitValues(cell, (value) => read(value).kind !== 'unknown'));
  const codes = new Set<string>();
  for (const value of values) {
    const reading = read(value);
    if (reading.kind !== 'known') {
      report(draft, 'R08', 'penaltyKinds');
      return [];
    }
    for (const code of reading.codes) codes.add(code);
  }
  draft.fields.penaltyKinds = [...codes].map((code) => penaltyKinds().get(code)?.graphValue);
  return [...codes];
}

/** What a kind of penalty has to be told with. */
const ASKS_FOR: Readonly<Record<string, string>> = {
  FINE: 'fineAmountWan',
  CONFISCATION_OF_GAINS: 'confiscatedAmountWan',
  CONFISCATION_OF_PROPERTY: 'confiscatedAmountWan',
  LICENCE_SUSPENSION: 'revokedLicence',
  LICENCE_REVOCATION: 'revokedLicence',
};

/** R09: a fine and a confiscation have an amount above zero, a suspension and a revocation a licence. */
export function checkPenaltyDetails(draft: RowDraft): void {
  const kinds = draft.fields.penaltyKinds;
  if (!Array.isArray(kinds)) return;
  const asked = new Set(kinds.flatMap((kind) => ASKS_FOR[String(kind)] ?? []));
  for (const field of asked) {
    const value = draft.fields[field];
    if ((value === undefined && !isReported(draft, field)) || value === '0') report(draft, 'R09', field);
  }
}

function textIn({ fields }: RowDraft, name: string): string | null {
  const value = fields[name];
  return typeof value === 'string' ? value : null;
}
