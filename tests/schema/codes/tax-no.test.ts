import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { checkTaxNo } from '../../../schema/codes/tax-no.ts';
import { checkUscc } from '../../../schema/codes/uscc.ts';
import * as arbitrary from './codes.arbitrary.ts';

const PATTERN = /^[A-Z0-9]{15}$|^[A-Z0-9]{17}$|^[A-Z0-9]{18}$|^[A-Z0-9]{20}$/;

describe('a tax number', () => {
  test.each([
    ['451102MA5T00010', 'area and organisation code'],
    ['91451102MA5T00010P', 'unified social credit code'],
    ['91451102MA5T00010P01', 'the same with a suffix'],
  ])('%s is valid without a warning (%s)', (taxNo) => {
    expect(checkTaxNo(taxNo)).toEqual({ kind: 'valid', taxNo, warnings: [] });
  });

  test.each([
    ['45110219000101001X', 'citizen identity number'],
    ['45110219000101001X01', 'the same with a suffix'],
    ['451102000101001', 'citizen identity number of 15 digits'],
    ['45110200010100101', 'the same with a suffix'],
  ])('%s is valid, with the warning that it may hold a person (%s)', (taxNo) => {
    expect(checkTaxNo(taxNo)).toEqual({ kind: 'valid', taxNo, warnings: ['MAY_HOLD_CITIZEN_ID'] });
  });

  test.each([
    ['', /is empty/],
    ['45110200010100', /^The number has 14 characters; a tax number has 15, 17, 18 or 20/],
    ['4511020001010010', /^The number has 16 characters/],
    ['451102-00101001', /^Position 7 is neither/],
    ['451102 00101001', /^Position 7 is a space/],
    ['000000000000000', /^A row of zeros/],
  ])('%j is refused', (input, problem) => {
    expect(checkTaxNo(input)).toEqual({ kind: 'invalid', problem: expect.stringMatching(problem) });
  });

  test('is valid exactly if it fits the pattern of the validators and is no row of zeros', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...arbitrary.ORG_ALPHABET, '-'), maxLength: 21 }), (text) => {
        fc.pre(!/^0{8}/.test(text));
        expect(checkTaxNo(text).kind === 'valid').toBe(PATTERN.test(text));
      }),
    );
  });

  test('made of a citizen identity number always carries the warning', () => {
    const number = fc.oneof(arbitrary.citizenId, arbitrary.fifteenDigitId);
    fc.assert(
      fc.property(number, fc.oneof(fc.constant(''), arbitrary.digits(2)), (id, suffix) => {
        fc.pre(checkUscc(id).kind === 'invalid');
        expect(checkTaxNo(id + suffix)).toMatchObject({ kind: 'valid', warnings: ['MAY_HOLD_CITIZEN_ID'] });
      }),
      { numRuns: 1000 },
    );
  });
});
