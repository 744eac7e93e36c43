import { z } from 'zod';
import { HubError } from '../../schema/errors.ts';
import { bodyTable } from './bodies.ts';
import {
  bodyCode,
  count,
  listOf,
  provenance,
  type SubjectKind,
  someOf,
  subjectKind,
  text,
  upperCode,
  yesNo,
} from './cells.ts';
import { type BasisRank, citedBases, isInForce, type LegalBasis } from './legal-bases.ts';
import { listKinds } from './list-kinds.ts';
import { matterTable } from './matters.ts';
import { once, referenceTable } from './reference-table.ts';

const mechanism = z.enum(['administrative', 'market', 'industry', 'social']);

/** What a positive record, or an entry in a list of integrity, says. */
export const incentiveSignal = z.enum([
  'HONOUR',
  'TAX_A',
  'CUSTOMS_AEO',
  'LABOUR_A',
  'ECOLOGY_GOOD',
  'SOCIAL_ORG_GOOD',
  'COMMITMENT',
]);

const BODIES = { file: 'bodies.csv', keys: bodyTable };
const MATTERS = { file: 'matters.csv', keys: matterTable };

const punishments = referenceTable({
  file: 'punishment-measures.csv',
  row: z.object({
    code: z.string().regex(/^[ABC]\d\d$/, 'It is not the code of a measure: its class and two digits.'),
    class: z.enum(['A', 'B', 'C']),
    kind: upperCode,
    kind_zh: text,
    name_zh: text,
    name_en: text,
    content: text,
    subject_kinds: someOf(subjectKind),
    ground: text,
    legal_basis: text,
    executing_bodies: someOf(bodyCode),
    list_kinds: listOf(upperCode),
    matters: someOf(upperCode),
    mechanism,
    reaches_responsible_persons: yesNo,
    edition: text,
    ...provenance,
  }),
  key: (row) => row.code,
  references: { executing_bodies: BODIES, matters: MATTERS, list_kinds: { file: 'list-kinds.csv', keys: listKinds } },
});

const incentives = referenceTable({
  file: 'incentive-measures.csv',
  row: z.object({
    code: z.string().regex(/^I\d\d$/, 'It is not the code of an incentive: I and two digits.'),
    kind: upperCode,
    name_zh: text,
    name_en: text,
    content: text,
    subject_kinds: someOf(subjectKind),
    eligibility: text,
    signals: listOf(incentiveSignal),
    clean_years: count,
    legal_basis: text,
    executing_bodies: someOf(bodyCode),
    matters: someOf(upperCode),
    mechanism,
    edition: text,
    ...provenance,
  }),
  key: (row) => row.code,
  references: { executing_bodies: BODIES, matters: MATTERS },
});

/** Who acts: authorities, the market, an industry's own associations, or society. */
export type Mechanism = z.output<typeof mechanism>;

/** What a positive record says: an honour, a grade, or a commitment that was made. */
export type IncentiveSignal = z.output<typeof incentiveSignal>;

/**
 * A: reduces rights or adds duties, and may block; B: management within a body's own duties, which warns; C: left to
 * bodies outside of government, which the hub informs and never orders (全国失信惩戒措施基础清单).
 */
export type MeasureClass = 'A' | 'B' | 'C';

/** What a measure of either sort says. */
export interface Measure {
  readonly code: string;
  readonly kind: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly content: string;
  readonly subjectKinds: readonly SubjectKind[];
  /** Laws and policies by name and article; never empty, for a measure without a basis is refused. */
  readonly legalBasis: string;
  /** What it cites: all of it must be in force, or the measure is not taken. */
  readonly bases: readonly LegalBasis[];
  /** Codes of `bodyTable`; one of kind `role` stands for whichever body has the matter in hand. */
  readonly executingBodies: readonly string[];
  /** Codes of `matterTable` in which the measure bears. */
  readonly matters: readonly string[];
  readonly mechanism: Mechanism;
  /** True when every fact was compared with the text of the law. */
  readonly verified: boolean;
}

/** A measure against dishonesty. */
export interface PunishmentMeasure extends Measure {
  readonly class: MeasureClass;
  readonly kindZh: string;
  /** Whom it is for, in the words of the list of measures. */
  readonly ground: string;
  /** Lists whose entries call it forth; none when it follows from a decision, which a person establishes. */
  readonly listKinds: readonly string[];
  /** For an entry of an organisation, the measure also reaches the persons responsible. */
  readonly reachesResponsiblePersons: boolean;
  /** Edition of the national list in which the row was seen, or `law` when it was taken from the law alone. */
  readonly edition: string;
}

/** An incentive for integrity. */
export interface IncentiveMeasure extends Measure {
  /** Who may have it, in words. */
  readonly eligibility: string;
  /** Positive records of which one is enough; none when cleanYears alone decides. */
  readonly signals: readonly IncentiveSignal[];
  /** Years without a negative record that are asked for; 0 when none are. */
  readonly cleanYears: number;
}

/** Measures against dishonesty by code. */
export const punishmentMeasures: () => ReadonlyMap<string, PunishmentMeasure> = once(
  () =>
    new Map(
      punishments().rows.map((row) => [
        row.code,
        Object.freeze({
          ...measure(row, 'punishment-measures.csv'),
          class: row.class,
          kindZh: row.kind_zh,
          ground: row.ground,
          listKinds: row.list_kinds,
          reachesResponsiblePersons: row.reaches_responsible_persons,
          edition: row.edition,
        }),
      ]),
    ),
);

/** Incentives for integrity by code (国发〔2016〕33号 part 2, and the rules of single departments). */
export const incentiveMeasures: () => ReadonlyMap<string, IncentiveMeasure> = once(
  () =>
    new Map(
      incentives().rows.map((row) => [
        row.code,
        Object.freeze({
          ...measure(row, 'incentive-measures.csv'),
          eligibility: row.eligibility,
          signals: row.signals,
          cleanYears: row.clean_years,
        }),
      ]),
    ),
);

/** What brings measures into question: an entry in a list, the kind of its subject, and a matter. */
export interface MeasureQuestion {
  readonly listKind: string;
  readonly subjectKind: SubjectKind;
  /** The matter in hand; without one, the measures of every matter. */
  readonly matter?: string;
  /** The day, YYYY-MM-DD: measures whose basis is not in force on it are not taken. */
  readonly on: string;
}

/** The measures that an entry in a list calls forth, in the order of the table. */
export function measuresFor({ listKind, ...question }: MeasureQuestion): readonly PunishmentMeasure[] {
  return [...punishmentMeasures().values()].filter(
    (measure) => measure.listKinds.includes(listKind) && applies(measure, question),
  );
}

/** The same for incentives: those for which any of the signals is enough, in the order of the table. */
export function incentivesFor(
  signals: ReadonlySet<IncentiveSignal>,
  question: Omit<MeasureQuestion, 'listKind'>,
): readonly IncentiveMeasure[] {
  return [...incentiveMeasures().values()].filter(
    (measure) => measure.signals.some((one) => signals.has(one)) && applies(measure, question),
  );
}

function applies(measure: Measure, { subjectKind, matter, on }: Omit<MeasureQuestion, 'listKind'>): boolean {
  return (
    measure.subjectKinds.includes(subjectKind) &&
    (matter === undefined || measure.matters.includes(matter)) &&
    isInForce(measure.bases, on)
  );
}

/** What may reduce rights or add duties (国办发〔2020〕49号). */
const STRONG: readonly BasisRank[] = ['law', 'regulation', 'central-policy', 'judicial-interpretation'];

/** The bases of a measure; one that reduces rights needs more than a rule of a department. */
function basesOf(code: string, cell: string, file: string): readonly LegalBasis[] {
  const bases = citedBases(cell, `${file}, ${code}`);
  if (!code.startsWith('A') || bases.some(({ rank }) => STRONG.includes(rank))) return bases;
  const problem = `seeds/reference/${file}, ${code}: It reduces rights, and rests on no law, regulation or central policy.`;
  throw new HubError('CONFIG_INVALID', { details: { problem } });
}

function measure(
  row: {
    readonly code: string;
    readonly kind: string;
    readonly name_zh: string;
    readonly name_en: string;
    readonly content: string;
    readonly subject_kinds: readonly SubjectKind[];
    readonly legal_basis: string;
    readonly executing_bodies: readonly string[];
    readonly matters: readonly string[];
    readonly mechanism: Mechanism;
    readonly verified: boolean;
  },
  file: string,
): Measure {
  return {
    code: row.code,
    kind: row.kind,
    nameZh: row.name_zh,
    nameEn: row.name_en,
    content: row.content,
    subjectKinds: row.subject_kinds,
    legalBasis: row.legal_basis,
    bases: basesOf(row.code, row.legal_basis, file),
    executingBodies: row.executing_bodies,
    matters: row.matters,
    mechanism: row.mechanism,
    verified: row.verified,
  };
}
