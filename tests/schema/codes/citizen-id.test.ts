import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { checkCitizenId, citizenIdCheckChar, upgradeCitizenId } from '../../../schema/codes/citizen-id.ts';
import { resemblesCitizenId } from '../../../schema/codes/citizen-id-shape.ts';
import * as arbitrary from './codes.arbitrary.ts';

const TODAY = '2026-04-01';

describe('a citizen identity number', () => {
  test.each([
    ['11010519491231002X', '110105', '1949-12-31', 'female'],
    ['440524188001010014', '440524', '1880-01-01', 'male'],
    ['45110219000101001X', '451102', '1900-01-01', 'male'],
    ['452402190001010033', '452402', '1900-01-01', 'male'],
  ] as const)('%s is valid', (citizenId, areaCode, birthDate, sex) => {
    expect(checkCitizenId(citizenId, TODAY)).toEqual({ kind: 'valid', citizenId, areaCode, birthDate, sex });
  });

  test.each([
    ['11010519491231002x', '11010519491231002X', 'lower-case x'],
    [' １１０１０５１９４９１２３１００２ｘ ', '11010519491231002X', 'full width'],
    ['451102000101001', '45110219000101001X', '15 digits'],
  ])('is normalised: %s to %s (%s)', (input, citizenId) => {
    expect(checkCitizenId(input, TODAY)).toMatchObject({ kind: 'valid', citizenId });
  });

  test.each([
    ['110105194912310021', /^The check character at position 18 does not agree/],
    ['45110219001301001X', /^The birth date, from position 7 on, is not a possible date/],
    ['451102190002300011', /is not a possible date/],
    ['451102190002290011', /is not a possible date/],
    ['451102179912310011', /is not a possible date/],
    ['451102000001010011', /is not a possible date/],
    ['451102001301001', /is not a possible date/],
    ['99110219000101001X', /^Positions 1 and 2 are not the code of a province/],
    ['10110219000101001X', /^Positions 1 and 2 are not the code of a province/],
    ['4511021900010100', /^The number has 16 characters/],
    ['45110219000101OO1X', /^Position 15 must be a digit\./],
    ['45110219000101001Y', /^Position 18 must be a digit or X\./],
    ['45110200010100X', /^Position 15 must be a digit\./],
    ['451102 19000101001X', /^Position 7 is a space/],
    ['000000000000000000', /^A row of zeros/],
    ['', /is empty/],
  ])('%j is refused', (input, problem) => {
    expect(checkCitizenId(input, TODAY)).toEqual({ kind: 'invalid', problem: expect.stringMatching(problem) });
  });

  test('may be of a leap day', () => {
    const first17 = '45110218960229001';
    expect(checkCitizenId(first17 + citizenIdCheckChar(first17), TODAY).kind).toBe('valid');
  });

  test('may be that of a resident of Taiwan with a residence permit', () => {
    const first17 = '83000019000101001';
    expect(checkCitizenId(first17 + citizenIdCheckChar(first17), TODAY).kind).toBe('valid');
  });

  test('is valid on the day of birth and refused the day before', () => {
    const newborn = '45110219000101001X';
    expect(checkCitizenId(newborn, '1900-01-01').kind).toBe('valid');
    expect(checkCitizenId(newborn, '1899-12-31')).toMatchObject({
      kind: 'invalid',
      problem: expect.stringMatching(/future/),
    });
  });

  test.each(['', 'today', '2026-4-1', '2026-04-01T00:00:00Z'])('is not judged by a broken clock: %j', (today) => {
    expect(() => checkCitizenId('45110219000101001X', today)).toThrow(RangeError);
  });

  test('is valid whenever its parts are', () => {
    fc.assert(fc.property(arbitrary.citizenId, (id) => checkCitizenId(id, TODAY).kind === 'valid'));
  });

  test('with one wrong digit is always refused', () => {
    fc.assert(
      fc.property(arbitrary.citizenId, fc.nat({ max: 16 }), arbitrary.digits(1), (id, index, digit) => {
        fc.pre(id.charAt(index) !== digit);
        expect(checkCitizenId(arbitrary.replaceAt(id, index, digit), TODAY).kind).toBe('invalid');
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a citizen identity number of 15 digits', () => {
  test('upgrades to the known one', () => {
    expect(upgradeCitizenId('451102000101001')).toBe('45110219000101001X');
  });

  test('always upgrades to a valid one, born in the 1900s', () => {
    fc.assert(
      fc.property(arbitrary.fifteenDigitId, (fifteen) => {
        const citizenId = upgradeCitizenId(fifteen);
        expect(checkCitizenId(citizenId, TODAY)).toMatchObject({
          kind: 'valid',
          citizenId,
          areaCode: fifteen.slice(0, 6),
          birthDate: `19${fifteen.slice(6, 8)}-${fifteen.slice(8, 10)}-${fifteen.slice(10, 12)}`,
        });
        expect(checkCitizenId(fifteen, TODAY)).toEqual(checkCitizenId(citizenId, TODAY));
      }),
    );
  });

  test.each(['', '45110200010100', '45110200010100X', '45110219000101001X'])('cannot be %j', (text) => {
    expect(() => upgradeCitizenId(text)).toThrow(RangeError);
  });
});

describe('the shape of a citizen identity number', () => {
  test('is seen in every valid number, with spaces, a suffix, or the last digit lost', () => {
    fc.assert(
      fc.property(arbitrary.citizenId, (id) => {
        expect(resemblesCitizenId(id)).toBe(true);
        expect(resemblesCitizenId(`${id.slice(0, 6)} ${id.slice(6, 14)}-${id.slice(14)}`)).toBe(true);
        expect(resemblesCitizenId(`${id}01`)).toBe(true);
        expect(resemblesCitizenId(id.slice(0, 17))).toBe(true);
      }),
    );
    fc.assert(fc.property(arbitrary.fifteenDigitId, (fifteen) => resemblesCitizenId(fifteen)));
  });

  test.each(['91451102MA5T00010P', '91310000132215150M', '450000000000016', ''])('is not seen in %j', (text) => {
    expect(resemblesCitizenId(text)).toBe(false);
  });
});
