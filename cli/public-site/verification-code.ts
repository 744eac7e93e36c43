import { createHash, sign, timingSafeEqual } from 'node:crypto';
import type { SigningKey } from '../signing-key.ts';

/**
 * The code that is printed on a report. Nothing is kept of it: it holds the day, how many records each section had, and a
 * short hash of all that the report said, and it is made with the hub's own key, so that nobody else can make one.
 *
 * 28 characters of 32 (no 0, 1, I, O), in groups of four: 3 of days since 2020-01-01, 8 of counts, 6 of the content's hash, 10 of
 * the hash of the hub's Ed25519 signature over these and the subject's code, and one check character (Luhn mod 32).
 */
export interface CodeContent {
  /** Day in the city, YYYY-MM-DD. */
  readonly day: string;
  /** Records of each of the eight sections; {@link MOST_COUNTED} stands for that many or more. */
  readonly counts: readonly number[];
  /** First characters of the content's hash. */
  readonly digest: string;
}

/** What {@link readCode} says. */
export type CodeVerdict =
  /** It is not a code: a character is missing or mistyped. */
  | { readonly kind: 'mistyped' }
  /** This hub has made no such code for this subject. */
  | { readonly kind: 'foreign' }
  | { readonly kind: 'issued'; readonly content: CodeContent };

export const MOST_COUNTED = 31;

const SECTIONS = 8;
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const [DAY, COUNTS, DIGEST, SEAL] = [3, SECTIONS, 6, 10];
const LENGTH = DAY + COUNTS + DIGEST + SEAL + 1;
const EPOCH_MS = Date.UTC(2020, 0, 1);
const DAY_MS = 86_400_000;

/** The first characters of a hash, as codes hold them. */
export function digestText(hash: Buffer): string {
  return [...hash.subarray(0, DIGEST)].map((byte) => ALPHABET.charAt(byte & 31)).join('');
}

/** @param subject unified social credit code */
export function makeCode(subject: string, { day, counts, digest }: CodeContent, key: SigningKey): string {
  const days = (Date.parse(day) - EPOCH_MS) / DAY_MS;
  const dayText = [days >> 10, days >> 5, days].map((part) => ALPHABET.charAt(part & 31)).join('');
  const countText = counts.map((count) => ALPHABET.charAt(Math.min(count, MOST_COUNTED))).join('');
  const body = dayText + countText + digest;
  const sealed = body + seal(subject, body, key);
  return (sealed + checkCharacter(sealed)).replace(/.{4}(?=.)/g, '$&-');
}

/** Reads a code as a person typed it: in either case, with blanks or hyphens or none. */
export function readCode(subject: string, typed: string, key: SigningKey): CodeVerdict {
  const code = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}]/gu, '');
  if (code.length !== LENGTH || [...code].some((character) => !ALPHABET.includes(character)))
    return { kind: 'mistyped' };
  if (checkCharacter(code.slice(0, -1)) !== code.at(-1)) return { kind: 'mistyped' };
  const body = code.slice(0, DAY + COUNTS + DIGEST);
  const expected = Buffer.from(seal(subject, body, key));
  if (!timingSafeEqual(expected, Buffer.from(code.slice(body.length, -1)))) return { kind: 'foreign' };
  const values = [...body].map((character) => ALPHABET.indexOf(character));
  const days = values.slice(0, DAY).reduce((sum, value) => sum * 32 + value, 0);
  return {
    kind: 'issued',
    content: {
      day: new Date(EPOCH_MS + days * DAY_MS).toISOString().slice(0, 10),
      counts: values.slice(DAY, DAY + COUNTS),
      digest: body.slice(DAY + COUNTS),
    },
  };
}

/** Ed25519 signatures are the same for the same text, so that the hub can make one again and compare. */
function seal(subject: string, body: string, { privateKey }: SigningKey): string {
  const signature = sign(null, Buffer.from(`credit-hub report code 1\n${subject}\n${body}`), privateKey);
  const hash = createHash('sha256').update(signature).digest();
  return [...hash.subarray(0, SEAL)].map((byte) => ALPHABET.charAt(byte & 31)).join('');
}

/** Luhn mod 32: finds any one wrong character, and nearly all neighbours that were swapped. */
function checkCharacter(text: string): string {
  const sum = [...text].reverse().reduce((total, character, index) => {
    const value = ALPHABET.indexOf(character) * (index % 2 === 0 ? 2 : 1);
    return total + Math.floor(value / 32) + (value % 32);
  }, 0);
  return ALPHABET.charAt((32 - (sum % 32)) % 32);
}
