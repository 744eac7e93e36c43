import fc from 'fast-check';
import { citizenIdCheckChar } from '../../../schema/codes/citizen-id.ts';
import { orgCheckChar } from '../../../schema/codes/org-code.ts';
import { usccCheckChar } from '../../../schema/codes/uscc.ts';

export const USCC_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
export const ORG_ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** Written by hand, not taken from the code under test: domain.md §1.1. */
const DEPARTMENTS =
  '11 12 13 19 21 29 31 32 33 34 35 39 41 49 51 52 53 59 61 62 69 71 72 79 81 89 91 92 93 A1 A9 N1 N2 N3 N9 Y1';
const PROVINCES =
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82';

export const province = fc.constantFrom(...PROVINCES.split(' '));
export const departmentAndCategory = fc.constantFrom(...DEPARTMENTS.split(' '));

export function text(alphabet: string, length: number): fc.Arbitrary<string> {
  return fc.string({ unit: fc.constantFrom(...alphabet), minLength: length, maxLength: length });
}

export const digits = (length: number) => text('0123456789', length);

/** A code with the right check character for whatever precedes it; its organisation code agrees. */
export const uscc = fc
  .tuple(departmentAndCategory, province, digits(4), text(USCC_ALPHABET, 8))
  .map(([department, prefix, area, body]) => `${department}${prefix}${area}${body}${orgCheckChar(body)}`)
  .map((first17) => first17 + usccCheckChar(first17));

/** Birth dates of the 1900s, as a number of 15 digits can hold them. */
const birthDate = fc
  .date({ min: new Date('1900-01-01T00:00:00Z'), max: new Date('1999-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10).replaceAll('-', ''));

export const fifteenDigitId = fc
  .tuple(province, digits(4), birthDate, digits(3))
  .map(([prefix, area, born, sequence]) => `${prefix}${area}${born.slice(2)}${sequence}`);

export const citizenId = fc
  .tuple(province, digits(4), birthDate, digits(3))
  .map(([prefix, area, born, sequence]) => `${prefix}${area}${born}${sequence}`)
  .map((first17) => first17 + citizenIdCheckChar(first17));

/** Anything between a correct code and noise, as a careless hand would type it. */
export const typedCode = fc
  .oneof(uscc, citizenId, fifteenDigitId, digits(15), text(ORG_ALPHABET, 9), text(`${ORG_ALPHABET} -`, 18))
  .chain((code) =>
    fc
      .tuple(fc.nat({ max: code.length }), fc.nat({ max: 2 }), fc.string({ unit: typedCharacter, maxLength: 2 }))
      .map(([at, removed, added]) => code.slice(0, at) + added + code.slice(at + removed)),
  );

const typedCharacter = fc.constantFrom(
  ...ORG_ALPHABET,
  'x',
  'a',
  '９',
  'Ａ',
  '－',
  '-',
  ' ',
  '\u200b',
  '贺',
  '*',
  '😀',
);

export function swap(code: string, first: number, second: number): string {
  const characters = [...code];
  [characters[first], characters[second]] = [code.charAt(second), code.charAt(first)];
  return characters.join('');
}

export function replaceAt(code: string, index: number, character: string): string {
  return code.slice(0, index) + character + code.slice(index + 1);
}
