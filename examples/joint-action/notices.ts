import type { Asker, Graph } from '../graph.ts';
import { expect, found, tell } from './telling.ts';

const NOTICES = '{ creditNotices { nodes { notice record listing owner { code } } } }';

interface Notices {
  readonly creditNotices: {
    readonly nodes: readonly {
      readonly notice: string;
      readonly record: string | null;
      readonly listing: string | null;
      readonly owner: { readonly code: string };
    }[];
  } | null;
}

/** Whoever had received something that was repaired is told so. */
export async function readNotice({ ask }: Graph, who: string, asker: Asker, what: string, id: string): Promise<void> {
  const { creditNotices } = await ask<Notices>(NOTICES, {}, asker);
  const told = creditNotices?.nodes.find(({ record, listing }) => record === id || listing === id);
  const { notice, owner } = found(told, `notice of ${what} for ${who}`);
  expect(notice === 'REPAIRED', `${who} is told that ${what} was repaired`);
  tell(who, `is told by ${owner.code}: ${what} is ${notice}`);
}
