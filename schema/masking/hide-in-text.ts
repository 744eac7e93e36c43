import { HIDDEN_PART } from './hidden.ts';
import { NAME_SEPARATOR } from './mask-name.ts';
import { type MaskTables, maskValue } from './mask-value.ts';
import { plainNumber } from './plain-number.ts';

/** A value that its reader sees masked. */
export interface MaskedValue {
  /** `MaskRule` of the schema. */
  readonly rule: string;
  /** A text or a list of texts; in others there is nothing to look for. */
  readonly clear: unknown;
}

/**
 * What hides the values in other texts of their row: each occurrence becomes what the mask shows of it, be it written in full
 * width, or with spaces, dashes or dots between its characters. An amount counts where its unit follows, since
 * the same figure can be the number of an article or a year. What is too short to say anything of anybody stays: a single
 * character of a name, three of a number.
 */
export function hiderInText(values: readonly MaskedValue[], tables: MaskTables): (text: string) => string {
  const hidings = values
    .flatMap(({ rule, clear }) => [clear].flat(2).flatMap((one) => hidingsOf(rule, one, tables)))
    // A name can hold another one.
    .sort((one, other) => other.length - one.length);
  return (text) => hidings.reduce((shown, { pattern, masked }) => shown.replace(pattern, () => masked), text);
}

interface Hiding {
  readonly pattern: RegExp;
  readonly masked: string;
  /** Of the clear value. */
  readonly length: number;
}

/** Several names or numbers in one field. An address is one, whatever is in it. */
const BETWEEN_VALUES = /[/、，,；;]/;

function hidingsOf(rule: string, clear: unknown, tables: MaskTables): readonly Hiding[] {
  if (typeof clear !== 'string') return [];
  const parts = rule === 'ADDRESS' ? [clear] : clear.normalize('NFKC').split(BETWEEN_VALUES);
  return parts.flatMap((part) => {
    const value = NUMBERS.includes(rule) ? plainNumber(part) : part.normalize('NFKC').trim();
    const masked = rule === 'AMOUNT_BAND' ? HIDDEN_PART : maskValue(rule, value, tables);
    const { length } = [...value];
    // Of an address that is no more than a street nothing is hidden.
    if (length < shortest(rule) || (typeof masked === 'string' && masked.includes(value))) return [];
    return [{ pattern: patternOf(rule, value), masked: typeof masked === 'string' ? masked : HIDDEN_PART, length }];
  });
}

const NUMBERS: readonly string[] = ['ID_NUMBER', 'PHONE', 'ACCOUNT'];

function shortest(rule: string): number {
  if (rule === 'AMOUNT_BAND') return 1;
  return rule === 'NAME' ? 2 : 4;
}

function patternOf(rule: string, value: string): RegExp {
  if (rule === 'AMOUNT_BAND') return new RegExp(`(?<![\\d.])${inEitherWidth(value).join('')}(?=\\s*[万亿元])`, 'gu');
  const between = rule === 'NAME' ? NAME_SEPARATOR : '[\\s\\p{Pd}\\p{Cf}]';
  const characters = value.replace(new RegExp(between, 'gu'), '');
  return new RegExp(inEitherWidth(characters).join(`${between}*`), 'giu');
}

/** Each of the characters, and its twin in full width where it has one. */
function inEitherWidth(text: string): readonly string[] {
  const hex = (point: number) => `\\u{${point.toString(16)}}`;
  return [...text].map((character) => {
    const point = character.codePointAt(0) ?? 0;
    return point > 0x20 && point < 0x7f ? `[${hex(point)}${hex(point + 0xfee0)}]` : hex(point);
  });
}
