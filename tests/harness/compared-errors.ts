import type { ExecutionResult, GraphQLError } from 'graphql';
import type { Path, ReferenceAnswer } from './reference-answer.ts';

/** Places of errors in which an answer differs from the reference. */
export interface ComparedErrors {
  /** The reference has an error there. */
  readonly lost: readonly string[];
  /** The answer has an error there. */
  readonly added: readonly string[];
}

/**
 * Compares where errors are, not what they say. The place of an error is as much of its path as there is in the data, which is
 * where something is null because of it; so errors that make the same value null are one.
 *
 * The stock gateway tells of values that were missing or wrong in an extension, and only where no department reported an
 * error. The hub reports missing ones as errors (VALUE_MISSING), wherever no error of a department says it already, and one
 * for each value that is null because of them; wrong ones, an enum's value that is hidden for instance, are null without a word.
 */
export function comparedErrors({ data, errors = [] }: ExecutionResult, reference: ReferenceAnswer): ComparedErrors {
  const places = (paths: readonly Path[]) => paths.map((path) => at(data, path).place);
  const isMissing = ({ extensions }: GraphQLError) => extensions.code === 'VALUE_MISSING';
  const reported = places(errors.filter((error) => !isMissing(error)).map(({ path = [] }) => path));
  const missing = errors.filter(isMissing).map(({ path = [] }) => path);

  const vague = places(reference.vagueErrors);
  const lost = [
    ...places(reference.errors).filter((place) => !reported.includes(place)),
    ...vague.filter((outer) => !reported.some((place) => place.startsWith(outer))),
  ];
  const exact = places(reference.errors);
  const added = reported.filter((place) => !exact.includes(place) && !vague.some((outer) => place.startsWith(outer)));
  if (exact.length > 0 || vague.length > 0) {
    return { lost, added: [...added, ...places(missing.filter((path) => at(data, path).value !== null))] };
  }
  const [found, wrong] = [places(missing), places(reference.wrong)];
  return {
    lost: places(reference.missing).filter((place) => !found.includes(place)),
    added: [...added, ...found.filter((place) => !wrong.includes(place))],
  };
}

/** How far the path goes in the data, every part with a slash behind it, and the value there. */
function at(data: unknown, path: Path): { readonly place: string; readonly value: unknown } {
  let value = data;
  let place = '';
  for (const part of path) {
    const inner = (value as Readonly<Record<string | number, unknown>> | null)?.[part]; // cast: what is not there is undefined
    if (inner === undefined) break;
    value = inner;
    place += `${part}/`;
  }
  return { place, value };
}
