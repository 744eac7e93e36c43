import type { Owner } from './owners.ts';
import type { Requirement } from './requirement.ts';

/**
 * A place of an operation that its caller may not ask: one for each coordinate and path pattern, however many rows there
 * are. Why, is said by `reasonOf`, which needs to know what the caller has agreed with whom.
 */
export interface Denial {
  /** An argument or input field closes the field that it is given to. */
  readonly kind: 'field' | 'argument';
  /** `Type.field`, as the operation names it; `Type.field(argument:)` or `Input.field` of an argument. */
  readonly coordinate: string;
  /** Response keys from the root to the closed field, without positions in lists. */
  readonly path: readonly string[];
  /** What is not met of its rule, as text. */
  readonly requires: string;
  /** What is not met, each of it necessary. */
  readonly unmet: readonly Requirement[];
  /** The department that decides; null where it is none or several. */
  readonly owner: Owner | null;
  /** Code of the catalogue item; null where it is none or several. */
  readonly item: string | null;
}
