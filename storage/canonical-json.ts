import { LRUCache } from 'lru-cache';
import type { JsonValue } from './port.ts';

/** JSON of the value with sorted keys, without members that are null. Keys that are array indexes come first, as in objects. */
export function canonicalJson(value: JsonValue): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join()}]`;
  const object = value as { readonly [key: string]: JsonValue }; // arrays and null were handled above
  let text = '';
  for (const { key, quoted } of orderOf(Object.keys(object)).members) {
    const member = object[key];
    if (member === null || member === undefined) continue;
    text += text === '' ? quoted : `,${quoted}`;
    text += typeof member === 'string' ? JSON.stringify(member) : canonicalJson(member);
  }
  return `{${text}}`;
}

/** Keys as an object has them, and in the order of the canonical form. */
interface KeyOrder {
  readonly keys: readonly string[];
  /** With the key as it is written, colon included. */
  readonly members: readonly { readonly key: string; readonly quoted: string }[];
}

/** Objects have few sets of keys, and to sort one costs more than to write what stands under it. */
const orders = new LRUCache<string, KeyOrder>({ max: 1_000 });

function orderOf(keys: readonly string[]): KeyOrder {
  const name = keys.join();
  const known = orders.get(name);
  if (known !== undefined && isSame(known.keys, keys)) return known;
  const members = sorted(keys).map((key) => ({ key, quoted: `${JSON.stringify(key)}:` }));
  const order = { keys, members };
  orders.set(name, order);
  return order;
}

/** Keys may hold what stands between them in a name. */
function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((key, place) => key === other[place]);
}

/** An object puts its array indexes first by itself. */
function sorted(keys: readonly string[]): readonly string[] {
  return Object.keys(Object.fromEntries([...keys].sort().map((key) => [key, null])));
}
