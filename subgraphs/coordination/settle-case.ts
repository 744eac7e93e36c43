import type { CaseVersion, StoredCase } from '../../storage/coordination/port.ts';
import type { CaseWork } from '../_runtime/case-work.ts';
import { coordinationOf } from './coordination-context.ts';
import { UNFINISHED } from './decided-case.ts';
import { afterFirst, type Effect, type Outstanding } from './effect.ts';
import { noticesTo } from './notice.ts';
import { OBJECTION, objectionCase, toObjection } from './objection-case.ts';
import { performEffect } from './perform-effect.ts';
import { REPAIR, repairCase, toRepair } from './repair-case.ts';

/** Cases that are looked at together. */
const PAGE = 50;

/**
 * Carries out what a repair or an objection has decided, step by step, each an event of the case. A step is taken first and written
 * down after that, so that one that a crash, or a store that was away, has cut off is taken once more by whoever comes next: at the
 * start of the hub, from time to time, and whenever somebody looks at the case. Two who do it at once do the same.
 *
 * @returns the case as it is then; null where there is none
 * @throws HubError of the store or the trail that a step needs; the case stays where it is
 */
export async function settleCase(id: string, work: CaseWork, now: Date): Promise<StoredCase | null> {
  const { store } = coordinationOf(work);
  for (;;) {
    const stored = await store.case(id);
    const next = stored === null ? null : nextStep(stored);
    if (stored === null || next === null) return stored;
    const recipients = await performEffect(next.effect, next.about, work, now);
    await store.save(afterStep(stored, next, recipients, now));
  }
}

/**
 * Carries out all that lies about unfinished. One case that cannot be finished does not keep the others from it.
 *
 * @param onError is told of each, and which case it is
 */
export async function settleAll(
  work: CaseWork,
  now: Date,
  onError: (cause: unknown, id: string) => void,
): Promise<void> {
  const { store } = coordinationOf(work);
  const seen = new Set<string>();
  for (;;) {
    const query = { kind: UNFINISHED, states: ['OPEN'], first: PAGE + seen.size };
    const { items } = await store.desk(query);
    const ids = items.map(({ case: { id } }) => id).filter((id) => !seen.has(id));
    if (ids.length === 0) return;
    for (const id of ids) {
      seen.add(id);
      await settleCase(id, work, now).catch((cause: unknown) => onError(cause, id));
    }
  }
}

interface NextStep {
  readonly effect: Effect;
  readonly about: ReturnType<typeof decidedCase> & { readonly outstanding: Outstanding };
}

/** Null where nothing is to be carried out. */
function nextStep(stored: StoredCase): NextStep | null {
  const about = decidedCase(stored);
  const { outstanding } = about;
  const effect = outstanding?.effects[0];
  return outstanding === null || effect === undefined ? null : { effect, about: { ...about, outstanding } };
}

function decidedCase(stored: StoredCase) {
  switch (stored.kind) {
    case REPAIR:
      return toRepair(stored);
    case OBJECTION:
      return toObjection(stored);
    default:
      throw new Error(`cases of kind ${stored.kind} decide nothing that is carried out`);
  }
}

function afterStep(
  stored: StoredCase,
  { effect, about }: NextStep,
  recipients: readonly string[],
  now: Date,
): CaseVersion {
  const { by, documentNo, reason } = about.outstanding;
  const told = effect.kind === 'TELL' ? noticesTo(recipients, effect.notice, now.toISOString(), about.notices) : [];
  const settled = { outstanding: afterFirst(about.outstanding), notices: [...about.notices, ...told] };
  const event = {
    what: effect.kind,
    by: by.id,
    department: by.department,
    documentNo: documentNo === '' ? null : documentNo,
    reason: reason === '' ? null : reason,
  };
  return stored.kind === REPAIR
    ? repairCase(stored.id, stored, { ...toRepair(stored), ...settled }, event, now)
    : objectionCase(stored.id, stored, { ...toObjection(stored), ...settled }, event, now);
}
