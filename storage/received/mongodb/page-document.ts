import type { KeyRing } from '../../key-ring.ts';
import type { ReceivedPage, ReceivedUpsert } from '../port.ts';
import { sealContent } from '../sealed-content.ts';
import { type PageDocument, pageKey, REMOVED, type ReceivedDocument, recordKey } from './documents.ts';

/** The commit that makes a page true. */
export function pageDocument(keys: KeyRing, { changes, sweep, state }: ReceivedPage): PageDocument {
  const { origin, page, generation, at } = state;
  const marks = (change: ReceivedPage['changes'][number]) => {
    const { item, recordId, version } = change;
    const key = { origin, item, recordId };
    return { _id: recordKey(key), ...key, version, generation, page, receivedAt: at };
  };
  return {
    _id: pageKey(origin, page),
    origin,
    page,
    state: JSON.stringify(state),
    pending: true,
    rows: changes.flatMap((change): ReceivedDocument[] => {
      if (change.operation === 'WITHDRAW') return [];
      if (change.operation === 'EMPTY') return [{ ...marks(change), ...REMOVED, removed: false }];
      return [{ ...marks(change), ...toldBy(keys, origin, change), removed: false }];
    }),
    removals: changes.filter(({ operation }) => operation === 'WITHDRAW').map(marks),
    sweep: sweep === null ? null : { ...sweep, at },
  };
}

function toldBy(keys: KeyRing, origin: string, { operation: _, version: __, content, ...change }: ReceivedUpsert) {
  return { ...change, sealed: sealContent(keys, { origin, ...change }, content) };
}
