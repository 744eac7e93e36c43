import type {
  BatchOpening,
  Chunk,
  CollectionStore,
  Counts,
  RowProblem,
  UnmatchedRow,
} from '../../../storage/collection/port.ts';
import { KeyRing } from '../../../storage/key-ring.ts';

/** An empty place that stores can share; it goes when it is disposed. */
export interface CollectionPlace extends AsyncDisposable {
  /** Another store on the place, as another process would open it; with the keys of the place unless others are given. */
  open(keys?: KeyRing): Promise<CollectionStore>;
}

export type MakeCollectionPlace = () => Promise<CollectionPlace>;

/** Two stores on one place, as two processes have them. */
export interface TwoStores extends AsyncDisposable {
  readonly one: CollectionStore;
  readonly other: CollectionStore;
}

export async function openTwo(makePlace: MakeCollectionPlace): Promise<TwoStores> {
  const place = await makePlace();
  const [one, other] = [await place.open(), await place.open()];
  return {
    one,
    other,
    async [Symbol.asyncDispose]() {
      await one.close();
      await other.close();
      await place[Symbol.asyncDispose]();
    },
  };
}

export function newKeys(): KeyRing {
  return new KeyRing(KeyRing.generate());
}

export function opening(sketch: Partial<BatchOpening> = {}): BatchOpening {
  return {
    department: 'market',
    item: 'market.administrative-penalty',
    key: '2026-11 处罚.xlsx',
    source: 'file',
    reportedBy: 'officer:market-1',
    at: '2026-11-02T01:00:00.000Z',
    ...sketch,
  };
}

export function counts(sketch: Partial<Counts> = {}): Counts {
  return { received: 0, accepted: 0, refused: 0, waiting: 0, byRule: {}, ...sketch };
}

export function chunk(sketch: Partial<Chunk> = {}): Chunk {
  return {
    number: 1,
    at: '2026-11-02T01:00:01.000Z',
    month: '2026-11',
    counts: counts({ received: 3, accepted: 1, refused: 1, waiting: 1, byRule: { R03: 2, R11: 1 } }),
    problems: [],
    digest: null,
    ...sketch,
  };
}

export function problem(row: number, sketch: Partial<RowProblem> = {}): RowProblem {
  return { row, outcome: 'refused', findings: [{ rule: 'R03', field: 'documentNo' }], ...sketch };
}

export const CANDIDATE = JSON.stringify({ type: 'MarketPenalty', name: '欧阳小明', idNo: '45110219000101001X' });

export function unmatched(sketch: Partial<UnmatchedRow> = {}): UnmatchedRow {
  return {
    id: 'row-1',
    department: 'market',
    item: 'market.administrative-penalty',
    type: 'MarketPenalty',
    batchId: 'batch-1',
    row: 7,
    candidate: CANDIDATE,
    reasons: ['no subject carries the number'],
    receivedAt: '2026-11-02T01:00:00.000Z',
    about: null,
    ...sketch,
  };
}
