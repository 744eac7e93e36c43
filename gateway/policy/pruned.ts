import type { OperationDefinitionNode } from 'graphql';
import type { Sight } from '../../schema/access/sight.ts';
import type { Denial } from './denial.ts';

/** What is left of an operation for a caller. */
export type Pruned = PrunedOperation | RejectedOperation;

/** The operation without what its caller may not ask. */
export interface PrunedOperation {
  readonly kind: 'pruned';
  /**
   * What is planned and fetched; null where nothing is left. A response key of the asked operation that stands here for no
   * object of a runtime type is null in the answer, whatever the departments' answers hold under its name.
   */
  readonly operation: OperationDefinitionNode | null;
  /** True where nothing was denied: `operation` is the very object that was asked. */
  readonly isUntouched: boolean;
  readonly denials: readonly Denial[];
  /** Coordinates of fields that the caller sees masked only. */
  readonly masked: readonly string[];
  /** Coordinates of the other fields that are fetched for the caller. */
  readonly returned: readonly string[];
  /** Coordinates that look different for some organisations or sole traders than for others. */
  readonly rowDependent: readonly RowDependent[];
}

/** A field whose sight the department decides for each row. */
export interface RowDependent {
  readonly coordinate: string;
  /** The most that the caller sees of any row. */
  readonly best: Sight;
  /** What it sees of every row at least. */
  readonly worst: Sight;
}

/** Nothing of the operation is done: it is a mutation of which a part is denied. */
export interface RejectedOperation {
  readonly kind: 'rejected';
  readonly denials: readonly Denial[];
}
