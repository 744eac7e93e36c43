import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { chained, genesis, withEntry } from '../../../storage/audit/chain.ts';
import { entryText } from '../../../storage/audit/entry-text.ts';
import type { ChainedEntry, SealedSegment } from '../../../storage/audit/port.ts';
import { sealed } from '../../../storage/audit/sealing-rule.ts';
import { type TrailToVerify, verifyTrail } from '../../../storage/audit/verify-trail.ts';
import { auditEntries } from './trail-fixtures.ts';

const SEGMENT = 8;
const COUNT = 30;
const RULE = { algorithm: 'sm3', segmentEntries: SEGMENT } as const;
const TEXTS = auditEntries(COUNT).map(entryText);
const ENTRIES = chained('sm3', genesis('sm3'), TEXTS).map(withEntry);

function segmentsOf(entries: readonly ChainedEntry[]): readonly SealedSegment[] {
  return [0, 1, 2].flatMap((index) => sealed('sm3', entries.slice(index * SEGMENT, (index + 1) * SEGMENT)) ?? []);
}

const WHOLE: TrailToVerify = {
  rule: RULE,
  segments: segmentsOf(ENTRIES),
  entries: ENTRIES,
  head: COUNT,
  firstHidden: async () => null,
  archivedTo: 0,
  anchors: [],
};

/** Any entry. */
const seq = fc.integer({ min: 1, max: COUNT });

function at(number: number): ChainedEntry {
  const entry = ENTRIES[number - 1];
  if (entry === undefined) throw new Error(`there is no entry ${number}`);
  return entry;
}

function expectBroken(changes: Partial<TrailToVerify>, number: number) {
  return expect(verifyTrail({ ...WHOLE, ...changes })).resolves.toMatchObject({ kind: 'broken', seq: number });
}

/** The text with one character exchanged for another. */
function spoilt(text: string, position: number, character: string): string {
  const index = position % text.length;
  return text.slice(0, index) + character + text.slice(index + 1);
}

describe('verification', () => {
  test('finds a trail sound that is as it was written', async () => {
    const verdict = await verifyTrail(WHOLE);
    expect(verdict).toEqual({ kind: 'sound', entries: COUNT, segments: 3, head: { seq: COUNT, hash: at(COUNT).hash } });
  });

  test('finds the entry that a changed index hides, wherever the chain is broken after it', async () => {
    const firstHidden = async (entries: readonly ChainedEntry[]) =>
      entries.find((entry) => entry.seq >= 5)?.seq ?? null;
    await expectBroken({ firstHidden }, 5);
    await expectBroken({ firstHidden, entries: ENTRIES.with(9, { ...at(10), text: '{}' }) }, 5);
    await expectBroken({ firstHidden, entries: ENTRIES.with(2, { ...at(3), text: '{}' }) }, 3);
  });

  test('finds the entry in which any character of the text is another', () =>
    fc.assert(
      fc.asyncProperty(
        seq,
        fc.nat(),
        fc.string({ minLength: 1, maxLength: 1 }),
        async (number, position, character) => {
          const text = spoilt(at(number).text, position, character);
          fc.pre(text !== at(number).text);
          await expectBroken({ entries: ENTRIES.with(number - 1, { ...at(number), text }) }, number);
        },
      ),
    ));

  test.each(['hash', 'previous'] as const)('finds the entry in which any digit of its %s is another', (field) =>
    fc.assert(
      fc.asyncProperty(seq, fc.nat(), fc.constantFrom(...'0123456789abcdef'), async (number, position, digit) => {
        const value = spoilt(at(number)[field], position, digit);
        fc.pre(value !== at(number)[field]);
        await expectBroken({ entries: ENTRIES.with(number - 1, { ...at(number), [field]: value }) }, number);
      }),
    ),
  );

  test('finds the place where any entries are missing, the last ones too', () =>
    fc.assert(
      fc.asyncProperty(seq, fc.integer({ min: 1, max: COUNT }), (first, count) =>
        expectBroken({ entries: ENTRIES.toSpliced(first - 1, count) }, first),
      ),
    ));

  test('finds the first of any two entries that changed places, with their numbers or without', () =>
    fc.assert(
      fc.asyncProperty(seq, seq, fc.boolean(), async (one, other, renumbered) => {
        fc.pre(one !== other);
        const put = (from: number, to: number) => ({ ...at(from), seq: renumbered ? to : from });
        const entries = ENTRIES.with(one - 1, put(other, one)).with(other - 1, put(one, other));
        await expectBroken({ entries }, Math.min(one, other));
      }),
    ));

  test('finds the place where an entry was put in', () =>
    fc.assert(
      fc.asyncProperty(seq, seq, async (number, copied) => {
        const shifted = ENTRIES.slice(number - 1).map((entry) => ({ ...entry, seq: entry.seq + 1 }));
        const entries = [...ENTRIES.slice(0, number - 1), { ...at(copied), seq: number }, ...shifted];
        // A copy of the very entry that stands there is told from it by the one after only.
        await expectBroken({ entries }, copied === number ? number + 1 : number);
      }),
    ));

  test('finds the segment of entries that were written anew with the whole chain behind them', () =>
    fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 3 * SEGMENT }), async (number) => {
        const texts = TEXTS.with(number - 1, entryText({ ...at(number).entry, purpose: 'another' }));
        const entries = chained('sm3', genesis('sm3'), texts).map(withEntry);
        await expectBroken({ entries }, Math.floor((number - 1) / SEGMENT) * SEGMENT + 1);
      }),
    ));

  test('finds a chain that was written anew, segments and all, by a place that somebody holds', async () => {
    const texts = TEXTS.with(4, entryText({ ...at(5).entry, purpose: 'another' }));
    const entries = chained('sm3', genesis('sm3'), texts).map(withEntry);
    const forged = { entries, segments: segmentsOf(entries) };
    expect(await verifyTrail({ ...WHOLE, ...forged })).toMatchObject({ kind: 'sound' });
    await expectBroken({ ...forged, anchors: [{ seq: 9, hash: at(9).hash }] }, 9);
    await expectBroken({ ...forged, anchors: [{ seq: 99, hash: at(9).hash }] }, COUNT + 1);
  });

  test.each<[string, readonly SealedSegment[], number]>([
    ['is missing', WHOLE.segments.slice(1), 1],
    ['is missing in between', WHOLE.segments.toSpliced(1, 1), SEGMENT + 1],
    ['changed places', WHOLE.segments.toReversed(), 1],
    ['has another root', WHOLE.segments.map((one) => ({ ...one, root: at(1).hash })), 1],
    ['has another head', WHOLE.segments.map((one) => ({ ...one, head: at(1).hash })), 1],
    ['ends elsewhere', WHOLE.segments.map((one, index) => (index === 1 ? { ...one, to: one.to - 1 } : one)), 9],
    ['is of another algorithm', WHOLE.segments.map((one) => ({ ...one, algorithm: 'sha256' as const })), 1],
    [
      'goes on behind the last entry',
      [...WHOLE.segments, { ...WHOLE.segments[0], from: 25, to: 32 } as SealedSegment],
      31,
    ],
  ])('finds a segment that %s', async (_, segments, number) => {
    await expectBroken({ segments }, number);
  });

  test('finds that segments are missing behind which more follows than ever does', async () => {
    const many = chained('sm3', genesis('sm3'), Array(SEGMENT + 513).fill(TEXTS[0])).map(withEntry);
    await expectBroken({ entries: many, segments: [], head: many.length }, 1);
  });

  test('begins behind segments whose entries are in an archive', async () => {
    const rest = { entries: ENTRIES.slice(SEGMENT), archivedTo: SEGMENT };
    expect(await verifyTrail({ ...WHOLE, ...rest })).toMatchObject({ kind: 'sound', entries: COUNT - SEGMENT });
    await expectBroken({ ...rest, archivedTo: SEGMENT + 1 }, SEGMENT + 1);
    await expectBroken({ entries: rest.entries }, 1);
  });
});
