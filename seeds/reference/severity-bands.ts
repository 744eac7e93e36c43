import { z } from 'zod';
import { provenance, upperCode } from './cells.ts';
import type { Severity } from './publicity-clocks.ts';
import { referenceTable } from './reference-table.ts';

const procedure = z.enum(['SIMPLE', 'ORDINARY']);
const amountBand = z.enum(['LOW', 'LARGE', 'HUGE', 'UNKNOWN']);
const sector = z.enum(['FOOD_DRUG', 'SPECIAL_EQUIPMENT', 'SAFETY', 'FIRE', 'OTHER']);
const any = z.literal('*');

const bands = referenceTable({
  file: 'severity-bands.csv',
  row: z.object({
    penalty_kind: z.string().regex(/^(P\d\d|\*)$/, 'It is neither the code of a penalty kind nor *.'),
    procedure: z.union([procedure, any]),
    amount_band: z.union([amountBand, any]),
    sector: z.union([sector, any]),
    edition: upperCode,
    level: z.enum(['MINOR', 'GENERAL', 'SERIOUS', 'manual']),
    ...provenance,
  }),
  key: (row) => [row.edition, row.penalty_kind, row.procedure, row.amount_band, row.sector].join(' '),
});

/** Size of a fine by the thresholds of its sector; UNKNOWN when no threshold was applied. */
export type AmountBand = z.output<typeof amountBand>;

/** Sectors for which a regime asks for more. */
export type PenaltySector = z.output<typeof sector>;

/** A penalty decision, as far as its severity depends on it. */
export interface PenaltyFacts {
  /** Code of the rules that apply, as `publicityRegime` gives it. */
  readonly regime: string;
  /** Codes of `penaltyKinds`. */
  readonly kinds: readonly string[];
  readonly procedure: z.output<typeof procedure>;
  /** UNKNOWN when left out. */
  readonly amountBand?: AmountBand;
  /** OTHER when left out. */
  readonly sector?: PenaltySector;
}

const RANK: Readonly<Record<Severity | 'manual', number>> = { MINOR: 0, GENERAL: 1, manual: 2, SERIOUS: 3 };

/**
 * The level of a penalty decision: of several kinds, the gravest counts. `manual` when the rules do not settle it and
 * nothing else makes it serious, also for a decision without a known kind: a person confirms (信用修复管理办法 leaves
 * thresholds to the authorities of each sector).
 */
export function severityOf(facts: PenaltyFacts): Severity | 'manual' {
  const levels = facts.kinds.map((kind) => levelOf(kind, facts));
  return levels.length === 0
    ? 'manual'
    : levels.reduce((gravest, level) => (RANK[level] > RANK[gravest] ? level : gravest));
}

/** Of the rows that fit, the one that says most of the case. */
function levelOf(kind: string, facts: PenaltyFacts): Severity | 'manual' {
  const asked = [kind, facts.procedure, facts.amountBand ?? 'UNKNOWN', facts.sector ?? 'OTHER'];
  let best: { readonly level: Severity | 'manual'; readonly said: number } | undefined;
  for (const row of bands().rows) {
    const conditions = [row.penalty_kind, row.procedure, row.amount_band, row.sector];
    if (row.edition !== facts.regime) continue;
    if (!conditions.every((condition, index) => condition === '*' || condition === asked[index])) continue;
    const said = conditions.filter((condition) => condition !== '*').length;
    if (best === undefined || said > best.said) best = { level: row.level, said };
  }
  return best?.level ?? 'manual';
}
