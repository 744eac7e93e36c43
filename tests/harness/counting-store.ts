import type { HubStore } from '../../storage/port.ts';

/** A store that notes every read which the departments make of it. */
export interface CountingStore {
  readonly store: HubStore;
  /** Names of the methods called, in order. */
  readonly calls: string[];
}

const READS = ['recordsBySubject', 'listRecords', 'recordsById', 'subjectsById', 'subjectsByNumber', 'searchSubjects'];

export function countingStore(inner: HubStore): CountingStore {
  const calls: string[] = [];
  const store = new Proxy(inner, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      if (READS.includes(String(name))) {
        return (...args: unknown[]) => {
          calls.push(String(name));
          return value.apply(target, args);
        };
      }
      return value.bind(target);
    },
  });
  return { store, calls };
}
