import type { JsonValue } from './port.ts';

/** JSON of the value with sorted keys, without members that are null. Keys that are array indexes come first, as in objects. */
export function canonicalJson(value: JsonValue): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join()}]`;
  const object = value as { readonly [key: string]: JsonValue }; // arrays and null were handled above
  let text = '';
  for (const key of sortedKeys(object)) {
    const member = object[key];
    if (member === null || member === undefined) continue;
    text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(member)}`;
  }
  return `{${text}}`;
}

function sortedKeys(object: object): readonly string[] {
  const keys = Object.keys(object).sort();
  // An object orders by itself, but making one for it costs more than all the rest.
  return keys.some(beginsWithDigit) ? Object.keys(Object.fromEntries(keys.map((key) => [key, null]))) : keys;
}

function beginsWithDigit(key: string): boolean {
  return key >= '0' && key < ':';
}
