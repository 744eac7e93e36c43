import type DataLoader from 'dataloader';
import type { Row } from '../../schema/access/grant.ts';
import type { RowDenial } from '../../schema/access/passport.ts';
import type { RowGate } from '../policy/row-gate.ts';
import type { ResultNode } from './result-node.ts';
import type { FetchGate } from './row-gates.ts';
import type { Run, WantedEntities } from './run.ts';

/** Entities by whether their department is asked about them. */
export interface SiftedEntities {
  /** The very object that was sifted where nothing was taken out. */
  readonly open: WantedEntities;
  /** Of which all that is wanted is closed to the caller. */
  readonly closed: WantedEntities;
  /** Why; a place may be named more than once. */
  readonly denials: readonly RowDenial[];
}

/**
 * Takes out the entities of which a department would answer nothing but nulls to the caller. Where areas cannot be looked up at
 * the moment, nothing is taken out: departments decide about what they are asked in any case.
 */
export function siftEntities(
  wanted: WantedEntities,
  gate: FetchGate,
  { areas, log }: Run,
): SiftedEntities | Promise<SiftedEntities> {
  const { representations } = wanted;
  if (areas === undefined) return divided(wanted, (index) => denialsOf(representations[index], gate));
  const all = representations.map((representation) => locatedDenials(representation, gate, areas));
  return Promise.all(all).then(
    (denials) => divided(wanted, (index) => denials[index] ?? NONE),
    (cause) => {
      log(cause);
      return divided(wanted, () => NONE);
    },
  );
}

const NONE: readonly RowDenial[] = [];

const NOBODY: WantedEntities = { representations: [], nodes: [] };

/** Nothing where the entity is held against nothing. */
function denialsOf(representation: ResultNode | undefined, gate: FetchGate): readonly RowDenial[] {
  const held = heldAgainst(representation, gate);
  return held === undefined ? NONE : held.gate.denialsOf(held.row);
}

/** The same, with the area of its subject where that matters. */
async function locatedDenials(
  representation: ResultNode,
  gate: FetchGate,
  areas: DataLoader<string, string | null>,
): Promise<readonly RowDenial[]> {
  const held = heldAgainst(representation, gate);
  if (held === undefined) return NONE;
  const { row, gate: own } = held;
  return own.denialsOf(own.needsArea ? { ...row, area: await areas.load(row.id) } : row);
}

function heldAgainst(
  representation: ResultNode | undefined,
  gate: FetchGate,
): { readonly row: Row; readonly gate: RowGate } | undefined {
  const entity = gate.get(String(representation?.__typename));
  const row = representation && entity?.subjectOf(representation);
  return entity && row && { row, gate: entity.gate };
}

function divided(wanted: WantedEntities, denialsAt: (index: number) => readonly RowDenial[]): SiftedEntities {
  const { representations, nodes } = wanted;
  let closed: Map<number, readonly RowDenial[]> | undefined;
  for (let index = 0; index < representations.length; index += 1) {
    const denials = denialsAt(index);
    if (denials.length > 0) closed = (closed ?? new Map()).set(index, denials);
  }
  if (closed === undefined) return { open: wanted, closed: NOBODY, denials: NONE };
  const isClosed = representations.map((_, index) => closed.has(index));
  const part = (side: boolean): WantedEntities => ({
    representations: representations.filter((_, index) => isClosed[index] === side),
    nodes: nodes.filter((_, index) => isClosed[index] === side),
  });
  return { open: part(false), closed: part(true), denials: [...closed.values()].flat() };
}
