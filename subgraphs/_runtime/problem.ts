import { ERRORS } from '../../schema/errors.ts';

/** Why nothing was done, for a program to tell apart. */
export type ProblemCode =
  /** There is nothing of that id that the caller may see. */
  | 'NOT_FOUND'
  /** The caller sees it, but this is not for it to do. */
  | 'NOT_ALLOWED'
  /** Somebody else has changed it meanwhile. */
  | 'CONFLICT'
  /** It is not in a state in which this can be done. */
  | 'WRONG_STATUS'
  /** What was sent does not do; `field` says which. */
  | 'INVALID';

/** Something that stands against what the caller wants, and that it can mend. */
export interface Problem {
  readonly code: ProblemCode;
  /** Name of the input field; null where it is none's fault. */
  readonly field: string | null;
  /** What is wrong and what to do; repeats no value of the input. */
  readonly message: string;
}

/** The input field does not do. */
export function invalid(field: string, message: string): Problem {
  return { code: 'INVALID', field, message };
}

/** The same for what does not exist and for what the caller may not see. */
export const NOT_FOUND: Problem = {
  code: 'NOT_FOUND',
  field: 'id',
  message: 'There is nothing of this id that you may see. Look in the list of what you may see.',
};

export const CONFLICT: Problem = { code: 'CONFLICT', field: 'version', message: ERRORS.CONFLICT.text };

/** The caller is not the one to do this. */
export function notAllowed(message: string): Problem {
  return { code: 'NOT_ALLOWED', field: null, message };
}
