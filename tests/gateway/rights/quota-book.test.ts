import { expect, test } from '@jest/globals';
import { QuotaBook } from '../../../gateway/rights/quota-book.ts';

const DAY = '2026-11-02';
const NEXT_DAY = '2026-11-03';

/** Lets what was asked of the trail come in. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

/** A book over a trail that has so many uses of an agreement, and what it asked. */
function bookOver(uses: number) {
  const asked: string[] = [];
  const failures: unknown[] = [];
  const usesOf = async (agreement: string, day: string) => {
    asked.push(`${agreement} ${day}`);
    return day === DAY ? uses : 0;
  };
  return { book: new QuotaBook(usesOf, (cause) => failures.push(cause)), asked, failures };
}

test('requests to this gateway use a quota up, and a request of another agreement none of it', async () => {
  const { book } = bookOver(0);
  const isUsedUp = () => book.isUsedUp('A-1', 3, DAY);
  expect(isUsedUp()).toBe(false);
  await settled();
  for (let times = 0; times < 2; times += 1) book.add('A-1', DAY);
  book.add('A-2', DAY);
  expect(isUsedUp()).toBe(false);
  book.add('A-1', DAY);
  expect(isUsedUp()).toBe(true);
});

test('requests to other gateways count as the trail has them, which is not asked at every request', async () => {
  const { book, asked } = bookOver(3);
  book.isUsedUp('A-1', 3, DAY);
  await settled();
  for (let times = 0; times < 20; times += 1) expect(book.isUsedUp('A-1', 3, DAY)).toBe(true);
  expect(book.isUsedUp('A-1', 4, DAY)).toBe(false);
  expect(asked).toEqual([`A-1 ${DAY}`]);
});

test('a new day begins with nothing used', async () => {
  const { book } = bookOver(3);
  book.isUsedUp('A-1', 3, DAY);
  await settled();
  expect(book.isUsedUp('A-1', 3, DAY)).toBe(true);
  expect(book.isUsedUp('A-1', 3, NEXT_DAY)).toBe(false);
});

test('what this gateway has counted stays where the trail cannot be asked, which is told', async () => {
  const failures: unknown[] = [];
  const book = new QuotaBook(
    () => Promise.reject(new Error('down')),
    (cause) => failures.push(cause),
  );
  book.isUsedUp('A-1', 1, DAY);
  book.add('A-1', DAY);
  await settled();
  expect([book.isUsedUp('A-1', 1, DAY), failures.length]).toEqual([true, 1]);
});
