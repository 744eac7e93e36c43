import { addDays, addMonths } from '../../../schema/iso-date.ts';
import type { CaseContext, RecordFields } from '../record-seed.ts';
import { decision } from './decision.ts';

/** A list of seriously dishonest subjects. */
export interface ListCase {
  /** Value of the graph's ListKind. */
  readonly listKind: string;
  readonly series: string;
  readonly reasons: readonly string[];
  readonly legalBasis: string;
  /** Term in months; null where the entry ends only by performance. */
  readonly termMonths: number | null;
  readonly removalRule: string;
}

/** An entry in a list of seriously dishonest subjects. */
export function severeListEntry(context: CaseContext, list: ListCase): RecordFields {
  const base = decision(context, {
    series: list.series,
    legalBasis: list.legalBasis,
    withinMonths: list.termMonths ?? 36,
    publicityMonths: list.termMonths,
    adverse: true,
  });
  return {
    ...base,
    listKind: list.listKind,
    reason: context.random.pick(list.reasons),
    termMonths: list.termMonths,
    plannedRemovalDate: list.termMonths === null ? null : addMonths(base.decisionDate, list.termMonths),
    removalRule: list.removalRule,
    removedDate: null,
    removalReason: null,
  };
}

/** A list or state of abnormal operation or activity. */
export interface AbnormalCase {
  readonly listKind: string;
  readonly series: string;
  readonly reasons: readonly string[];
  readonly legalBasis: string;
}

/** An entry in a list of abnormal operation; half of them have been removed again and are no longer published. */
export function abnormalListEntry(context: CaseContext, list: AbnormalCase): RecordFields {
  const { random, today, body } = context;
  const base = decision(context, {
    series: list.series,
    legalBasis: list.legalBasis,
    publicityMonths: null,
    adverse: true,
  });
  const removedDate = random.chance(0.5) ? addDays(base.decisionDate, random.int(20, 400)) : null;
  const removed = removedDate !== null && removedDate <= today;
  return {
    ...base,
    publicityEndDate: removed ? removedDate : null,
    listKind: list.listKind,
    reason: random.pick(list.reasons),
    removedDate: removed ? removedDate : null,
    removalReason: removed ? '列入事由已消除，依申请移出' : null,
    removalOrgName: removed ? body.name : null,
  };
}
