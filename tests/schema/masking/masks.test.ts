import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type EnumTypeDefinitionNode, Kind } from 'graphql';
import { standards } from '../../../schema/expansion/standards.ts';
import { maskValue } from '../../../schema/masking/mask-value.ts';
import { compoundSurnames } from '../../../seeds/reference/compound-surnames.ts';
import { scalars } from '../../../subgraphs/_runtime/scalars.ts';

const TABLES = { compoundSurnames: compoundSurnames() };
const RULES = ['NAME', 'ID_NUMBER', 'PHONE', 'ADDRESS', 'ACCOUNT', 'AMOUNT_BAND'];

function masked(rule: string, value: unknown): unknown {
  return maskValue(rule, value, TABLES);
}

describe('a masked value', () => {
  test.each([
    ['NAME', '张三', '张*'],
    ['NAME', '李小明', '李**'],
    ['NAME', '欧阳明', '欧阳*'],
    ['NAME', '欧阳', '欧*'],
    ['NAME', '司徒 美玲', '司* **'],
    ['NAME', '张　三', '张 *'],
    ['NAME', '买买提·吐尔逊', '买**·***'],
    ['NAME', 'John Smith', 'J*** *****'],
    ['NAME', '张', '*'],
    ['NAME', '广西某某商贸有限公司', '广*********'],
    ['ID_NUMBER', '45110219900101001X', '451102********001X'],
    ['ID_NUMBER', '４５１１０２ １９９００１０１ ００１Ｘ', '451102********001X'],
    ['ID_NUMBER', '451102900101001', '4511********001'],
    ['ID_NUMBER', 'E12345678', 'E1*****78'],
    ['ID_NUMBER', 'H12345678', 'H1*****78'],
    ['ID_NUMBER', '12345678', '12****78'],
    ['ID_NUMBER', 'CHN110012345678', 'CHN1********678'],
    ['ID_NUMBER', '911451197001010019', '911451********0019'],
    ['PHONE', '13812345678', '138****5678'],
    ['PHONE', '１３８-1234 5678', '138****5678'],
    ['PHONE', '+86 138 1234 5678', '138****5678'],
    ['PHONE', '0774-5123456', '0774-*****56'],
    ['PHONE', '(0774)5123456', '0774-*****56'],
    ['PHONE', '0774-5123456-801', '0774-*****56-***'],
    ['PHONE', '0774-5123456转801', '0774-*****56-***'],
    ['PHONE', '010-12345678', '010-******78'],
    ['PHONE', '5123456', '5****56'],
    ['PHONE', '13812345678、0774-5123456', '138****5678/0774-*****56'],
    ['PHONE', '不详', '***'],
    ['ADDRESS', '广西壮族自治区贺州市八步区建设中路12号3栋', '广西壮族自治区贺州市八步区建设中路***'],
    ['ADDRESS', '贺州市八步区八步街道灵峰小区3栋201', '贺州市八步区八步街道***'],
    ['ADDRESS', '贺州市平桂区公会镇杨会村八组7号', '贺州市平桂区公会镇杨会村***'],
    ['ADDRESS', '贺州市八步区贺州大道', '贺州市八步区贺州大道***'],
    ['ADDRESS', '灵峰小区3栋', '***'],
    ['ACCOUNT', '6222 0212 3456 7890 123', '***************0123'],
    ['ACCOUNT', '12345', '***45'],
    ['AMOUNT_BAND', '0', '0'],
    ['AMOUNT_BAND', '0.85', '0'],
    ['AMOUNT_BAND', '1', '1'],
    ['AMOUNT_BAND', '4.99', '1'],
    ['AMOUNT_BAND', '73.5', '50'],
    ['AMOUNT_BAND', '123456.78', '100000'],
    ['AMOUNT_BAND', '-620', '-500'],
    ['AMOUNT_BAND', 'a lot', null],
  ])('%s of %s is %s', (rule, value, expected) => {
    expect(masked(rule, value)).toBe(expected);
  });

  test.each(RULES)('of nothing is nothing, by %s', (rule) => {
    expect(masked(rule, null)).toBeNull();
    expect(masked(rule, undefined)).toBeNull();
  });

  test('is null where nobody knows how to mask: by another rule, or what is no text', () => {
    expect(masked('toString', '张三')).toBeNull();
    expect(masked('SHOUT', '张三')).toBeNull();
    expect(masked('NAME', 12)).toBeNull();
    expect(masked('NAME', { name: '张三' })).toBeNull();
  });

  test('of a list is the list of masked values', () => {
    expect(masked('NAME', ['张三', null, '欧阳明'])).toEqual(['张*', null, '欧阳*']);
  });
});

const digit = fc.constantFrom(...'0123456789');
const digits = (minLength: number, maxLength = minLength) => fc.string({ unit: digit, minLength, maxLength });
const han = fc.constantFrom(...'张王李赵欧阳司徒明芳伟静强磊娜艳勇军杰娟涛超敏');
/** The same number as people write it: in full-width digits, with spaces and dashes. */
const written = (text: string) =>
  fc
    .array(fc.constantFrom('', '', '', ' ', '-', '　'), { minLength: text.length, maxLength: text.length })
    .chain((gaps) =>
      fc
        .boolean()
        .map((wide) =>
          [...text]
            .map(
              (one, index) =>
                (wide ? one.replace(/\d/, (plain) => String.fromCharCode(plain.charCodeAt(0) + 0xfee0)) : one) +
                (index === text.length - 1 ? '' : gaps[index]),
            )
            .join(''),
        ),
    );

test('the schema says of a masked amount what it is: the lower edge of its band', () => {
  const rules = standards().get('MaskRule');
  expect(rules?.kind).toBe(Kind.ENUM_TYPE_DEFINITION);
  const { values = [] } = rules as EnumTypeDefinitionNode; // cast: checked on the line before
  const text = values.find(({ name }) => name.value === 'AMOUNT_BAND')?.description?.value ?? '';
  expect(text).toMatch(/^The lower edge of its band/);
  expect(text).toMatch(/所在区间的下限/);
  const edges = text.match(/\d+/g) ?? [];
  expect(new Set(edges).size).toBe(5);
  for (const edge of edges) expect(masked('AMOUNT_BAND', `${edge}.3`)).toBe(edge);
});

describe('whatever the value,', () => {
  test('masking again changes nothing', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...RULES),
        fc.oneof(fc.string(), fc.string({ unit: han }), digits(1, 20)),
        (rule, text) => {
          const once = masked(rule, text);
          expect(masked(rule, once)).toEqual(once);
        },
      ),
    );
  });

  test('the date of birth of a citizen identity number is gone, however it is written', () => {
    const parts = fc.tuple(digits(6), digits(8), digits(4));
    fc.assert(
      fc.property(
        parts.chain(([area, birth, rest]) => written(area + birth + rest).map((text) => ({ area, birth, rest, text }))),
        ({ area, rest, text }) => {
          expect(masked('ID_NUMBER', text)).toBe(`${area}********${rest}`);
        },
      ),
    );
  });

  test.each(['ID_NUMBER', 'ACCOUNT'])('%s hides at least half of a number of any length but 18', (rule) => {
    fc.assert(
      fc.property(
        digits(1, 40).filter(({ length }) => length !== 18),
        (text) => {
          const shown = String(masked(rule, text)).replaceAll('*', '');
          expect(shown.length * 2).toBeLessThanOrEqual(text.length);
        },
      ),
    );
  });

  test('a mobile number shows seven digits, however it is written', () => {
    fc.assert(
      fc.property(
        digits(9).chain((rest) => written(`13${rest}`).map((text) => ({ number: `13${rest}`, text }))),
        ({ number, text }) => {
          expect(masked('PHONE', text)).toBe(`${number.slice(0, 3)}****${number.slice(-4)}`);
        },
      ),
    );
  });

  test('a landline shows two digits of the line, and nothing of the extension', () => {
    fc.assert(
      fc.property(digits(7, 8), digits(1, 4), fc.constantFrom('-', '转', ' ext. '), (line, extension, mark) => {
        expect(masked('PHONE', `0774-${line}${mark}${extension}`)).toBe(
          `0774-${'*'.repeat(line.length - 2)}${line.slice(-2)}-***`,
        );
      }),
    );
  });

  test('a name shows no character after its surname', () => {
    fc.assert(
      fc.property(fc.string({ unit: han, minLength: 2, maxLength: 6 }), (name) => {
        const kept = name.length > 2 && TABLES.compoundSurnames.has(name.slice(0, 2)) ? 2 : 1;
        expect(masked('NAME', name)).toBe(name.slice(0, kept) + '*'.repeat(name.length - kept));
      }),
    );
  });

  test('an address shows nothing behind its street', () => {
    const place = fc.constantFrom('贺州市八步区建设路', '八步镇厦良村', '贺州市平桂区西湾街道西环大道', '钟山县城厢街');
    fc.assert(
      fc.property(place, fc.string({ minLength: 1 }), (street, rest) => {
        fc.pre(!/^[口道]/.test(rest.normalize('NFKC')));
        expect(masked('ADDRESS', street + rest)).toBe(`${street}***`);
      }),
    );
  });

  test('an amount stays a Decimal, not larger than it is, and of one significant digit', () => {
    const amount = fc.tuple(fc.boolean(), digits(1, 12), digits(0, 6));
    fc.assert(
      fc.property(amount, ([isNegative, whole, decimals]) => {
        const text = `${isNegative ? '-' : ''}${whole}${decimals === '' ? '' : `.${decimals}`}`;
        const edge = scalars.Decimal?.serialize(masked('AMOUNT_BAND', text)) as string;
        expect(edge).toMatch(/^(0|-?[15]0*)$/);
        expect(Math.abs(Number(edge))).toBeLessThanOrEqual(Math.abs(Number(text)));
        expect(Math.abs(Number(text)) < 1 || Math.abs(Number(edge)) * 5 >= Math.abs(Number(text)) * 0.999).toBe(true);
      }),
    );
  });
});
