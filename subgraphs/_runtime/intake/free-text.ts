import { HubError } from '../../../schema/errors.ts';
import type { RecordField, RecordType } from '../record-type.ts';
import { type PersonalNumber, personalNumberIn } from './personal-numbers.ts';

const NAMES: Readonly<Record<PersonalNumber, string>> = {
  'citizen-id': 'a citizen identity number',
  'mobile-number': 'a mobile telephone number',
  'bank-card': 'the number of a bank card',
};

/**
 * Refuses records that hold a personal number where it would be read by everybody: in a text that no rule protects. Fields made
 * for such numbers are sealed, and not looked into.
 *
 * @throws HubError RECORD_INVALID that names the field, never the value
 */
export function refusePersonalNumbers(type: RecordType, fields: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(fields)) {
    const field = type.fields.get(name);
    if (field === undefined || !isPublicText(type, field)) continue;
    const found = textsIn(value)
      .map(personalNumberIn)
      .find((number) => number !== null);
    if (found == null) continue;
    const problem = `${type.name}.${name}: it holds ${NAMES[found]}, which everybody could read; leave it out, or hide a part of it.`;
    throw new HubError('RECORD_INVALID', { details: { problem } });
  }
}

/** Codes of an enum and checked scalars hold no free text; numbers of organisations, cases and permits are free text. */
function isPublicText(type: RecordType, { name, sealed, values }: RecordField): boolean {
  const isRuled = type.guard.rule !== undefined || type.guard.fields.some((field) => field.name === name && field.rule);
  return !isRuled && !sealed && values === null;
}

/** Every text in the value, at any depth. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
