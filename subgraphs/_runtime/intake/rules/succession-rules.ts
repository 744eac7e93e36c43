import { checkUscc } from '../../../../schema/codes/uscc.ts';
import type { Finding } from '../../../../storage/collection/port.ts';
import type { Lineage } from '../../succession/lineage.ts';
import { endsPredecessor, type Succession } from '../../succession/succession.ts';

/** R02: the code of the successor is none. */
export function checkSuccessorCode(code: string, field: string): Finding | null {
  return checkUscc(code).kind === 'invalid' ? { rule: 'R02', field } : null;
}

/**
 * R18: a subject succeeds itself, or one that has ended into it already. An organisation may take in again what it has given away:
 * a part that was spun off has not ended.
 */
export function checkSuccession(succession: Succession, lineage: Lineage, field: string): Finding | null {
  const { predecessorId, successorId } = succession;
  if (successorId === null) return null; // registered elsewhere, or not yet
  const isCircle =
    predecessorId === successorId || (endsPredecessor(succession) && lineage.endedInto(successorId, predecessorId));
  return isCircle ? { rule: 'R18', field } : null;
}
