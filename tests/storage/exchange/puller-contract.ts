import { describe, expect, test } from '@jest/globals';
import type { PullerPlace, PullerStore } from '../../../storage/exchange/port.ts';

/** An empty place that stores can share; it goes when it is disposed. */
export interface PullersPlace extends AsyncDisposable {
  /** Another store on the place, as another process would open it. */
  open(): Promise<PullerStore>;
}

const RECEIPT = { received: 9, valid: 8, loaded: 7 };

function placeOf(sketch: Partial<PullerPlace> = {}): PullerPlace {
  return {
    caller: 'platform:region',
    feed: '[null,null]',
    epoch: 'epoch-1',
    place: { market: 3, 'human-resources': 1 },
    at: '2026-11-02T04:00:00.000Z',
    receipt: null,
    ...sketch,
  };
}

/** What every adapter of the exchange port promises. Each test makes a place of its own, empty at first. */
export function pullerContract(name: string, makePlace: () => Promise<PullersPlace>): void {
  describe(`the exchange port on ${name}`, () => {
    test('holds nothing at first', async () => {
      await using place = await makePlace();
      const store = await place.open();
      expect(await store.places()).toEqual([]);
      await store.close();
    });

    test('tells everybody what was saved last of each feed of each caller, in order', async () => {
      await using place = await makePlace();
      const [one, other] = [await place.open(), await place.open()];
      await one.savePlace(placeOf());
      await one.savePlace(placeOf({ caller: 'platform:neighbour' }));
      await other.savePlace(placeOf({ feed: '[["tax"],null]', place: {} }));
      const later = placeOf({
        epoch: 'epoch-2',
        place: { market: 2 },
        at: '2026-11-02T05:00:00.000Z',
        receipt: RECEIPT,
      });
      await other.savePlace(later);
      const expected = [
        placeOf({ caller: 'platform:neighbour' }),
        placeOf({ feed: '[["tax"],null]', place: {} }),
        later,
      ];
      expect(await one.places()).toEqual(expected);
      await one.close();
      await other.close();
      const reopened = await place.open();
      expect(await reopened.places()).toEqual(expected);
      await reopened.close();
    });

    test('saves one place where several processes save at once', async () => {
      await using place = await makePlace();
      const stores = [await place.open(), await place.open()] as const;
      const saved = Array.from({ length: 20 }, (_, n) => placeOf({ place: { market: n } }));
      await Promise.all(saved.map((one, n) => stores[n % 2 === 0 ? 0 : 1].savePlace(one)));
      const [kept, ...more] = await stores[0].places();
      expect(more).toEqual([]);
      expect(saved).toContainEqual(kept);
      for (const store of stores) await store.close();
    });
  });
}
