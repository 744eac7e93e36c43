import { createHash } from 'node:crypto';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson } from '../../storage/canonical-json.ts';
import { contentHash } from '../../storage/content-hash.ts';
import type { JsonFields, JsonValue } from '../../storage/port.ts';
import { change, newKeys } from './store-fixtures.ts';

const anyJson = fc
  .jsonValue({ maxDepth: 4 })
  .map((value) => JSON.parse(JSON.stringify(value), (key, member) => (key === '__proto__' ? undefined : member)));
const anyKey = fc.oneof(fc.constantFrom('a', 'b', 'B', 'a\nb', '甲', '10', '9', '01', '-1', 'toString'), fc.string());
const anyFields = fc
  .dictionary(
    anyKey.filter((key) => key !== '__proto__'),
    fc.oneof(anyJson, fc.constant(null)),
    { noNullPrototype: true },
  )
  .map((fields) => fields as JsonFields);

test('the canonical form is the one that hashes in existing stores were made of', () => {
  fc.assert(
    fc.property(fc.oneof(anyJson, anyFields), (value) => {
      expect(canonicalJson(value)).toBe(JSON.stringify(sortedCopy(value)));
    }),
    { numRuns: 500 },
  );
});

test('the hash of a content is the one that existing stores hold', () => {
  const keys = newKeys();
  const anySealed = fc.dictionary(fc.constantFrom('idNumber', 'phone', '7'), fc.string(), { noNullPrototype: true });
  fc.assert(
    fc.property(anyFields, anySealed, fc.option(fc.constant('2029-01-01')), (fields, sealed, publicityEndDate) => {
      const { content } = change({ key: 'a', fields, sealed, publicityEndDate });
      const hashed = Object.entries(sealed).map(([name, value]) => [name, keys.lookupHash(`sealed ${name}`, value)]);
      const text = JSON.stringify(sortedCopy({ ...content, sealed: Object.fromEntries(hashed) }));
      expect(contentHash(keys, content)).toBe(createHash('sha256').update(text).digest('base64url'));
    }),
  );
});

/** As the first hub made it: a copy with sorted keys and without nulls. */
function sortedCopy(value: JsonValue): JsonValue {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(sortedCopy);
  const object = value as { readonly [key: string]: JsonValue };
  const copy: { [key: string]: JsonValue } = {};
  for (const key of Object.keys(object).sort()) {
    const member = object[key];
    if (member !== null && member !== undefined) copy[key] = sortedCopy(member);
  }
  return copy;
}
