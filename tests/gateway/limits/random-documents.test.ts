import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { buildSchema, type DefinitionNode, type FragmentDefinitionNode, Kind, parse, visit } from 'graphql';
import { costWith } from '../../../gateway/limits/cost.ts';
import { depth } from '../../../gateway/limits/depth.ts';
import { expandedNesting } from '../../../gateway/limits/expanded-nesting.ts';
import { expandedSelections } from '../../../gateway/limits/expanded-selections.ts';
import { introspectionFigures } from '../../../gateway/limits/introspection.ts';
import { DEFAULT_LIMITS } from '../../../gateway/limits/limits.ts';
import { measured } from '../../../gateway/limits/measure.ts';
import { operationCosts } from '../../../gateway/limits/operation-costs.ts';
import { type QueryDocument, queryDocument } from '../../../gateway/limits/query-document.ts';
import { repeats } from '../../../gateway/limits/repeats.ts';
import { rootFields } from '../../../gateway/limits/root-fields.ts';
import { verdictOn } from '../../../gateway/limits/verdict.ts';

const schema = buildSchema(`
  type Query { thing: Thing page(first: Int = 20): Page }
  type Page { nodes: [Thing] edges: [Thing] info: Thing }
  type Thing { name: String thing: Thing page(first: Int = 20, last: Int): Page }
`);
const FRAGMENTS = 6;
const size = fc.constantFrom('1', '3', '-2', '0', 'null', '$n');

/** Selections of fields that may or may not exist, and of fragments by number. */
const { selections } = fc.letrec<{ selections: string; selection: string }>((tie) => ({
  selections: fc.array(tie('selection'), { minLength: 1, maxLength: 4 }).map((all) => `{ ${all.join(' ')} }`),
  selection: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('name', 'x: name', '__typename', 'unknown'),
    fc.nat({ max: FRAGMENTS }).map((number) => `...F${number}`),
    fc
      .tuple(
        fc.constantFrom('thing', 'y: thing', 'nodes', 'edges', 'info', '__schema', 'types', 'fields'),
        tie('selections'),
      )
      .map(([name, below]) => `${name} ${below}`),
    fc.tuple(size, tie('selections')).map(([first, below]) => `page(first: ${first}) ${below}`),
    fc
      .tuple(fc.constantFrom('...', '... on Thing', '... on Page', '... on Nothing'), tie('selections'))
      .map(([on, below]) => `${on} ${below}`),
  ),
}));

const parts = fc.tuple(
  selections,
  fc.array(fc.tuple(fc.constantFrom('Query', 'Thing', 'Page'), selections), {
    minLength: FRAGMENTS,
    maxLength: FRAGMENTS,
  }),
);

/** Documents whose fragments may contain themselves. */
const anyDocuments = parts.map(([operation, fragments]) => documentOf(operation, fragments));

/** Documents whose fragments spread only those that stand after them; numbers beyond the last one are nobody's. */
const documents = parts.map(([operation, fragments]) => {
  const later = (text: string, own: number) => text.replace(/\.F(\d)/g, (_, number) => `.F${Number(number) + own + 1}`);
  return documentOf(
    operation,
    fragments.map(([type, body], index) => [type, later(body, index)] as const),
  );
});

function documentOf(operation: string, fragments: readonly (readonly [string, string])[]): string {
  const definitions = fragments.map(([type, body], index) => `fragment F${index} on ${type} ${body}`);
  return `query ($n: Int = 4) ${operation} ${definitions.join(' ')}`;
}

/** Small enough to write its fragments out. */
function isSmall(text: string): boolean {
  return verdictOn(text, schema, { ...DEFAULT_LIMITS, maxExpandedSelections: 300 }).kind === 'admitted';
}

/** The same query with each fragment written out where it is spread. */
function writtenOut(query: QueryDocument): QueryDocument {
  const fragments = new Map<string, FragmentDefinitionNode>();
  const inline = <Node extends DefinitionNode>(definition: Node): Node =>
    visit(definition, {
      FragmentSpread: {
        leave: ({ name }) => {
          const fragment = fragments.get(name.value);
          return fragment === undefined ? undefined : { ...fragment, kind: Kind.INLINE_FRAGMENT };
        },
      },
    });
  for (const [name, fragment] of query.fragments) fragments.set(name, inline(fragment));
  return { operations: query.operations.map(inline), fragments: new Map() };
}

describe('a random document', () => {
  test('gets a verdict, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          documents,
          anyDocuments,
          fc.string({ unit: 'binary' }),
          fc.string({ unit: fc.constantFrom(...'{}[]()$@:.!a1 "') }),
        ),
        (text) => {
          expect(['admitted', 'refused', 'unreadable']).toContain(verdictOn(text, schema, DEFAULT_LIMITS).kind);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  test('is measured by looking at each selection of its text once', () => {
    fc.assert(
      fc.property(documents, (text) => {
        const document = parse(text);
        const query = queryDocument(document);
        fc.pre(query !== null);
        let looks = 0;
        const look = () => {
          looks += 1;
        };
        measured(query, { empty: undefined, field: look, fragment: look, beside: () => undefined });
        let selectionsInText = 0;
        visit(document, {
          SelectionSet: ({ selections: all }) => {
            selectionsInText += all.length;
          },
        });
        expect(looks).toBe(selectionsInText);
      }),
      { numRuns: 500 },
    );
  });

  test('has the same figures as with its fragments written out', () => {
    fc.assert(
      fc.property(documents.filter(isSmall), fc.constantFrom<unknown>(undefined, 1, 6, -1, 'x'), (text, n) => {
        const query = queryDocument(parse(text));
        fc.pre(query !== null);
        const figures = (one: QueryDocument) => ({
          depth: depth(one),
          nesting: expandedNesting(one),
          selections: expandedSelections(one),
          rootFields: rootFields(one),
          repeats: repeats(one),
          introspection: introspectionFigures(one),
          costs: [...operationCosts(one, schema, 10).values()].map((cost) => costWith(cost, () => n)),
        });
        expect(figures(query)).toEqual(figures(writtenOut(query)));
      }),
      { numRuns: 1_000 },
    );
  });

  test('costs with a variable what it costs with the value in its place', () => {
    fc.assert(
      fc.property(documents.filter(isSmall), fc.constantFrom(1, 2, 50, 1e12), (text, n) => {
        const [open, fixed] = [queryDocument(parse(text)), queryDocument(parse(text.replaceAll(': $n)', `: ${n})`)))];
        fc.pre(open !== null && fixed !== null);
        const costs = (query: QueryDocument) => [...operationCosts(query, schema, 10).values()];
        expect(costs(open).map((cost) => costWith(cost, () => n))).toEqual(costs(fixed));
      }),
      { numRuns: 500 },
    );
  });
});
