import { HubError } from '../../schema/errors.ts';
import type { AuditEntry, AuditTrail } from '../../storage/audit/port.ts';
import { auditEntry, type HashVariable } from '../audit/audit-entry.ts';
import type { RequestContext } from '../pipeline.ts';
import type { Answer } from './execute.ts';
import { done, type Outcome, refused } from './outcome.ts';

/**
 * Writes down what an answer gives out, before it is sent. Gives the receipt of a protected answer; null where there is none.
 * Refuses with AUDIT_UNAVAILABLE what is protected and could not be written down; what is public is answered all the same.
 */
export type Audit = (
  context: RequestContext,
  content: Buffer | string,
  answer: AuditedAnswer,
  begunMs: number,
) => Promise<Outcome<string | null>>;

/** What of an answer is written down. */
export type AuditedAnswer = Pick<Answer, 'body' | 'errors'>;

/** Signs that the hub has given out what the entry says. */
export type SignReceipt = (entry: AuditEntry, place: { readonly seq: number; readonly hash: string }) => string;

/** What the audit trail is written with. */
export interface AuditSetting {
  readonly trail: AuditTrail;
  readonly hashVariable: HashVariable;
  /** Receipts are given only where there is a key to sign them with. */
  readonly signReceipt: SignReceipt | null;
  /** Told of the grants of each request that was answered. */
  readonly onUse: (grants: readonly string[]) => void;
  readonly now: () => Date;
  readonly log: (cause: unknown) => void;
}

/** The step that keeps the audit trail. Without one, nothing that is protected is answered. */
export function auditing(setting: AuditSetting | null): Audit {
  if (setting === null) {
    return async ({ trace }) =>
      trace.answered?.isProtected === true ? refused(new HubError('AUDIT_UNAVAILABLE')) : done(null);
  }
  const { trail, signReceipt, onUse, log } = setting;
  return async (context, content, answer, begunMs) => {
    if (!isRecorded(context)) return done(null);
    const entry = entryOf(context, content, answer, begunMs, setting);
    const isProtected = context.trace.answered?.isProtected === true;
    onUse(entry.grants);
    try {
      const place = await trail.append(entry);
      return done(isProtected && signReceipt !== null ? signReceipt(entry, place) : null);
    } catch (cause) {
      log(cause);
      return isProtected ? refused(new HubError('AUDIT_UNAVAILABLE', { cause })) : done(null);
    }
  };
}

/** Whatever was answered, and what was refused to a caller that has a name. */
function isRecorded({ trace, standing }: RequestContext): boolean {
  return trace.answered !== undefined || standing.passport.caller.kind !== 'anonymous';
}

function entryOf(
  { requestId, standing, trace }: RequestContext,
  content: Buffer | string,
  answer: AuditedAnswer,
  begunMs: number,
  { hashVariable, now }: AuditSetting,
): AuditEntry {
  const durationMs = performance.now() - begunMs;
  const { passport } = standing;
  const { body, errors } = answer;
  const request = { at: now(), requestId, passport, answered: trace.answered, content, body, errors, durationMs };
  return auditEntry(request, hashVariable);
}
