import type { Denial } from './denial.ts';
import type { Owner } from './owners.ts';
import type { Requirement } from './requirement.ts';

/** What is closed, and what it needed. */
interface Closed {
  readonly coordinate: string;
  /** Each of them is necessary. */
  readonly requires: readonly Requirement[];
  readonly owner: Owner | undefined;
  readonly item: string | undefined;
}

/** Denials as they are found, each coordinate and path pattern once. */
export class Denials {
  readonly #byPlace = new Map<string, Denial>();

  get all(): readonly Denial[] {
    return [...this.#byPlace.values()];
  }

  /** @param unmet of what it requires, or of what it requires one of */
  add(kind: Denial['kind'], path: readonly string[], closed: Closed, unmet: readonly Requirement[]): void {
    const place = `${closed.coordinate} ${path.join('.')}`;
    if (this.#byPlace.has(place)) return;
    this.#byPlace.set(place, {
      kind,
      coordinate: closed.coordinate,
      path: [...path],
      requires: textOf(closed.requires, unmet),
      unmet,
      owner: only(unmet.map(({ owner }) => owner)) ?? closed.owner ?? null,
      item: only(unmet.map(({ item }) => item)) ?? closed.item ?? null,
    });
  }
}

function textOf(requires: readonly Requirement[], unmet: readonly Requirement[]): string {
  const necessary = texts(unmet.filter((requirement) => requires.includes(requirement)));
  const oneOf = texts(unmet.filter((requirement) => !requires.includes(requirement)));
  const alternatives = oneOf.length > 1 && necessary.length > 0 ? [`(${oneOf.join(' OR ')})`] : [oneOf.join(' OR ')];
  return [...necessary, ...alternatives.filter((text) => text !== '')].join(' AND ');
}

function texts(requirements: readonly Requirement[]): string[] {
  return [...new Set(requirements.map(({ text }) => text))];
}

function only<T>(values: readonly T[]): T | undefined {
  return new Set(values).size === 1 ? values[0] : undefined;
}
