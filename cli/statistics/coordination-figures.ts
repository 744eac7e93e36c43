import type { CoordinationStore } from '../../storage/coordination/port.ts';
import type { SubjectStore } from '../../storage/port.ts';
import { FiguresBook } from '../../subgraphs/_runtime/figures/figures-book.ts';
import type { Subgraph } from '../../subgraphs/_runtime/subgraph.ts';

/** Figures of the cases that the folders keep, each as it counts them. */
export function coordinationFigures(
  subgraphs: readonly Subgraph[],
  store: CoordinationStore,
  subjects: Pick<SubjectStore, 'subjectsById'>,
): FiguresBook {
  const counting = subgraphs.flatMap(({ department }) => department.caseFacts ?? []);
  return new FiguresBook({
    store,
    subjects,
    factsOf: (held, events, today) => counting.flatMap((factsOf) => factsOf(held, events, today)),
  });
}
