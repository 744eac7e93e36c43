import { authenticatedCaller } from '../_runtime/authenticated-caller.ts';
import type { Problem } from '../_runtime/problem.ts';
import type { FieldResolver } from '../_runtime/resolver-map.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';
import { mayBringUp } from './case-parties.ts';
import { coordinationOf } from './coordination-context.ts';
import { correctedFields, type FieldCorrection } from './corrected-fields.ts';
import { type CaseSort, changeCase, settledOr } from './decided-case-book.ts';
import type { Objection } from './objection.ts';
import { OBJECTION, objectionCase, objectionId, type StoredObjection, toObjection } from './objection-case.ts';
import { type ObjectionStep, openObjection, takeObjectionStep, whyNotYours } from './objection-life.ts';
import { occasionOf } from './occasion.ts';
import { relatedTo } from './related.ts';
import { factsOf, isSameTarget } from './target.ts';
import { NO_TARGET, type TargetInput, targetOf } from './target-input.ts';

/** How objections are kept. */
export const OBJECTIONS: CaseSort<StoredObjection> = { kind: OBJECTION, toCase: toObjection };

interface StepArguments {
  readonly id: string;
  readonly version: number;
}

interface DecisionArguments extends StepArguments {
  readonly documentNo: string;
  readonly reason: string;
}

interface ObjectionChange {
  readonly objection: StoredObjection | null;
  readonly problems: readonly Problem[];
}

/** Objecting to a record or an entry, and deciding about it. */
export const objectionMutations = {
  fileObjection: (
    _: unknown,
    { target, grounds }: { target: TargetInput; grounds: string },
    context: SubgraphContext,
  ) => file(target, grounds, context),
  acceptObjection: (_: unknown, args: StepArguments, context: SubgraphContext) =>
    step(args, { kind: 'ACCEPT', prepare: (objection) => acceptance(objection, context) }, context),
  declineObjection: (_: unknown, { reason, ...args }: StepArguments & { reason: string }, context: SubgraphContext) =>
    step(args, { kind: 'DECLINE', reason }, context),
  correctUponObjection: (
    _: unknown,
    { documentNo, reason, corrections, ...args }: DecisionArguments & { corrections: readonly FieldCorrection[] },
    context: SubgraphContext,
  ) => {
    const prepare = (objection: Objection) => correctionOf(objection, { documentNo, reason }, corrections, context);
    return step(args, { kind: 'CORRECT', prepare }, context);
  },
  withdrawUponObjection: (_: unknown, { documentNo, reason, ...args }: DecisionArguments, context: SubgraphContext) =>
    step(args, { kind: 'WITHDRAW', documentNo, reason }, context),
  rejectObjection: (_: unknown, { documentNo, reason, ...args }: DecisionArguments, context: SubgraphContext) =>
    step(args, { kind: 'REJECT', documentNo, reason }, context),
} satisfies Record<string, FieldResolver>;

/** To whom it is not to bring this up it looks as if there were none. */
async function file(input: TargetInput, grounds: string, context: SubgraphContext): Promise<ObjectionChange | null> {
  const caller = authenticatedCaller(context);
  if (caller === null) return null;
  const target = targetOf(input);
  const facts = target === null ? null : await factsOf(target, context, context.today);
  if (facts === null || !mayBringUp(facts, caller)) return refused(NO_TARGET);
  context.disclosed.about([facts.subjectId]);
  const occasion = occasionOf(caller, context);
  for (;;) {
    const earlier = await objectionsOf(facts.subjectId, context);
    const outcome = openObjection(grounds, facts, earlier, occasion);
    if (outcome.kind === 'refused') return refused(...outcome.problems);
    const number = earlier.filter((one) => isSameTarget(one.target, facts.target)).length;
    const id = objectionId(facts.target, number);
    const version = objectionCase(id, null, outcome.objection, outcome.event, context.now);
    if (await coordinationOf(context).store.save(version)) {
      return { objection: toObjection(await settledOr(version, context)), problems: [] };
    }
  }
}

/** All objections of the subject, latest first. */
async function objectionsOf(subjectId: string, context: SubgraphContext): Promise<readonly StoredObjection[]> {
  const found = await coordinationOf(context).store.casesOfSubjects(OBJECTION, [subjectId]);
  return (found.get(subjectId) ?? []).map(toObjection);
}

/** A step, or how one is made of what there is to look up. */
type WantedStep =
  | ObjectionStep
  | {
      readonly kind: ObjectionStep['kind'];
      readonly prepare: (objection: Objection) => Promise<ObjectionStep | readonly Problem[]>;
    };

async function step(
  args: StepArguments,
  wanted: WantedStep,
  context: SubgraphContext,
): Promise<ObjectionChange | null> {
  const caller = authenticatedCaller(context);
  if (caller === null) return null;
  const occasion = occasionOf(caller, context);
  const change = await changeCase<StoredObjection, { problems: readonly Problem[] }>(
    OBJECTIONS,
    args,
    async (before) => {
      const barred = whyNotYours(before, wanted.kind, occasion);
      if (barred !== null) return { kind: 'refused', problems: [barred] };
      const chosen = 'prepare' in wanted ? await wanted.prepare(before) : wanted;
      if (!('kind' in chosen)) return { kind: 'refused', problems: chosen };
      const outcome = takeObjectionStep(before, chosen, occasion);
      if (outcome.kind === 'refused') return outcome;
      return { kind: 'save', version: objectionCase(before.id, before, outcome.objection, outcome.event, context.now) };
    },
    (problem) => ({ problems: [problem] }),
    context,
  );
  return { objection: change.case, problems: change.kind === 'changed' ? [] : change.problems };
}

/** All that the decision is kept as is marked. */
async function acceptance(
  { target }: Objection,
  context: SubgraphContext,
): Promise<ObjectionStep | readonly Problem[]> {
  const facts = await factsOf(target, context, context.today);
  if (facts === null) return [NO_TARGET];
  return {
    kind: 'ACCEPT',
    related: await relatedTo(facts, context, context.today),
    standing: facts.standing,
  };
}

async function correctionOf(
  { target }: Objection,
  decision: { readonly documentNo: string; readonly reason: string },
  given: readonly FieldCorrection[],
  context: SubgraphContext,
): Promise<ObjectionStep | readonly Problem[]> {
  const corrected = await correctedFields(target, given, context);
  return 'problems' in corrected ? corrected.problems : { kind: 'CORRECT', ...decision, corrections: corrected.fields };
}

function refused(...problems: readonly Problem[]): ObjectionChange {
  return { objection: null, problems };
}
