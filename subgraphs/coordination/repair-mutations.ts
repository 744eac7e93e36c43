import type { Severity } from '../../seeds/reference/publicity-clocks.ts';
import { authenticatedCaller } from '../_runtime/authenticated-caller.ts';
import type { Problem } from '../_runtime/problem.ts';
import type { FieldResolver } from '../_runtime/resolver-map.ts';
import type { SubgraphContext } from '../_runtime/subgraph-context.ts';
import { isSeriouslyListed } from './adverse-listing.ts';
import { mayBringUp } from './case-parties.ts';
import { coordinationOf } from './coordination-context.ts';
import { type CaseSort, changeCase } from './decided-case-book.ts';
import { isOpenObjection } from './objection.ts';
import { OBJECTION, toObjection } from './objection-case.ts';
import { type Occasion, occasionOf } from './occasion.ts';
import { relatedTo } from './related.ts';
import type { Evidence, Repair } from './repair.ts';
import { REPAIR, repairCase, repairId, type StoredRepair, toRepair } from './repair-case.ts';
import { type RepairStep, takeRepairStep } from './repair-life.ts';
import { openRepair, type RepairApplication } from './repair-opening.ts';
import { factsOf, isSameTarget, type TargetFacts } from './target.ts';
import { NO_TARGET, type TargetInput, targetOf } from './target-input.ts';

/** How repairs are kept. */
export const REPAIRS: CaseSort<StoredRepair> = { kind: REPAIR, toCase: toRepair };

interface ApplicationInput {
  readonly target: TargetInput;
  readonly mandateNo?: string | null;
  readonly dutyFulfilledOn: string;
  readonly evidence: readonly Evidence[];
  readonly commitment: string;
}

interface StepArguments {
  readonly id: string;
  readonly version: number;
}

interface ReasonArguments extends StepArguments {
  readonly reason: string;
}

interface DecisionArguments extends ReasonArguments {
  readonly documentNo: string;
}

interface RepairChange {
  readonly repair: StoredRepair | null;
  readonly firstPossibleOn: string | null;
  readonly problems: readonly Problem[];
}

/** Applying for the repair of a record or an entry, and deciding about it. */
export const repairMutations = {
  applyForRepair: (_: unknown, { input }: { input: ApplicationInput }, context: SubgraphContext) =>
    apply(input, context),
  supplementRepair: (
    _: unknown,
    { evidence, ...args }: StepArguments & { evidence: readonly Evidence[] },
    context: SubgraphContext,
  ) => step(args, { kind: 'SUPPLEMENT', evidence: evidence.map((one) => ({ ...one })) }, context),
  askForRepairSupplement: (_: unknown, { reason, ...args }: ReasonArguments, context: SubgraphContext) =>
    step(args, { kind: 'ASK_SUPPLEMENT', reason }, context),
  acceptRepair: (
    _: unknown,
    { severity, ...args }: StepArguments & { severity?: Severity | null },
    context: SubgraphContext,
  ) => step(args, { kind: 'ACCEPT', severity: severity ?? null }, context),
  declineRepair: (_: unknown, { reason, ...args }: ReasonArguments, context: SubgraphContext) =>
    step(args, { kind: 'DECLINE', reason }, context),
  extendRepair: (_: unknown, { reason, ...args }: ReasonArguments, context: SubgraphContext) =>
    step(args, { kind: 'EXTEND', reason }, context),
  approveRepair: (_: unknown, { documentNo, reason, ...args }: DecisionArguments, context: SubgraphContext) =>
    step(args, (repair) => approval(repair, { documentNo, reason }, context), context),
  rejectRepair: (
    _: unknown,
    { documentNo, reason, isDeceit, ...args }: DecisionArguments & { isDeceit: boolean },
    context: SubgraphContext,
  ) => step(args, { kind: 'REJECT', documentNo, reason, isDeceit }, context),
  revokeRepair: (_: unknown, { documentNo, reason, ...args }: DecisionArguments, context: SubgraphContext) =>
    step(args, { kind: 'REVOKE', documentNo, reason }, context),
} satisfies Record<string, FieldResolver>;

/** To whom it is not to bring this up it looks as if there were none. */
async function apply(input: ApplicationInput, context: SubgraphContext): Promise<RepairChange | null> {
  const caller = authenticatedCaller(context);
  if (caller === null) return null;
  const target = targetOf(input.target);
  const facts = target === null ? null : await factsOf(target, context, context.today);
  if (target === null || facts === null || !mayBringUp(facts, caller)) return refused({ problems: [NO_TARGET] });
  context.disclosed.about([facts.subjectId]);
  const { mandateNo = null, dutyFulfilledOn, evidence, commitment } = input;
  const ofSubject = mandateNo === null ? 'SUBJECT' : 'REPRESENTATIVE';
  const application: RepairApplication = {
    applicant: caller.kind === 'officer' ? 'OFFICER' : ofSubject,
    mandateNo,
    dutyFulfilledOn,
    evidence: evidence.map((one) => ({ ...one })),
    commitment,
  };
  return submit(application, facts, occasionOf(caller, context), context);
}

/** Of several who apply for the same at once, one is the first; the others are told that it was applied for. */
async function submit(
  application: RepairApplication,
  facts: TargetFacts,
  occasion: Occasion,
  context: SubgraphContext,
): Promise<RepairChange> {
  const listed = await isSeriouslyListed(facts, context);
  for (;;) {
    const earlier = await repairsOf(facts.subjectId, context);
    const outcome = openRepair(application, { facts, earlier, isSeriouslyListed: listed }, occasion);
    if (outcome.kind === 'refused') return refused(outcome);
    const number = earlier.filter((one) => isSameTarget(one.target, facts.target)).length;
    const version = repairCase(repairId(facts.target, number), null, outcome.repair, outcome.event, context.now);
    if (await coordinationOf(context).store.save(version)) return done(toRepair(version));
  }
}

/** All applications of the subject, latest first. */
async function repairsOf(subjectId: string, context: SubgraphContext): Promise<readonly StoredRepair[]> {
  const found = await coordinationOf(context).store.casesOfSubjects(REPAIR, [subjectId]);
  return (found.get(subjectId) ?? []).map(toRepair);
}

type DecidedStep = RepairStep | ((repair: StoredRepair) => Promise<RepairStep | Problem>);

async function step(args: StepArguments, wanted: DecidedStep, context: SubgraphContext): Promise<RepairChange | null> {
  const caller = authenticatedCaller(context);
  if (caller === null) return null;
  const occasion = occasionOf(caller, context);
  const change = await changeCase<StoredRepair, { problems: readonly Problem[]; firstPossibleOn?: string }>(
    REPAIRS,
    args,
    async (before) => {
      const chosen = typeof wanted === 'function' ? await wanted(before) : wanted;
      if ('code' in chosen) return { kind: 'refused', problems: [chosen] };
      const outcome = takeRepairStep(before, chosen, occasion);
      if (outcome.kind === 'refused') return outcome;
      const barred = chosen.kind === 'REVOKE' ? await undecidedObjection(before, context) : null;
      if (barred !== null) return { kind: 'refused', problems: [barred] };
      return { kind: 'save', version: repairCase(before.id, before, outcome.repair, outcome.event, context.now) };
    },
    (problem) => ({ problems: [problem] }),
    context,
  );
  return change.kind === 'changed' ? done(change.case) : { ...refused(change), repair: change.case };
}

/** Approval is of all that the decision is kept as on that day. */
async function approval(
  { target }: Repair,
  decision: { readonly documentNo: string; readonly reason: string },
  context: SubgraphContext,
): Promise<RepairStep | Problem> {
  const facts = await factsOf(target, context, context.today);
  if (facts === null) return NO_TARGET;
  const related = await relatedTo(facts, context, context.today);
  return { kind: 'APPROVE', ...decision, related, standing: facts.standing };
}

/** What is disputed is not put back in force before that is decided. */
async function undecidedObjection({ subjectId, target }: Repair, context: SubgraphContext): Promise<Problem | null> {
  const found = await coordinationOf(context).store.casesOfSubjects(OBJECTION, [subjectId]);
  const objections = (found.get(subjectId) ?? []).map(toObjection);
  return objections.some((one) => isSameTarget(one.target, target) && isOpenObjection(one)) ? DISPUTED : null;
}

const DISPUTED: Problem = {
  code: 'WRONG_STATUS',
  field: null,
  message: 'It is disputed. Decide about the objection first.',
};

function done(repair: StoredRepair): RepairChange {
  return { repair, firstPossibleOn: null, problems: [] };
}

function refused({
  problems,
  firstPossibleOn = null,
}: {
  readonly problems: readonly Problem[];
  readonly firstPossibleOn?: string | null | undefined;
}): RepairChange {
  return { repair: null, firstPossibleOn, problems };
}
