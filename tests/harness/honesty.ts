import type { ExecutionResult } from 'graphql';
import type { Path } from './reference-answer.ts';

/** What is wrong with an answer that should hold honest values, or null and an error that says so. */
export interface Dishonesty {
  /** Places of values that are other than the honest ones. */
  readonly forged: readonly string[];
  /** Places that are null without an error. */
  readonly silent: readonly string[];
}

/** Holds an answer against the honest one. */
export function dishonesty({ data, errors = [] }: ExecutionResult, honest: unknown): Dishonesty {
  const forged: string[] = [];
  const silent: string[] = [];
  const compare = (value: unknown, expected: unknown, path: Path): void => {
    if (value === null && expected !== null) {
      if (!errors.some((error) => meets(error.path ?? [], path))) silent.push(path.join('/'));
    } else if (!isContainer(value) || !isContainer(expected)) {
      if (value !== expected) forged.push(path.join('/'));
    } else if (Object.keys(value).join() !== Object.keys(expected).join()) {
      forged.push(path.join('/'));
    } else {
      for (const [key, inner] of Object.entries(value)) compare(inner, expected[key], [...path, key]);
    }
  };
  compare(data, honest, []);
  return { forged, silent };
}

function isContainer(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** True where one of the places holds the other. */
function meets(one: Path, other: Path): boolean {
  const shared = Math.min(one.length, other.length);
  return one.slice(0, shared).every((part, index) => String(part) === String(other[index]));
}
