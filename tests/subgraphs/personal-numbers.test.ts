import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { personalNumberIn } from '../../subgraphs/_runtime/intake/personal-numbers.ts';
import { citizenId } from '../schema/codes/codes.arbitrary.ts';

const digits = (minLength: number, maxLength = minLength) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength, maxLength });

const mobile = fc
  .tuple(fc.constantFrom('3', '5', '7', '8', '9'), digits(9))
  .map(([second, rest]) => `1${second}${rest}`);

/** Numbers of UnionPay cards, with the check digit of ISO/IEC 7812-1. */
const card = digits(13, 16).map((rest) => withLuhn(`62${rest}`));

function withLuhn(front: string): string {
  const sum = [...front].reverse().reduce((total, one, index) => {
    const weighted = Number(one) * (index % 2 === 0 ? 2 : 1);
    return total + (weighted > 9 ? weighted - 9 : weighted);
  }, 0);
  return `${front}${(10 - (sum % 10)) % 10}`;
}

function fullWidth(text: string): string {
  return text.replace(/[\dX]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0));
}

/** The number in groups of so many characters. */
function grouped(text: string, sizes: readonly number[], separator: string): string {
  const groups: string[] = [];
  let rest = text;
  for (const size of sizes) {
    groups.push(rest.slice(0, size));
    rest = rest.slice(size);
  }
  return [...groups, rest].filter((group) => group !== '').join(separator);
}

const WAYS: readonly (readonly [string, (text: string) => string])[] = [
  ['plainly', (text) => text],
  ['in full-width digits', fullWidth],
  ['with spaces', (text) => grouped(text, text.length === 11 ? [3, 4] : [4, 4, 4, 4], ' ')],
  ['with full-width spaces', (text) => grouped(text, text.length === 11 ? [3, 4] : [4, 4, 4, 4], '　')],
  ['with dashes', (text) => grouped(text, text.length === 11 ? [3] : [6], '-')],
];

const prose = fc.constantFrom('', '当事人', '身份证号：', '电话 ', '，联系', '（', 'No.');
const after = fc.constantFrom('', '。', '，应予处罚', ' 等', '）');

describe.each(WAYS)('a personal number written %s is found in a text:', (_, write) => {
  test('that of a citizen', () => {
    fc.assert(
      fc.property(citizenId, prose, after, (number, before, behind) => {
        expect(personalNumberIn(before + write(number) + behind)).toBe('citizen-id');
      }),
    );
  });

  test('that of a mobile telephone', () => {
    fc.assert(
      fc.property(mobile, prose, after, (number, before, behind) => {
        expect(personalNumberIn(before + write(number) + behind)).toBe('mobile-number');
      }),
    );
  });

  test('that of a bank card', () => {
    fc.assert(
      fc.property(card, prose, after, (number, before, behind) => {
        expect(personalNumberIn(before + write(number) + behind)).not.toBeNull();
      }),
    );
  });
});

test.each([
  ['a mobile number with its country', '电话：+86 138-1234-5678。'],
  ['a mobile number behind a date', '2026-10-08 13812345678'],
  ['one of several numbers', '2026年1月2日，罚款3000元，13812345678'],
])('%s is found', (_, text) => {
  expect(personalNumberIn(text)).toBe('mobile-number');
});

test.each([
  ['nothing', ''],
  ['prose', '对当事人处以罚款0.2万元，没收违法所得1234.56元。'],
  ['a document number', '贺市监罚字〔2026〕1号'],
  ['dates', '2026-10-08 至 2027-10-08'],
  ['the number of a commitment', '45110220251211000012'],
  ['the code of a project', '2026-451102-47-01-123456'],
  ['a unified social credit code', '91451102MA5T00010P'],
  ['a landline', '0774-5123456'],
  ['a number whose check character does not agree', '451102199001010017'],
  ['a masked number', '451102********001X、138****5678'],
  ['a licence', 'JY14511020012345'],
])('%s is no personal number', (_, text) => {
  expect(personalNumberIn(text)).toBeNull();
});

test('the quick look at a text changes no answer', () => {
  const piece = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...'0123456789') },
    fc.constantFrom(...'０１３８９①⑩⑾㉑²½⅒Ⅻ㋀xXｘ'),
    fc.constantFrom(' ', '　', '-', '－', '—', '〜', '\n', '\t', '\u200B', '\u20E3', '。', '号', 'a', '（', '.'),
    mobile,
    card,
    citizenId,
    fc.string({ unit: 'grapheme', maxLength: 2 }),
  );
  // Eleven zeros are no personal number, but they lead past the quick look.
  const lookedAt = (text: string) => personalNumberIn(`${text}。00000000000`);
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 24 }), (pieces) => {
      expect(personalNumberIn(pieces.join(''))).toBe(lookedAt(pieces.join('')));
    }),
    { numRuns: 3_000 },
  );
});
