import { addMonths } from '../../schema/iso-date.ts';
import { listKinds } from '../../seeds/reference/list-kinds.ts';
import { listRepairWay } from '../../seeds/reference/list-repairs.ts';
import { penaltyKinds } from '../../seeds/reference/penalty-kinds.ts';
import { publicityRegime, publicityWindow, type Severity } from '../../seeds/reference/publicity-clocks.ts';
import { severityOf } from '../../seeds/reference/severity-bands.ts';
import type { TargetFacts } from './target.ts';

/** What the rules of its day say of the repair of a record or entry. */
export type RepairTerms =
  | {
      readonly kind: 'possible';
      /** Code of the rules; the record keeps it. */
      readonly regime: string;
      /** `manual`: the tables do not settle it, and an officer says so when the application is accepted. */
      readonly severity: Severity | 'manual';
      /** First day on which it may be applied for; null as soon as the duty is fulfilled, or as the severity will tell. */
      readonly firstOn: string | null;
    }
  | { readonly kind: 'impossible'; readonly why: string };

/**
 * The terms of a decision: of a penalty by the severity of its kinds and the shortest publicity of its regime; of an entry in a list by
 * the rules of the list, and as a serious act where these name no months (信用修复管理办法, 国家发展改革委令第36号).
 */
export function repairTerms(facts: Pick<TargetFacts, 'list' | 'penaltyKinds' | 'decidedOn'>): RepairTerms {
  if (facts.list !== null) return listTerms(facts.list, facts.decidedOn);
  if (facts.penaltyKinds === null) return impossible('Only penalties and entries in lists of dishonesty are repaired.');
  const regime = publicityRegime(facts.decidedOn);
  if (regime === null) return impossible(NO_RULES);
  const codes = facts.penaltyKinds.map((value) => codeOf(value));
  const severity = severityOf({ regime, kinds: codes, procedure: 'ORDINARY' });
  return { kind: 'possible', regime, severity, firstOn: firstDayFor(severity, facts.decidedOn) };
}

/** First day on which the repair of an act of this severity may be applied for; null where time is not what it waits for. */
export function firstDayFor(severity: Severity | 'manual', decidedOn: string): string | null {
  if (severity === 'manual') return null;
  return publicityWindow({ severity, decisionDate: decidedOn })?.minEnd ?? null;
}

function listTerms(list: string, decidedOn: string): RepairTerms {
  const way = listRepairWay(list, decidedOn);
  const regime = publicityRegime(decidedOn);
  const kind = listKinds().get(list);
  if (way === null || regime === null || kind === undefined) return impossible(NO_RULES);
  if (way === 'TERM_ONLY') return impossible('By the rules of this list only the end of its term ends an entry.');
  const severity: Severity = kind.severe ? 'SERIOUS' : 'GENERAL';
  if (way === 'PERFORMANCE') return { kind: 'possible', regime, severity, firstOn: null };
  const months = kind.minMonthsBeforeRemoval;
  const firstOn = months === null ? firstDayFor(severity, decidedOn) : addMonths(decidedOn, months);
  return { kind: 'possible', regime, severity, firstOn };
}

const NO_RULES = 'The tables hold no rules on repair for a decision of that day. Ask the department that decided.';

function impossible(why: string): RepairTerms {
  return { kind: 'impossible', why };
}

function codeOf(graphValue: string): string {
  return [...penaltyKinds().values()].find((kind) => kind.graphValue === graphValue)?.code ?? graphValue;
}
