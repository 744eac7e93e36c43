import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { checkRegistrationNo, registrationCheckDigit } from '../../../schema/codes/registration-no.ts';
import * as arbitrary from './codes.arbitrary.ts';

describe('a business registration number', () => {
  test.each(['110108000000016', ' 110108000000016 ', '１１０１０８０００００００１６'])(
    '%j, the worked example of GS 15-2006, is valid',
    (input) => {
      expect(checkRegistrationNo(input)).toEqual({ kind: 'valid', registrationNo: '110108000000016', warnings: [] });
    },
  );

  test('with a wrong check digit is valid with a warning, as old records hold many', () => {
    expect(checkRegistrationNo('110108000000017')).toEqual({
      kind: 'valid',
      registrationNo: '110108000000017',
      warnings: ['REGISTRATION_CHECK_WARN'],
    });
  });

  test.each([
    ['', /is empty/],
    ['11010800000001', /^The code has 14 characters; a business registration number has 15/],
    ['11010800000001X', /^Position 15 is not a digit/],
    ['企110108000000016', /^Position 1 is not a digit/],
    ['110108 000000016', /^Position 7 is a space/],
    ['000000000000000', /^A row of zeros/],
  ])('%j is refused', (input, problem) => {
    expect(checkRegistrationNo(input)).toEqual({ kind: 'invalid', problem: expect.stringMatching(problem) });
  });

  test('with one wrong digit always earns the warning', () => {
    fc.assert(
      fc.property(arbitrary.digits(14), fc.nat({ max: 14 }), arbitrary.digits(1), (first14, index, digit) => {
        const number = `1${first14.slice(1)}${registrationCheckDigit(`1${first14.slice(1)}`)}`;
        fc.pre(number.charAt(index) !== digit);
        const wrong = arbitrary.replaceAt(number, index, digit);
        fc.pre(!/^0{8}/.test(wrong));
        expect(checkRegistrationNo(wrong)).toMatchObject({ kind: 'valid', warnings: ['REGISTRATION_CHECK_WARN'] });
      }),
      { numRuns: 1000 },
    );
  });

  test.each(['', '1101080000000', '110108000000016', '1101080000000X'])('has no check digit for %j', (text) => {
    expect(() => registrationCheckDigit(text)).toThrow(RangeError);
  });
});
