import type { DocumentNode, GraphQLSchema } from 'graphql';
import { type CatalogueWords, catalogueWords } from './catalogue-words.ts';
import { type Models, modelsQuery, readModels } from './models.ts';
import { figuresQuery, type PublicFigures, readFigures } from './public-figures.ts';
import { readReport } from './read-report.ts';
import type { Report } from './report.ts';
import { reportQuery } from './report-query.ts';
import { FIND_QUERY, type Found, isFound, PAGE_LENGTH, readFound, SEARCH_QUERY } from './search.ts';
import type { SiteGraph } from './site-graph.ts';

/** How long figures and models are shown before they are read again, in milliseconds: short, for what is repaired goes at once. */
const FRESH_MS = 10_000;

/** What pages show, as the public may see it. */
export interface SiteReader {
  readonly words: CatalogueWords;
  /** Null where there is no such subject, or none that the public may see. */
  report(code: string): Promise<Report | null>;
  /** Whether there is a subject of this code that the public may see. */
  has(code: string): Promise<boolean>;
  search(name: string, after: string | null): Promise<Found>;
  /** The best matches for the beginning of a search. */
  suggest(name: string): Promise<Found>;
  figures(): Promise<PublicFigures>;
  models(): Promise<Models>;
}

/** Suggestions at once. */
const SUGGESTED = 8;

export function siteReader(graph: SiteGraph, clockMs: () => number): SiteReader {
  const current = operationsOf(graph);
  return {
    get words() {
      return current().words;
    },
    report: async (code) => {
      const { words, report } = current();
      return readReport(await graph.ask(report, { code }), words);
    },
    has: async (code) => isFound(await graph.ask(FIND_QUERY, { code })),
    search: async (name, after) => readFound(await graph.ask(SEARCH_QUERY, { name, first: PAGE_LENGTH, after })),
    suggest: async (name) => readFound(await graph.ask(SEARCH_QUERY, { name, first: SUGGESTED })),
    figures: kept(clockMs, async () => {
      const { words, figures } = current();
      return readFigures(await graph.ask(figures), words);
    }),
    models: kept(clockMs, async () => {
      const { words, models } = current();
      return readModels(await graph.ask(models), words);
    }),
  };
}

interface Operations {
  readonly words: CatalogueWords;
  readonly report: DocumentNode;
  readonly figures: DocumentNode;
  readonly models: DocumentNode;
}

/** Made anew when the supergraph is replaced. */
function operationsOf(graph: SiteGraph): () => Operations {
  let schema: GraphQLSchema | null = null;
  let operations: Operations | null = null;
  return () => {
    if (operations !== null && schema === graph.schema) return operations;
    schema = graph.schema;
    const words = catalogueWords(schema, graph.supergraph);
    operations = { words, report: reportQuery(words), figures: figuresQuery(words), models: modelsQuery(words) };
    return operations;
  };
}

/** Reads once for all who ask within that time; what fails is not kept. */
function kept<T>(clockMs: () => number, read: () => Promise<T>): () => Promise<T> {
  let held: { readonly value: Promise<T>; readonly untilMs: number } | null = null;
  return () => {
    if (held !== null && clockMs() < held.untilMs) return held.value;
    const value = read();
    const mine = { value, untilMs: clockMs() + FRESH_MS };
    held = mine;
    value.catch(() => {
      if (held === mine) held = null;
    });
    return value;
  };
}
