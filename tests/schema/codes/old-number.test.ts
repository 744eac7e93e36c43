import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { recogniseCode } from '../../../schema/codes/old-number.ts';
import { orgCheckChar } from '../../../schema/codes/org-code.ts';
import { registrationCheckDigit } from '../../../schema/codes/registration-no.ts';
import { checkUscc } from '../../../schema/codes/uscc.ts';
import * as arbitrary from './codes.arbitrary.ts';

describe('a number that a user typed', () => {
  test.each([
    ['91451102MA5T00010P', 'uscc', '91451102MA5T00010P'],
    [' 91451102ma5t00010p ', 'uscc', '91451102MA5T00010P'],
    ['91451102MA5T00011T', 'uscc', '91451102MA5T00011T'],
    ['MA5T00010', 'orgCode', 'MA5T00010'],
    ['MA5T0001-0', 'orgCode', 'MA5T00010'],
    ['mb0t0004－x', 'orgCode', 'MB0T0004X'],
    ['MA5T00011', 'orgCode', 'MA5T00011'],
    ['110108000000016', 'registrationNo', '110108000000016'],
    ['110108000000017', 'registrationNo', '110108000000017'],
    ['451102MA5T00010', 'taxNo', '451102MA5T00010'],
    ['451102132215150', 'taxNo', '451102132215150'],
    ['451102MA5T0001001', 'taxNo', '451102MA5T0001001'],
    ['91451102MA5T00010P01', 'taxNo', '91451102MA5T00010P01'],
  ])('%j is recognised as %s', (input, kind, value) => {
    expect(recogniseCode(input)).toEqual({ kind, value });
  });

  test.each([
    ['', /^The code is empty/],
    ['贺州', /^The code has 2 characters\. A unified social credit code has 18/],
    ['9145110MA5T00010', /^The code has 16 characters/],
    ['91451102MA5T00010', /^The code has 17 characters/],
    ['91451102MA5T00010PP', /^The code has 19 characters/],
    ['91451102MA5T000101', /^Position 18, the check character, must be P/],
    ['91451102OA5T00010P', /^Position 9 holds a character/],
    ['9145 1102 MA5T 0001 0P', /^Position 5 is a space/],
    ['000000000000000000', /^A row of zeros/],
    ['000000000000000', /^A row of zeros/],
    ['00000000-0', /^A row of zeros/],
    ['MA5T000*0', /^Position 8 is neither/],
    ['451102MA5T*0010', /^Position 11 is neither/],
  ])('%j is refused with the message that helps most', (input, problem) => {
    expect(recogniseCode(input)).toEqual({ kind: 'invalid', problem: expect.stringMatching(problem) });
  });

  test.each([
    ['11010519491231002X', 'citizen identity number'],
    ['110105194912310021', 'with a wrong check character'],
    ['110105 19491231 002X', 'with spaces'],
    ['11010519491231002', 'with the last character lost'],
    ['45110219000101001X01', 'as a tax number of 20'],
    ['451102000101001', 'of 15 digits'],
    ['45110200010100101', 'as a tax number of 17'],
  ])('%s is refused as a person (%s)', (input) => {
    expect(recogniseCode(input)).toEqual({
      kind: 'invalid',
      problem: expect.stringMatching(/^This looks like a citizen identity number/),
    });
  });

  test('is held against the known areas of the caller', () => {
    expect(recogniseCode('91451102MA5T00010P', { isKnownArea: () => false }).kind).toBe('invalid');
  });

  test('is recognised whenever it is a valid unified social credit code, with the same value', () => {
    fc.assert(
      fc.property(arbitrary.uscc, (code) => expect(recogniseCode(code)).toEqual({ kind: 'uscc', value: code })),
    );
  });

  test('of 17, 18 or 20 characters is never looked up when it holds a citizen identity number', () => {
    const inputs = fc.oneof(
      arbitrary.citizenId,
      fc.tuple(arbitrary.citizenId, arbitrary.digits(2)).map((parts) => parts.join('')),
      fc.tuple(arbitrary.fifteenDigitId, arbitrary.digits(2)).map((parts) => parts.join('')),
      arbitrary.citizenId.map((id) => id.slice(0, 17)),
    );
    fc.assert(
      fc.property(inputs, (input) => {
        fc.pre(checkUscc(input.slice(0, 18)).kind === 'invalid');
        expect(recogniseCode(input).kind).toBe('invalid');
      }),
      { numRuns: 1000 },
    );
  });

  test("of 15 digits is an organisation's if a check digit agrees, though it has a date in it", () => {
    fc.assert(
      fc.property(arbitrary.fifteenDigitId, (fifteen) => {
        const first14 = fifteen.slice(0, 14);
        expect(recogniseCode(first14 + registrationCheckDigit(first14)).kind).toBe('registrationNo');
        const orgCheck = orgCheckChar(fifteen.slice(6, 14));
        fc.pre(orgCheck !== registrationCheckDigit(first14));
        expect(recogniseCode(first14 + orgCheck).kind).toBe('taxNo');
      }),
    );
  });
});
