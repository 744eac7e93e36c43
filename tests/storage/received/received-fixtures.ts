import type { KeyRing } from '../../../storage/key-ring.ts';
import type {
  HeldVersion,
  PullState,
  ReceivedChange,
  ReceivedPage,
  ReceivedStore,
  ReceivedUpsert,
} from '../../../storage/received/port.ts';

/** An empty place that stores can share; it goes when it is disposed. */
export interface ReceivedPlace extends AsyncDisposable {
  /** Another store on the place, as another process would open it; with the keys of the place unless others are given. */
  open(keys?: KeyRing): Promise<ReceivedStore>;
}

export type MakeReceivedPlace = () => Promise<ReceivedPlace>;

export const CITY = 'downstream:451100';
export const PENALTY = 'market.administrative-penalty';
export const ACCIDENT = 'emergency.accident';
export const NUMBER = '45110219000101001X';

export function upsert(recordId: string, sketch: Partial<ReceivedUpsert> = {}): ReceivedUpsert {
  return {
    operation: 'UPSERT',
    item: PENALTY,
    recordId,
    version: 1,
    type: 'MarketPenalty',
    subjectId: 'o.91451100MA5KXXXX1X',
    subjectKind: 'ORGANIZATION',
    state: 'EFFECTIVE',
    decisionDate: '2026-02-01',
    publicityStartDate: '2026-02-01',
    publicityEndDate: null,
    content: {
      subject: { id: 'o.91451100MA5KXXXX1X', name: '某公司', code: '91451100MA5KXXXX1X' },
      fields: { documentNo: recordId, legalRepresentativeIdNo: NUMBER, fineAmountWan: null, penaltyKinds: ['FINE'] },
    },
    ...sketch,
  };
}

export const withdraw = (recordId: string, version: number, item = PENALTY): ReceivedChange => ({
  operation: 'WITHDRAW',
  item,
  recordId,
  version,
});

export function state(sketch: Partial<PullState> = {}): PullState {
  return {
    origin: CITY,
    provider: 'http://127.0.0.1:4000',
    items: null,
    cursor: 'cursor',
    generation: 1,
    loading: null,
    itemLoads: [],
    page: 1,
    at: '2026-11-02T01:00:00.000Z',
    ...sketch,
  };
}

export function page(
  number: number,
  changes: readonly ReceivedChange[],
  sketch: Partial<PullState> = {},
): ReceivedPage {
  return { changes, sweep: null, state: state({ page: number, cursor: `cursor ${number}`, ...sketch }) };
}

export async function held(store: ReceivedStore, origin = CITY, item = PENALTY): Promise<readonly HeldVersion[]> {
  const all: HeldVersion[] = [];
  for await (const some of store.heldVersions(origin, item)) all.push(...some);
  return all.sort((one, other) => (one.recordId < other.recordId ? -1 : 1));
}
