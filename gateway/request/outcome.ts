import type { HubError } from '../../schema/errors.ts';

/** What a step of the pipeline ends in: its result, or the error that the caller is answered with. */
export type Outcome<T> =
  | { readonly kind: 'done'; readonly value: T }
  | { readonly kind: 'refused'; readonly error: HubError };

export function done<T>(value: T): Outcome<T> {
  return { kind: 'done', value };
}

export function refused(error: HubError): Outcome<never> {
  return { kind: 'refused', error };
}
