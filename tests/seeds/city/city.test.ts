import { beforeAll, describe, expect, test } from '@jest/globals';
import { checkCitizenId } from '../../../schema/codes/citizen-id.ts';
import { checkRegistrationNo } from '../../../schema/codes/registration-no.ts';
import { checkUscc } from '../../../schema/codes/uscc.ts';
import { cityItems } from '../../../seeds/city/city.ts';
import { type SyntheticSubject, syntheticSubject } from '../../../seeds/city/synthetic-subject.ts';
import { KeyRing } from '../../../storage/key-ring.ts';
import type { LoadItem } from '../../../storage/port.ts';
import { loadSubgraphs } from '../../../subgraphs/_runtime/load-subgraphs.ts';

const PLAN = { seed: 1, today: '2026-11-02' };
const KEYS = new KeyRing(KeyRing.generate());

async function items(subjects: number, seed = 1): Promise<LoadItem[]> {
  const all: LoadItem[] = [];
  for await (const item of cityItems({ ...PLAN, seed, subjects }, await loadSubgraphs(), KEYS)) all.push(item);
  return all;
}

describe('the synthetic city', () => {
  let city: LoadItem[];
  let subjects: SyntheticSubject[];
  beforeAll(async () => {
    city = await items(1_500);
    subjects = Array.from({ length: 5_000 }, (_, index) => syntheticSubject(PLAN, index));
  });

  test('is the same for the same seed, and another for another', async () => {
    expect(await items(60)).toEqual(await items(60));
    expect(await items(60, 2)).not.toEqual(await items(60));
  });

  test('of fewer subjects is the beginning of one of more', async () => {
    const small = await items(40);
    expect(city.slice(0, small.length)).toEqual(small);
  });

  test('gives every subject valid codes that no other has', () => {
    const codes = subjects.flatMap(({ uscc }) => uscc ?? []);
    expect(codes.every((code) => checkUscc(code).kind === 'valid')).toBe(true);
    expect(new Set(codes).size).toBe(codes.length);
    const old = subjects.flatMap(({ registrationNo }) => registrationNo ?? []);
    expect(old.length).toBeGreaterThan(100);
    for (const number of old) expect(checkRegistrationNo(number)).toMatchObject({ kind: 'valid', warnings: [] });
  });

  test('has only persons born in 1900 or earlier, each with a number of their own', () => {
    const numbers = subjects.flatMap(({ identityNo, representativeIdNo }) => identityNo ?? representativeIdNo ?? []);
    for (const number of numbers) {
      const check = checkCitizenId(number, PLAN.today);
      expect(check.kind === 'valid' && check.birthDate <= '1900-12-31').toBe(true);
    }
    const persons = subjects.flatMap(({ identityNo }) => identityNo ?? []);
    expect(new Set(persons).size).toBe(persons.length);
  });

  test('has records of one id once only, none decided in the future, about twenty per active subject', () => {
    const records = city.flatMap((item) => (item.kind === 'record' ? [item.change] : []));
    expect(new Set(records.map(({ id }) => id)).size).toBe(records.length);
    expect(records.filter(({ content }) => content.decisionDate > PLAN.today)).toEqual([]);
    const active = subjects
      .slice(0, 1_500)
      .filter((subject) => subject.active && subject.kind !== 'NATURAL_PERSON').length;
    expect(records.length / active).toBeGreaterThan(10);
    expect(records.length / active).toBeLessThan(30);
  });

  test('is mostly clean, and very bad in few subjects', () => {
    const counts = new Map<string, number>();
    for (const item of city) {
      if (item.kind !== 'record' || !/Penalty$|Violation$|Debtor$/.test(item.change.content.type)) continue;
      counts.set(item.change.content.subjectId, (counts.get(item.change.content.subjectId) ?? 0) + 1);
    }
    const perSubject = [...counts.values()].sort((a, b) => b - a);
    expect(counts.size).toBeLessThan(1_500 * 0.4);
    expect(perSubject[0]).toBeGreaterThanOrEqual(8);
  });

  test('puts no personal number in a plain field or a key', () => {
    const numbers = subjects
      .slice(0, 1_500)
      .flatMap(({ identityNo, representativeIdNo }) => [identityNo, representativeIdNo]);
    const plain = JSON.stringify(city, (key, value: unknown) => (key === 'sealed' ? undefined : value));
    for (const number of numbers) if (number !== null) expect(plain.includes(number)).toBe(false);
  });
});
