import { HubError } from '../../schema/errors.ts';
import type { CaseVersion, StoredCase } from '../../storage/coordination/port.ts';
import { CONFLICT, NOT_FOUND, type Problem } from '../_runtime/problem.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';
import { caseSight } from './case-parties.ts';
import { coordinationOf } from './coordination-context.ts';
import type { DecidedCase } from './decided-case.ts';
import { settleCase } from './settle-case.ts';

/** What came of a step: the version to save, or what stands against it. */
export type CaseDecision<Refusal extends { readonly problems: readonly Problem[] }> =
  | { readonly kind: 'save'; readonly version: CaseVersion }
  | ({ readonly kind: 'refused' } & Refusal);

/** A sort of case: how it is kept. */
export interface CaseSort<Stored extends DecidedCase & { readonly version: number }> {
  readonly kind: string;
  readonly toCase: (stored: StoredCase) => Stored;
}

/** What came of a change: the case as it is now, or what stood against it. */
export type CaseChange<Stored, Refusal> =
  | { readonly kind: 'changed'; readonly case: Stored }
  | ({ readonly kind: 'refused'; readonly case: Stored | null } & Refusal);

/**
 * The case, with all carried out that it has decided; null where there is none that the caller may see.
 */
export async function visibleCase<Stored extends DecidedCase & { readonly version: number }>(
  sort: CaseSort<Stored>,
  id: string,
  context: SubgraphContext,
): Promise<Stored | null> {
  const stored = await coordinationOf(context).store.case(id);
  if (stored?.kind !== sort.kind || caseSight(sort.toCase(stored), context) === null) return null;
  const settled = sort.toCase(await settledOr(stored, context));
  context.disclosed.about([settled.subjectId]);
  return settled;
}

/**
 * Takes a step upon a case, and carries out what that decides. Where somebody else has saved something since the caller read it, the
 * caller reads it again: nobody decides about what it has not seen.
 */
export async function changeCase<
  Stored extends DecidedCase & { readonly version: number },
  Refusal extends { readonly problems: readonly Problem[] },
>(
  sort: CaseSort<Stored>,
  { id, version }: { readonly id: string; readonly version: number },
  decide: (before: Stored) => CaseDecision<Refusal> | Promise<CaseDecision<Refusal>>,
  refuse: (problem: Problem) => Refusal,
  context: SubgraphContext,
): Promise<CaseChange<Stored, Refusal>> {
  const before = await visibleCase(sort, id, context);
  if (before === null) return { kind: 'refused', case: null, ...refuse(NOT_FOUND) };
  if (before.version !== version) return { kind: 'refused', case: before, ...refuse(CONFLICT) };
  const decision = await decide(before);
  if (decision.kind === 'refused') return { ...decision, case: before };
  if (!(await coordinationOf(context).store.save(decision.version))) {
    return { kind: 'refused', case: before, ...refuse(CONFLICT) };
  }
  return { kind: 'changed', case: sort.toCase(await settledOr(decision.version, context)) };
}

/**
 * The case once all is carried out, or as it is where a store or the trail is away: what was decided is decided, and is taken up again.
 */
export async function settledOr(stored: StoredCase, context: SubgraphContext): Promise<StoredCase> {
  try {
    return (await settleCase(stored.id, context, context.now)) ?? stored;
  } catch (error) {
    if (!(error instanceof HubError)) throw error;
    return (await coordinationOf(context).store.case(stored.id)) ?? stored;
  }
}
