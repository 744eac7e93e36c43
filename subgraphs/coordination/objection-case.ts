import type { CaseVersion, DeskEntry, StoredCase } from '../../storage/coordination/port.ts';
import type { JsonValue } from '../../storage/port.ts';
import { recordId } from '../../storage/record-id.ts';
import { CREDIT_OFFICE } from '../_runtime/credit-office.ts';
import { sharedDesks } from './decided-case.ts';
import { type Objection, objectionDueOn } from './objection.ts';
import type { ObjectionEvent } from './objection-life.ts';
import type { Target } from './target.ts';

/** Kind of the cases that objections are, and of what they put on desks. */
export const OBJECTION = 'objection';

/** An objection with its place in the store. */
export interface StoredObjection extends Objection {
  readonly id: string;
  readonly version: number;
  readonly openedAt: string;
}

/** The same for whoever files at the same moment, so that one of them does. */
export function objectionId({ source, item, id }: Target, earlier: number): string {
  return recordId('ObjectionCase', [source, item ?? '', id, String(earlier)]);
}

export function toObjection({ id, version, openedAt, content }: StoredCase): StoredObjection {
  return { ...(content as unknown as Objection), id, version, openedAt }; // cast: written below only
}

/** The case after the event. */
export function objectionCase(
  id: string,
  before: Pick<StoredObjection, 'version' | 'openedAt'> | null,
  objection: Objection,
  event: ObjectionEvent,
  now: Date,
): CaseVersion {
  const at = now.toISOString();
  const openedAt = before?.openedAt ?? at;
  return {
    id,
    kind: OBJECTION,
    version: (before?.version ?? 0) + 1,
    openedAt,
    at,
    subjects: [objection.subjectId],
    // casts: plain objects all through
    content: objection as unknown as JsonValue,
    event: event as unknown as JsonValue,
    desks: [...ownDesks(objection, openedAt), ...sharedDesks(objection, openedAt)],
  };
}

/** It lies with the department that decides and with the credit office: whichever is first accepts it. */
function ownDesks(objection: Objection, since: string): readonly DeskEntry[] {
  const { owner, status } = objection;
  return [...new Set([owner, CREDIT_OFFICE])].map((department) => ({
    ref: `${OBJECTION}-${department}`,
    kind: OBJECTION,
    department,
    state: status,
    dueOn: objectionDueOn(objection),
    openUntil: null,
    since,
  }));
}
