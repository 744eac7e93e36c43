import { type DocumentNode, parse } from 'graphql';
import type { CatalogueWords, FieldWords } from './catalogue-words.ts';

/** Most records of one item that a report shows; it says how many there are. */
export const SHOWN_RECORDS = 50;

/** The whole public report of a subject, with all that each record says. What of it is public is for the graph to say. */
export function reportQuery({ sections, common }: CatalogueWords): DocumentNode {
  const names = (fields: Iterable<FieldWords>) => [...fields].map(({ name }) => name).join(' ');
  const shared = names(common.values());
  const lists = (items: CatalogueWords['sections'][number]['items']) =>
    items.map(
      ({ list, fields }) =>
        `${list}(first: ${SHOWN_RECORDS}) { totalCount nodes { ${shared} ${names(fields)} subject { id name } } }`,
    );
  const filled = sections.filter(({ items }) => items.length > 0);
  const text = `query PublicReport($code: String!) {
    subjectByCode(code: $code) {
      id kind name uscc
      area { name }
      formerNumbers { kind value }
      predecessors { kind date successorName predecessor { name uscc } }
      successors { kind date successorName successor { uscc } }
      creditReport {
        reportNo generatedAt
        ${filled.map(({ field, items }) => `${field} { ${lists(items).join(' ')} }`).join(' ')}
      }
    }
  }`;
  return parse(text, { noLocation: true });
}
