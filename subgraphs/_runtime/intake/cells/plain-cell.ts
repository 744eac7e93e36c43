import { readDecimal } from './decimal-cell.ts';
import { spellingsOf } from './enum-cell.ts';
import { halfWidth } from './half-width.ts';

/** A whole number within 32 bits, as the graph's Int; null where it is none. */
export function readInt(cell: string): number | null {
  const text = readDecimal(cell);
  if (text === null || text.includes('.')) return null;
  const number = Number(text);
  return Number.isInteger(number) && Math.abs(number) <= MAX_INT ? number : null;
}

const MAX_INT = 2 ** 31 - 1;

/** A number as the graph's Float; null where it is none. */
export function readFloat(cell: string): number | null {
  const text = readDecimal(cell);
  return text === null ? null : Number(text);
}

/** 是 or 否, and what else stands for them. */
export function booleanReader(): (cell: string) => boolean | null {
  const spellings = spellingsOf('Boolean', 'any');
  return (cell) => {
    const said = spellings.get(halfWidth(cell).trim());
    return said === undefined ? null : said === 'true';
  };
}

/** A value with parts of its own, as JSON; null where it is none. */
export function readJson(cell: string): object | null {
  try {
    const value: unknown = JSON.parse(cell);
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}

/** A list of such values, as JSON; null where it is none. */
export function readJsonList(cell: string): readonly unknown[] | null {
  const value = readJson(cell);
  return Array.isArray(value) ? value : null;
}
