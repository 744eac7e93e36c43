import { describe, expect, test } from '@jest/globals';
import { KeyRing } from '../../../storage/key-ring.ts';
import type { FormerNumber, Subject } from '../../../storage/port.ts';
import { personId } from '../../../storage/subject-id.ts';
import type { Candidate, SubjectClues } from '../../../subgraphs/_runtime/intake/candidate.ts';
import { type FoundSubject, SubjectMatcher } from '../../../subgraphs/_runtime/intake/matching/subject-matcher.ts';

const keys = new KeyRing(KeyRing.generate());
const REGISTERING = { name: 'name', areaCode: 'areaCode', endedDate: 'endedDate' };

const numbered = (kind: FormerNumber['kind'], value: string): FormerNumber => ({ kind, value });

function organization(uscc: string, name: string, ...formerNumbers: FormerNumber[]): Subject {
  return { id: `o.${uscc}`, kind: 'ORGANIZATION', name, uscc, areaCode: '451102', formerNumbers, sealed: {} };
}

const TEA = organization('91451102MA5T00010P', '贺州市茶叶（集团）有限公司', numbered('ORG_CODE', 'MA5T00010'));
const MOVED = organization('91451103MA5T00045X', '平桂石材有限公司', numbered('FORMER_USCC', '91451102MA5T00045L'));
const SHARED = numbered('REGISTRATION_NO', '451102000012345');
const EAST = organization('91451102MA5T000611', '八步东门饭店', SHARED);
const WEST = organization('91451102MA5T00072A', '八步西门饭店', SHARED);
const PERSON: Subject = {
  id: personId(keys, 'CITIZEN_ID', '45110219000101001X'),
  kind: 'NATURAL_PERSON',
  name: '张三',
  uscc: null,
  areaCode: '451102',
  formerNumbers: [],
  sealed: { identityNo: 'sealed' },
};
const SUBJECTS = [TEA, MOVED, EAST, WEST, PERSON];

const NOTHING: SubjectClues = {
  kind: 'ORGANIZATION',
  name: null,
  uscc: null,
  orgCode: null,
  registrationNo: null,
  taxNo: null,
  institutionNo: null,
  socialOrganizationNo: null,
  idType: null,
  idNo: null,
};

/** Looks into the list as a store does, and counts how often. */
function lookUp(subjects: readonly Subject[]) {
  const looks = { numbers: 0, ids: 0 };
  const bears = (subject: Subject, value: string) =>
    subject.uscc === value || subject.formerNumbers.some((number) => number.value === value);
  return {
    looks,
    subjectsByNumber: async (values: readonly string[]) => {
      looks.numbers += 1;
      return new Map(values.map((value) => [value, subjects.filter((subject) => bears(subject, value))]));
    },
    subjectsById: async (ids: readonly string[]) => {
      looks.ids += 1;
      return new Map(subjects.filter(({ id }) => ids.includes(id)).map((subject) => [subject.id, subject]));
    },
  };
}

function candidate(clues: Partial<SubjectClues>, fields: Candidate['fields'] = {}): Candidate {
  return { type: 'MarketPenalty', fields, clues: { ...NOTHING, ...clues } };
}

async function matched(clues: Partial<SubjectClues>): Promise<FoundSubject> {
  const [found] = await new SubjectMatcher(lookUp(SUBJECTS), keys, undefined).match([candidate(clues)]);
  return found as FoundSubject; // cast: one for each candidate
}

describe('a row finds its subject', () => {
  test.each<[string, Partial<SubjectClues>, Subject, string]>([
    ['by its code', { uscc: '91451102MA5T00010P' }, TEA, 'USCC'],
    ['by its code, whatever the name says', { uscc: '91451102MA5T00010P', name: '别的公司' }, TEA, 'USCC'],
    ['by the code that it had before', { uscc: '91451102MA5T00045L' }, MOVED, 'USCC'],
    ['by its organisation code', { orgCode: 'MA5T00010' }, TEA, 'ORG_CODE'],
    [
      'by the organisation code within another code, where the name agrees',
      { uscc: '93451102MA5T00010X', name: '贺州市茶叶(集团)有限公司' },
      TEA,
      'ORG_CODE',
    ],
    [
      'by an old number that two share, where the name agrees with one of them',
      { registrationNo: '451102000012345', name: '八步　西门饭店' },
      WEST,
      'OLD_NUMBER_AND_NAME',
    ],
  ])('%s', async (_, clues, subject, by) => {
    expect(await matched(clues)).toEqual({ kind: 'matched', subject, by, isChanged: false });
  });

  test.each<[string, Partial<SubjectClues>, string]>([
    ['there is no number, however well the name fits', { name: TEA.name }, 'NO_NUMBER'],
    ['nobody bears the number', { uscc: '91310000132215150M', name: TEA.name }, 'UNKNOWN_NUMBER'],
    [
      'another code holds the organisation code, and the name differs',
      { uscc: '93451102MA5T00010X', name: '别的' },
      'NAME_DIFFERS',
    ],
    [
      'two bear the old number, and the name is of neither',
      { registrationNo: '451102000012345', name: '饭店' },
      'NAME_DIFFERS',
    ],
    ['an old number comes without a name', { registrationNo: '451102000012345' }, 'NAME_DIFFERS'],
    ['a person has no document', { kind: 'NATURAL_PERSON', name: '张三' }, 'NO_NUMBER'],
  ])('waits where %s', async (_, clues, reason) => {
    expect(await matched(clues)).toEqual({ kind: 'waiting', reasons: [reason] });
  });

  test('waits where two subjects bear one code', async () => {
    const twins = [TEA, { ...organization('91451102MA5T00010P', '另一家'), id: 'o.other' }];
    const [found] = await new SubjectMatcher(lookUp(twins), keys, undefined).match([
      candidate({ uscc: '91451102MA5T00010P' }),
    ]);
    expect(found).toEqual({ kind: 'waiting', reasons: ['AMBIGUOUS_NUMBER'] });
  });
});

describe('a natural person', () => {
  const clues = { kind: 'NATURAL_PERSON', name: '张三', idType: 'CITIZEN_ID', idNo: '45110219000101001X' } as const;

  test('is found by the keyed hash of the number of the document, and never by a name', async () => {
    expect(await matched({ ...clues, name: '李四' })).toMatchObject({
      subject: PERSON,
      by: 'PERSON_NUMBER',
      isChanged: false,
    });
    expect(await matched({ ...clues, idType: 'PASSPORT' })).toMatchObject({ isChanged: true });
  });

  test('comes into being by its first record, once in a chunk', async () => {
    const store = lookUp([]);
    const found = await new SubjectMatcher(store, keys, undefined).match([candidate(clues), candidate(clues)]);
    expect(found.map((one) => one.kind === 'matched' && one.isChanged)).toEqual([true, false]);
    expect(JSON.stringify(found.map((one) => one.kind === 'matched' && one.subject.id))).not.toContain('45110219');
  });
});

describe('a registration', () => {
  async function registered(
    clues: Partial<SubjectClues>,
    fields: Candidate['fields'],
    known: readonly Subject[] = SUBJECTS,
  ) {
    const matcher = new SubjectMatcher(lookUp(known), keys, REGISTERING);
    const [found] = await matcher.match([candidate(clues, { areaCode: '451102', ...fields })]);
    return found as FoundSubject; // cast: one for each candidate
  }

  test('makes a subject whom nobody knew', async () => {
    const found = await registered({ uscc: '92451103MA5T000290', kind: 'SOLE_TRADER' }, { name: '平桂小吃店' }, []);
    expect(found).toMatchObject({
      kind: 'matched',
      by: 'REGISTRATION',
      isChanged: true,
      subject: {
        id: 't.92451103MA5T000290',
        kind: 'SOLE_TRADER',
        name: '平桂小吃店',
        formerNumbers: [{ kind: 'ORG_CODE', value: 'MA5T00029' }],
      },
    });
  });

  test.each<[string, Partial<SubjectClues>]>([
    ['tax number of a sole trader', { taxNo: '45110219000101001X01' }],
    ['tax number with a number of 15 digits', { taxNo: '45110200010100101' }],
    ['old registration number', { registrationNo: '45110219000101001X' }],
    ['certificate number', { institutionNo: '45110219000101001X' }],
    ['number of a social organisation', { socialOrganizationNo: '45110219000101001X' }],
  ])("does not keep a person's number that stands in a %s", async (_, clues) => {
    const trader = { uscc: '92451103MA5T000290', kind: 'SOLE_TRADER', ...clues } as const;
    const found = await registered(trader, { name: '平桂小吃店' }, []);
    expect(found).toMatchObject({ subject: { formerNumbers: [{ kind: 'ORG_CODE', value: 'MA5T00029' }] } });
  });

  test('keeps numbers that are its own', async () => {
    const own = { taxNo: '451102MA5T00010', registrationNo: '451102000029231', institutionNo: '145110200012' };
    const found = await registered({ uscc: '92451103MA5T000290', kind: 'SOLE_TRADER', ...own }, { name: '店' }, []);
    const numbers = ['MA5T00029', own.registrationNo, own.taxNo, own.institutionNo].map((value) => ({ value }));
    expect(found).toMatchObject({ subject: { formerNumbers: numbers } });
  });

  test('renames a known subject', async () => {
    const found = await registered({ uscc: '91451102MA5T00010P' }, { name: '贺州新茶有限公司' });
    expect(found).toMatchObject({ isChanged: true, subject: { id: TEA.id, name: '贺州新茶有限公司' } });
  });

  test('keeps the subject, and the old code with it, where the code changes', async () => {
    const found = await registered({ uscc: '93451102MA5T00010X' }, { name: TEA.name });
    expect(found).toMatchObject({
      isChanged: true,
      subject: {
        id: TEA.id,
        uscc: '93451102MA5T00010X',
        formerNumbers: [...TEA.formerNumbers, { kind: 'FORMER_USCC', value: '91451102MA5T00010P' }],
      },
    });
  });

  test('changes nothing where it says what is known', async () => {
    expect(await registered({ uscc: '91451102MA5T00010P' }, { name: TEA.name })).toMatchObject({ isChanged: false });
  });

  test('is seen by the rows behind it', async () => {
    const matcher = new SubjectMatcher(lookUp([]), keys, REGISTERING);
    const row = candidate({ uscc: '91451102MA5T00010P' }, { name: TEA.name, areaCode: '451102' });
    const found = await matcher.match([row, row]);
    expect(found.map((one) => one.kind === 'matched' && one.isChanged)).toEqual([true, false]);
  });
});

test.each([
  ['91451102MA5T00010P', { numbers: 1, ids: 1 }],
  ['91450103MA5T0000XX', { numbers: 2, ids: 1 }], // nobody's code: then the other numbers are looked for
])('a chunk of rows about %s takes a few looks into the store, however many rows it has', async (uscc, looks) => {
  const store = lookUp(SUBJECTS);
  const rows = Array.from({ length: 50 }, (_, index) =>
    candidate(
      index % 2 === 0 ? { uscc } : { kind: 'NATURAL_PERSON', idType: 'CITIZEN_ID', idNo: '45110219000101001X' },
    ),
  );
  await new SubjectMatcher(store, keys, undefined).match(rows);
  expect(store.looks).toEqual(looks);
});
