import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { beginsLikeUscc, checkUscc, isUscc, usccCheckChar } from '../../../schema/codes/uscc.ts';
import * as arbitrary from './codes.arbitrary.ts';

describe('a unified social credit code', () => {
  test.each([
    ['91451102MA5T00010P', 'enterprise, 八步区'],
    ['92451103MA5T000290', 'sole trader, 平桂区'],
    ['93451123MA5T00037N', 'farmers cooperative, 富川'],
    ['11451100MB0T0004X3', 'administration, organisation check X'],
    ['12451121MB0T00058D', 'public institution, 昭平'],
    ['51451122MJ0T000651', 'social organisation, 钟山'],
    ['31450000MD0T0008XP', 'law firm, registered by the region'],
    ['N2451102MF0T00095A', 'village collective'],
    ['91310000132215150M', 'real public code'],
    ['91320100748204660Q', 'real public code'],
    ['11320100MB1886843H', 'real public code'],
    ['11420000MB15291767', 'real public code'],
  ])('%s is valid (%s)', (code) => {
    expect(checkUscc(code)).toEqual({
      kind: 'valid',
      uscc: code,
      orgCode: code.slice(8, 17),
      areaCode: code.slice(2, 8),
      warnings: [],
    });
    expect(isUscc(code)).toBe(true);
  });

  test.each([
    ['91451102MA5T000101', 'wrong check character', /^Position 18, the check character, must be P /],
    ['91451120MA5T00010P', 'area typo', /^Position 18, the check character, must be . /],
    ['91451102M5AT00010P', 'transposition', /^Position 18, the check character, must be . /],
    ['91451102OA5T00010P', 'letter O', /^Position 9 holds a character that no such code has/],
    ['91451102MA5T0001 0P', 'space inside', /^Position 17 is a space/],
    ['91451102MA5T00010\u200bP', 'invisible character', /^Position 18 is a space or an invisible character/],
    ['91451102MA5T00010', 'one short', /^The code has 17 characters; a unified social credit code has 18/],
    ['91451102MA5T0001😀', 'a character outside the basic plane counts once', /has 17 characters/],
    ['', 'empty', /^The code is empty/],
    ['  ', 'blank', /^The code is empty/],
    ['000000000000000000', 'all zero', /^A row of zeros is a placeholder/],
    ['00000000000000000X', 'placeholder', /^A row of zeros is a placeholder/],
    ['B1451102MA5T00010P', 'unknown department', /^Position 1 is not a department/],
    ['01451102MA5T00010P', 'department 0', /^Position 1 is not a department/],
    ['94451102MA5T00010P', 'unknown category', /^Position 2 .* must be 1, 2 or 3\./],
    ['Y2451102MA5T00010P', 'unknown category', /^Position 2 .* must be 1\./],
    ['9145110AMA5T00010P', 'letter in the area', /^Position 8 must be a digit/],
    ['91991102MA5T00010P', 'no such province', /^Positions 3 and 4 are not the code of a province/],
  ])('%s is refused (%s)', (code, _reason, problem) => {
    expect(checkUscc(code)).toEqual({ kind: 'invalid', problem: expect.stringMatching(problem) });
    expect(isUscc(code)).toBe(false);
  });

  test('whose organisation code has a wrong check character is valid with a warning', () => {
    expect(checkUscc('91451102MA5T00011T')).toMatchObject({ kind: 'valid', warnings: ['ORG_CHECK_WARN'] });
  });

  test.each([
    ['91451102ma5t00010p', 'lower case'],
    ['\u3000 91451102MA5T00010P\t\n', 'blanks around'],
    ['９１４５１１０２ＭＡ５Ｔ０００１０Ｐ', 'full width'],
    ['９１451102ｍa5t00010ｐ', 'mixed'],
  ])('is normalised: %s (%s)', (input) => {
    expect(checkUscc(input)).toMatchObject({ kind: 'valid', uscc: '91451102MA5T00010P' });
    expect(isUscc(input)).toBe(false);
  });

  test('is not repaired by a case mapping that changes other letters', () => {
    expect(checkUscc('11451100MB0T0004ß3').kind).toBe('invalid');
  });
});

describe('the area of a unified social credit code', () => {
  const isKnownArea = (areaCode: string) => areaCode === '451102';

  test('is asked of the caller', () => {
    expect(checkUscc('91451102MA5T00010P', { isKnownArea }).kind).toBe('valid');
    expect(checkUscc('92451103MA5T000290', { isKnownArea })).toEqual({
      kind: 'invalid',
      problem: expect.stringMatching(/^Positions 3 to 8 are not the code of an area/),
    });
  });

  test('may be the state, which no table of areas lists', () => {
    const first17 = '11100000000013039';
    const code = first17 + usccCheckChar(first17);
    expect(checkUscc(code, { isKnownArea })).toMatchObject({ kind: 'valid', areaCode: '100000' });
  });
});

describe('a citizen identity number in place of a unified social credit code', () => {
  test.each([
    ['11010519491231002X', 'valid'],
    ['440524188001010014', 'valid'],
    ['45110219000101001X', 'valid'],
    ['452402190001010033', 'abolished area'],
    ['110105194912310021', 'wrong check character'],
    ['45110219001301001X', 'wrong month'],
    ['11010519491231002x', 'lower-case x'],
    ['110105 19491231 002X', 'with spaces'],
    ['11010519491231002', 'last character lost'],
    ['451102000101001', 'old form of 15 digits'],
  ])('%s is told that persons are not looked up (%s)', (input) => {
    expect(checkUscc(input)).toEqual({
      kind: 'invalid',
      problem: expect.stringMatching(/^This looks like a citizen identity number\. Persons are not looked up/),
    });
  });

  test('is refused even if mod 31 agrees by chance, unless the organisation code inside agrees too', () => {
    const clashes = numbersValidAsBoth();
    expect(clashes.length).toBeGreaterThan(0);
    for (const { code, orgAgrees } of clashes) expect(checkUscc(code).kind).toBe(orgAgrees ? 'valid' : 'invalid');
    expect(clashes.some(({ orgAgrees }) => orgAgrees)).toBe(true);
  });
});

describe('the check character', () => {
  test('agrees with the worked example of the standard', () => {
    expect(usccCheckChar('91350100M000100Y4')).toBe('3');
  });

  test.each(['', '9145110', '91451102OA5T00010', '91451102MA5T00010P'])(
    'is not computed for a fragment: %j',
    (text) => {
      expect(() => usccCheckChar(text)).toThrow(RangeError);
    },
  );

  test('is accepted for every department, province and body', () => {
    fc.assert(fc.property(arbitrary.uscc, (code) => isUscc(code)));
  });

  test('finds every substitution of one character', () => {
    fc.assert(
      fc.property(
        arbitrary.uscc,
        fc.nat({ max: 17 }),
        fc.constantFrom(...arbitrary.ORG_ALPHABET),
        (code, index, character) => {
          fc.pre(code.charAt(index) !== character);
          expect(checkUscc(arbitrary.replaceAt(code, index, character)).kind).toBe('invalid');
        },
      ),
      { numRuns: 2000 },
    );
  });

  test('finds every swap of two different characters, neighbours or not, except of positions 1 and 18', () => {
    fc.assert(
      fc.property(arbitrary.uscc, fc.nat({ max: 17 }), fc.nat({ max: 17 }), (code, first, second) => {
        fc.pre(code.charAt(first) !== code.charAt(second));
        fc.pre(Math.min(first, second) !== 0 || Math.max(first, second) !== 17);
        expect(checkUscc(arbitrary.swap(code, first, second)).kind).toBe('invalid');
      }),
      { numRuns: 2000 },
    );
  });

  test('cannot find a swap of positions 1 and 18, whose weights are equal; the department table may', () => {
    const swapped = arbitrary.swap('51451122MJ0T000651', 0, 17);
    expect(checkUscc(swapped)).toMatchObject({ kind: 'valid', uscc: '11451122MJ0T000655' });
    expect(checkUscc(arbitrary.swap('91451102MA5T00010P', 0, 17)).kind).toBe('invalid');
  });
});

test('the beginning of a code is recognised by department, category and province', () => {
  expect(beginsLikeUscc('91451102MA')).toBe(true);
  expect(beginsLikeUscc('451102MA5T00010P7')).toBe(false);
  expect(beginsLikeUscc('9')).toBe(false);
  expect(beginsLikeUscc('')).toBe(false);
});

/** Numbers of 镇江 (3211) that pass GB 11643 and mod 31 at once: found by search, as chance alone makes them. */
function numbersValidAsBoth(): { code: string; orgAgrees: boolean }[] {
  const found: { code: string; orgAgrees: boolean }[] = [];
  for (let sequence = 0; sequence < 1000; sequence += 1) {
    for (const day of ['01', '02', '03', '04', '05', '06', '07', '08', '09']) {
      const first17 = `321102190001${day}${String(sequence).padStart(3, '0')}`;
      const code = first17 + usccCheckChar(first17);
      if (code.charAt(17) !== gb11643(first17)) continue;
      found.push({ code, orgAgrees: gb11714(code.slice(8, 16)) === code.charAt(16) });
    }
  }
  return found;
}

function gb11643(first17: string): string {
  const sum = [...first17].reduce((total, digit, index) => total + Number(digit) * (2 ** (17 - index) % 11), 0);
  return '10X98765432'.charAt(sum % 11);
}

function gb11714(first8: string): string {
  const weights = [3, 7, 9, 10, 5, 8, 4, 2];
  const check = 11 - ([...first8].reduce((total, digit, i) => total + Number(digit) * (weights[i] ?? 0), 0) % 11);
  return check === 10 ? 'X' : String(check % 11);
}
