import { HubError } from '../../schema/errors.ts';

/** An argument does not do. `problem` says what it must be, and repeats nothing of what it is. */
export function invalidArgument(argument: string, problem: string): HubError {
  return new HubError('INVALID_ARGUMENT', { details: { argument, problem } });
}
