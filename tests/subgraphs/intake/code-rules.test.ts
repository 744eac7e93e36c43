import { describe, expect, test } from '@jest/globals';
import { intakeTables } from '../../../subgraphs/_runtime/intake/intake-tables.ts';
import { type CodeClue, readSubjectCode } from '../../../subgraphs/_runtime/intake/rules/code-rules.ts';
import { RECEIVED_ON } from './reading.ts';

const { isKnownArea } = intakeTables(RECEIVED_ON);
const read = (clue: CodeClue, cell: string) => readSubjectCode(clue, cell, isKnownArea);

describe('a unified social credit code', () => {
  test.each([
    ['of an enterprise', '91451102MA5T00010P'],
    ['of a sole trader', '92451103MA5T000290'],
    ['of a cooperative', '93451123MA5T00037N'],
    ['of an authority', '11451100MB0T0004X3'],
    ['of a public institution', '12451121MB0T00058D'],
    ['of a social organisation', '51451122MJ0T000651'],
    ['of a law firm', '31450000MD0T0008XP'],
    ['of a village collective, which strict patterns refuse', 'N2451102MF0T00095A'],
    ['of an institute of forensic appraisal, category 4', '34451100MD0T00100K'],
    ['of an arbitration commission, category 5', '35451100MD0T00119D'],
    ['registered in another province', '91310000132215150M'],
    ['registered under an area beyond 5', '91610100MA5T00010B'],
  ])('%s is taken', (_, code) => {
    expect(read('uscc', code)).toEqual({ code, finding: null, isPersonal: false });
  });

  test.each([
    ['with a wrong check character', '91451102MA5T000101'],
    ['with an area mistyped', '91451120MA5T00010P'],
    ['of an area of the city that never was', '91451120MA5T00010R'],
    ['with two characters swapped', '91451102M5AT00010P'],
    ['with a letter O', '91451102OA5T00010P'],
    ['that lost a character', '91451102MA5T00010'],
    ['of zeros alone, which agree with every check', '000000000000000000'],
    ['of zeros and an X', '00000000000000000X'],
    ["that is a citizen's number", '11010519491231002X'],
  ])('%s is refused', (_, code) => {
    expect(read('uscc', code).finding).toBe('R02');
  });

  test('whose organisation code alone does not agree is flagged, and kept', () => {
    expect(read('uscc', '91451102MA5T00011T')).toEqual({
      code: '91451102MA5T00011T',
      finding: 'R03',
      isPersonal: false,
    });
  });

  test('is kept in capitals, half-width and without spaces', () => {
    expect(read('uscc', ' ９１４５１１０２ma5t00010p ').code).toBe('91451102MA5T00010P');
    expect(read('uscc', '91451102 MA5T 00010P').code).toBe('91451102MA5T00010P');
  });

  test('of the city has an area that ever was one; areas elsewhere are not all known', () => {
    expect(['451102', '451100', '452402', '450103', '370202'].map(isKnownArea)).toEqual(Array(5).fill(true));
    expect(isKnownArea('451120')).toBe(false);
  });
});

test('old numbers are taken as they are, but for rows of zeros', () => {
  expect(read('registrationNo', '451102000000015')).toMatchObject({ finding: null });
  expect(read('registrationNo', '桂贺工商第12号')).toMatchObject({ finding: null });
  expect(read('registrationNo', '000000000000000').finding).toBe('R02');
  expect(read('institutionNo', '000000000000').finding).toBe('R02');
  expect(read('socialOrganizationNo', '桂贺民社证字第001号').finding).toBeNull();
});

test('an organisation code is kept without its hyphen', () => {
  expect(read('orgCode', 'ma5t0001-0')).toEqual({ code: 'MA5T00010', finding: null, isPersonal: false });
  expect(read('orgCode', 'MA5T00011')).toMatchObject({ finding: 'R03' });
  expect(read('orgCode', 'MA5T0001').finding).toBe('R02');
  expect(read('orgCode', '000000000').finding).toBe('R02');
});

test("a citizen's number in the place of another one is known as such", () => {
  expect(read('taxNo', '45110219000101001X01')).toMatchObject({ finding: null, isPersonal: true });
  expect(read('taxNo', '91451102MA5T00010P')).toMatchObject({ finding: null, isPersonal: false });
  expect(read('registrationNo', '45110219000101001X')).toMatchObject({ finding: 'R15', isPersonal: true });
  expect(read('registrationNo', '451102000101001')).toMatchObject({ finding: 'R15', isPersonal: true });
});
