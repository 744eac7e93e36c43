import { HubError } from '../../../schema/errors.ts';
import type { RecordField, RecordType } from '../record-type.ts';
import { type PersonalNumber, personalNumberIn } from './personal-numbers.ts';

const NAMES: Readonly<Record<PersonalNumber, string>> = {
  'citizen-id': 'a citizen identity number',
  'mobile-number': 'a mobile telephone number',
  'bank-card': 'the number of a bank card',
};

/**
 * Fields of the type that hold text which everybody reads, as no rule protects it. Fields made for personal numbers are sealed;
 * codes of an enum and dates hold no text; numbers of organisations, cases and permits are text.
 */
export function openTextFields(type: RecordType): readonly string[] {
  return [...type.fields.values()].filter((field) => isOpenText(type, field)).map(({ name }) => name);
}

/** A personal number in the value, at any depth; null where there is none. */
export function personalNumberInValue(value: unknown): PersonalNumber | null {
  if (typeof value === 'string') return personalNumberIn(value);
  if (typeof value !== 'object' || value === null) return null;
  for (const part of Object.values(value)) {
    const found = personalNumberInValue(part);
    if (found !== null) return found;
  }
  return null;
}

/**
 * Refuses records that hold a personal number where it would be read by everybody. The fields are those of `openTextFields`.
 *
 * @throws HubError RECORD_INVALID that names the field, never the value
 */
export function refusePersonalNumbers(
  typeName: string,
  openFields: readonly string[],
  values: Readonly<Record<string, unknown>>,
): void {
  for (const name of openFields) {
    const found = personalNumberInValue(values[name]);
    if (found === null) continue;
    const problem = `${typeName}.${name}: it holds ${NAMES[found]}, which everybody could read; leave it out, or hide a part of it.`;
    throw new HubError('RECORD_INVALID', { details: { problem } });
  }
}

/** Too short to hold a personal number, in whatever form they are. */
const CHECKED_SCALARS = new Set(['Boolean', 'Int', 'Float', 'Date', 'DateTime']);

function isOpenText(type: RecordType, { name, sealed, values, typeName }: RecordField): boolean {
  const isRuled = type.guard.rule !== undefined || type.guard.fields.some((field) => field.name === name && field.rule);
  return !isRuled && !sealed && values === null && !CHECKED_SCALARS.has(typeName);
}
