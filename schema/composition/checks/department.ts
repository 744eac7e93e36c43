import { departmentNotes } from '../../expansion/department-note.ts';
import type { Problem } from '../problem.ts';
import type { LinkedSubgraph } from '../subgraph-source.ts';

/** A subgraph speaks for itself only: a note under another's code would change how that one is named and waited for. */
export function checkDepartment(subgraph: LinkedSubgraph): Problem[] {
  return departmentNotes(subgraph.document)
    .filter(({ code }) => code !== subgraph.name)
    .map(({ code }) => ({
      coordinate: '@department',
      subgraph: subgraph.name,
      text: `It speaks for "${code}".`,
      remedy: 'Leave @department out: it is made from the manifest.',
    }));
}
