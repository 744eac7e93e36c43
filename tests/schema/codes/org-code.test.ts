import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { checkOrgCode, orgCheckAgrees, orgCheckChar } from '../../../schema/codes/org-code.ts';
import * as arbitrary from './codes.arbitrary.ts';

describe('an organisation code', () => {
  test.each([
    ['MA5T00010', 'MA5T00010'],
    ['MA5T0001-0', 'MA5T00010'],
    ['MB0T0004-X', 'MB0T0004X'],
    ['mb0t0004x', 'MB0T0004X'],
    [' ＭＢ０Ｔ０００４－Ｘ ', 'MB0T0004X'],
    ['13221515-0', '132215150'],
  ])('%s is valid', (input, orgCode) => {
    expect(checkOrgCode(input)).toEqual({ kind: 'valid', orgCode, warnings: [] });
  });

  test('with a wrong check character is valid with a warning', () => {
    expect(checkOrgCode('MA5T0001-1')).toEqual({ kind: 'valid', orgCode: 'MA5T00011', warnings: ['ORG_CHECK_WARN'] });
  });

  test.each([
    ['', /^The code is empty/],
    ['MA5T0001', /^The code has 8 characters; an organisation code has 9/],
    ['MA5T000100', /^The code has 10 characters/],
    ['MA5T-00010', /^Position 5 is neither/],
    ['MA5T000*0', /^Position 8 is neither/],
    ['MA5T 00010', /^Position 5 is a space/],
    ['00000000-0', /^A row of zeros/],
  ])('%j is refused', (input, problem) => {
    expect(checkOrgCode(input)).toEqual({ kind: 'invalid', problem: expect.stringMatching(problem) });
  });

  test('with its own check character always agrees, hyphen or not', () => {
    fc.assert(
      fc.property(arbitrary.text(arbitrary.ORG_ALPHABET, 8), (body) => {
        fc.pre(body !== '00000000');
        const check = orgCheckChar(body);
        expect(check).toMatch(/^[0-9X]$/);
        expect(orgCheckAgrees(body + check)).toBe(true);
        expect(checkOrgCode(`${body}-${check}`)).toEqual({ kind: 'valid', orgCode: body + check, warnings: [] });
      }),
    );
  });

  test.each(['', '1234567', '123456789', 'ma5t0001'])('has no check character for a fragment: %j', (text) => {
    expect(() => orgCheckChar(text)).toThrow(RangeError);
  });
});
