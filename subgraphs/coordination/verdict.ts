import type { SubjectKind } from '../../seeds/reference/cells.ts';
import type { Hit, Offer } from './hits.ts';

/** What a check says. */
export type Verdict = 'PASS' | 'INCENTIVE' | 'WARN' | 'BLOCK';

export interface Judgement {
  readonly verdict: Verdict;
  /** True where an officer has to confirm before it blocks: nothing is decided about a natural person by a program alone. */
  readonly needsConfirmation: boolean;
}

/**
 * Blocks only for a measure that reduces rights, and that rests on something which nobody disputes at the moment; about natural
 * persons it warns, until an officer has confirmed. Everything else is for the department to weigh.
 */
export function judge(hits: readonly Hit[], offers: readonly Offer[], subjectKind: SubjectKind): Judgement {
  const isBlocking = hits.some(({ measure, ground }) => measure.class === 'A' && !ground.underObjection);
  if (isBlocking && subjectKind !== 'NATURAL_PERSON') return { verdict: 'BLOCK', needsConfirmation: false };
  if (hits.length > 0) return { verdict: 'WARN', needsConfirmation: isBlocking };
  return { verdict: offers.length > 0 ? 'INCENTIVE' : 'PASS', needsConfirmation: false };
}
