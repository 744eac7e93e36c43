import { type ValueSpelling, valueSpellings } from '../../../../seeds/reference/intake-values.ts';
import { halfWidth } from './half-width.ts';

/** Generation of the dual-publicity standard; `any` for types that it does not know. */
export type Generation = ValueSpelling['generation'];

/** A value of an enum and, for 其他-…, what follows the hyphen. */
export interface EnumReading {
  readonly value: string;
  readonly detail: string | null;
}

/** Reads one value of an enum; null where its table does not have it. */
export type EnumReader = (text: string) => EnumReading | null;

const OTHER = 'OTHER';
const DETAIL = /^[-－—:：]+\s*(\S.*)$/su;

/**
 * A reader for an enum, given its values with their Chinese names: it takes the names of the graph, the Chinese names of the SDL, and the spellings of the table
 * that fit the generation of the standard.
 */
export function enumReader(name: string, values: ReadonlyMap<string, string>, generation: Generation): EnumReader {
  const known = new Map<string, EnumReading>([
    ...[...spellingsOf(name, generation)].map(([spelling, value]) => [spelling, plain(value)] as const),
    ...[...values].map(([value, title]) => [halfWidth(title), plain(value)] as const),
    ...[...values.keys()].map((value) => [value, plain(value)] as const),
  ]);
  const other = values.get(OTHER);
  return (text) => {
    const said = halfWidth(text).trim();
    return known.get(said) ?? (other === undefined ? null : otherReading(said, other));
  };
}

/** Spellings of the enum's values in that generation of the standard, and what they are read as. */
export function spellingsOf(name: string, generation: Generation): ReadonlyMap<string, string> {
  const own = valueSpellings().filter(
    (one) => one.enum === name && (one.generation === 'any' || one.generation === generation),
  );
  return new Map(own.map(({ value, readsAs }) => [value, readsAs]));
}

function plain(value: string): EnumReading {
  return { value, detail: null };
}

/** 其他-具体类别. */
function otherReading(name: string, other: string): EnumReading | null {
  if (!name.startsWith(other)) return null;
  const detail = DETAIL.exec(name.slice(other.length))?.[1];
  return detail === undefined ? null : { value: OTHER, detail };
}
