import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { checkCitizenId } from '../../../schema/codes/citizen-id.ts';
import { recogniseCode } from '../../../schema/codes/old-number.ts';
import { checkOrgCode } from '../../../schema/codes/org-code.ts';
import { checkRegistrationNo } from '../../../schema/codes/registration-no.ts';
import { checkTaxNo } from '../../../schema/codes/tax-no.ts';
import { checkUscc } from '../../../schema/codes/uscc.ts';
import { typedCode } from './codes.arbitrary.ts';

const checks = {
  checkUscc: (input: string) => checkUscc(input, { isKnownArea: (areaCode) => areaCode.startsWith('4511') }),
  checkOrgCode,
  checkCitizenId: (input: string) => checkCitizenId(input, '2026-04-01'),
  checkRegistrationNo,
  checkTaxNo,
  recogniseCode,
};

describe.each(Object.entries(checks))('a message of %s', (_name, check) => {
  test('never holds the input, nor any five characters of it in a row', () => {
    fc.assert(
      fc.property(typedCode, (input) => {
        const problem = problemOf(check(input));
        // By case, as capitals spell five letters of an English word by chance. Every input has at least seven characters.
        expect(runsOfFive(input).filter((run) => problem.includes(run))).toEqual([]);
      }),
      { numRuns: 3000 },
    );
  });

  test('holds no digits or capitals in a row that could be part of a number, whatever is typed', () => {
    fc.assert(
      fc.property(fc.oneof(typedCode, fc.string({ unit: 'grapheme', maxLength: 40 })), (input) => {
        expect(problemOf(check(input))).not.toMatch(/[0-9A-Z]{3}|[^ -~]/);
      }),
      { numRuns: 1000 },
    );
  });

  test('is one line that ends in a sentence and says what to do', () => {
    fc.assert(
      fc.property(typedCode, (input) => {
        const problem = problemOf(check(input));
        if (problem !== '') expect(problem).toMatch(/\. (Compare|Give|Write|For) [^\n]*\.$/);
      }),
    );
  });
});

function problemOf(result: { kind: string; problem?: string }): string {
  return result.kind === 'invalid' ? (result.problem ?? '') : '';
}

function runsOfFive(input: string): string[] {
  return Array.from({ length: Math.max(0, input.length - 4) }, (_, start) => input.slice(start, start + 5));
}
