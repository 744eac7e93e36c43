/**
 * Thrown where the batched way of answering gives up: something is wrong, or is not of a form that it knows. Nobody sees it;
 * graphql-js then answers the operation from the beginning, and says what is wrong.
 */
export class Declined extends Error {
  override readonly name = 'Declined';
}

/** Gives up, with a reason for the reader of the code. */
export function decline(reason: string): never {
  throw new Declined(reason);
}
