import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { hiderInText, type MaskedValue } from '../../../schema/masking/hide-in-text.ts';
import { compoundSurnames } from '../../../seeds/reference/compound-surnames.ts';

const TABLES = { compoundSurnames: compoundSurnames() };

function shown(text: string, ...values: readonly MaskedValue[]): string {
  return hiderInText(values, TABLES)(text);
}

describe('a text beside a masked value', () => {
  test.each([
    ['NAME', '欧阳小明', '当事人欧阳小明无照经营；欧阳小明认错。', '当事人欧阳**无照经营；欧阳**认错。'],
    ['NAME', '张三', '对张　三罚款', '对张*罚款'],
    ['NAME', '张三、李小明', '李小明与张三', '李**与张*'],
    ['NAME', '买买提·吐尔逊', '买买提•吐尔逊到场', '买**·***到场'],
    ['NAME', '张', '张贴公告', '张贴公告'],
    ['ID_NUMBER', '45110219900101001X', '（45110219900101001x）', '（451102********001X）'],
    ['ID_NUMBER', '45110219900101001X', '４５１１０２ 19900101-001Ｘ', '451102********001X'],
    ['PHONE', '13812345678、0774-5123456', '电话138 1234 5678或07745123456', '电话138****5678或0774-*****56'],
    ['ADDRESS', '八步区建设中路12号', '住八步区建设中路12号。', '住八步区建设中路***。'],
    ['ADDRESS', '八步区建设中路', '住八步区建设中路。', '住八步区建设中路。'],
    ['ACCOUNT', 'GX2019004567', '证书GX2019004567', '证书********4567'],
    ['AMOUNT_BAND', '73.55', '补缴73.55万元，173.55万元，第73.55条', '补缴***万元，173.55万元，第73.55条'],
    ['AMOUNT_BAND', '2025', '贺税罚〔2025〕7号', '贺税罚〔2025〕7号'],
  ])('with %s of %s: %s is %s', (rule, clear, text, expected) => {
    expect(shown(text, { rule, clear })).toBe(expected);
  });

  test('hides the longer of two names first, and each of a list', () => {
    expect(shown('王大力与王大', { rule: 'NAME', clear: ['王大', '王大力', null] })).toBe('王**与王*');
  });

  test('stays as it is where nothing is masked, or what is masked is no text', () => {
    expect(shown('张三', { rule: 'NAME', clear: null }, { rule: 'AMOUNT_BAND', clear: 3 })).toBe('张三');
  });

  test('holds no whole value any more, whatever stands around it', () => {
    const name = fc.string({ unit: fc.constantFrom(...'张王李小明欧阳·ab'), minLength: 2, maxLength: 6 });
    const number = fc.string({ unit: fc.constantFrom(...'0123456789X'), minLength: 4, maxLength: 18 });
    const values = fc.record({ name, number });
    const around = fc.array(fc.constantFrom('name', 'number', '对', '罚', '1', ' ', '(', '$&'), { maxLength: 12 });
    fc.assert(
      fc.property(values, around, (clear, parts) => {
        fc.pre(/[^·]/u.test(clear.name.slice(1)));
        const text = parts.map((part) => clear[part as keyof typeof clear] ?? part).join('');
        const result = shown(text, { rule: 'NAME', clear: clear.name }, { rule: 'ID_NUMBER', clear: clear.number });
        expect(result).not.toContain(clear.name);
        expect(result).not.toContain(clear.number);
      }),
      { seed: 20261102, numRuns: 2_000 },
    );
  });
});
