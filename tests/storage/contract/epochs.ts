import { describe, expect, test } from '@jest/globals';
import { change, type MakePlace, openPlace } from '../store-fixtures.ts';

export function epochs(makePlace: MakePlace): void {
  describe('the epoch of the journals', () => {
    test('is the same for everybody who opens the place, whatever is written', async () => {
      await using open = await openPlace(makePlace);
      const other = await open.openAnother();
      const [one, another] = await Promise.all([open.store.epoch(), other.epoch()]);
      expect(another).toBe(one);
      await other.write('market', [change({ key: 'a' })]);
      expect(await (await open.openAnother()).epoch()).toBe(one);
    });

    test('is another one in every place, also where a load filled it', async () => {
      await using one = await openPlace(makePlace);
      await using place = await makePlace();
      await place.adapter().load([], () => undefined);
      const loaded = await place.adapter().open();
      expect(await loaded.epoch()).not.toBe(await one.store.epoch());
      await loaded.close();
    });

    test('ends for everybody when another one is begun', async () => {
      await using open = await openPlace(makePlace);
      const other = await open.openAnother();
      const before = await other.epoch();
      const after = await open.store.beginEpoch();
      expect(after).not.toBe(before);
      expect(await other.epoch()).toBe(after);
      expect(await other.journalHead('market')).toBe(0);
    });
  });
}
