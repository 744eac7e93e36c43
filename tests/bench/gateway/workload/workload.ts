import { ask } from './ask.ts';
import { QUERIES, type QueryName } from './queries.ts';

/** What contenders are asked. */
export interface Workload {
  /**
   * Bodies of requests by query. Each query comes with many different variables, so that nobody gains from noticing that the
   * same question is under way already.
   */
  readonly requests: ReadonlyMap<QueryName, readonly string[]>;
  /** Code of the subject that has the most records. */
  readonly richestSubject: string;
}

/** Words that many names of the synthetic city hold. */
const WORDS = ['有限公司', '八步', '昭平', '富川', '钟山', '贺州'];

/** Different subjects and different pages; more than the highest usual concurrency. */
const VARIETY = 100;

/** Places in a list of hits lie so far apart; the longest page holds so many hits. */
const STEP = 20;
const LONGEST_PAGE = 100;

interface Page {
  readonly nodes: readonly { readonly uscc: string | null }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

interface Place {
  readonly name: string;
  readonly after: string | null;
}

/** Makes the requests from what the city at `url` holds. */
export async function makeWorkload(url: string, queries: readonly QueryName[]): Promise<Workload> {
  const codes = new Set<string>();
  const places: Place[] = [];
  for (const name of WORDS) await walk(url, name, codes, places);
  if (places.length < VARIETY / 4) throw new RangeError('the city is too small; seed more subjects.');
  const richest = await bySizeOfAnswer(url, [...codes]);
  const variables: Record<QueryName, readonly object[]> = {
    Q1: richest.map((code) => ({ code })),
    Q2: places,
    Q3: richest.map((code) => ({ code })),
    Q4: places,
  };
  const bodies = (name: QueryName) => variables[name].map((values) => requestBody(QUERIES[name].text, values));
  return { requests: new Map(queries.map((name) => [name, bodies(name)])), richestSubject: richest[0] ?? '' };
}

export function requestBody(query: string, variables: object): string {
  return JSON.stringify({ query, variables });
}

/** Walks through the hits of a search; notes whom it meets, and the places after which a longest page follows. */
async function walk(url: string, name: string, codes: Set<string>, places: Place[]): Promise<void> {
  const passed: Place[] = [];
  let after: string | null = null;
  while (places.length + passed.length < VARIETY + LONGEST_PAGE / STEP) {
    passed.push({ name, after });
    const { data } = await ask(url, requestBody(SEARCH, { name, after, first: STEP }));
    const { nodes, pageInfo } = data.searchSubjects as Page; // cast: the shape of the query below
    for (const { uscc } of nodes) if (uscc !== null) codes.add(uscc);
    if (!pageInfo.hasNextPage) break;
    after = pageInfo.endCursor;
  }
  places.push(...passed.slice(0, -LONGEST_PAGE / STEP));
}

const SEARCH = `query ($name: String!, $after: String, $first: Int!) {
  searchSubjects(name: $name, first: $first, after: $after) { nodes { uscc } pageInfo { hasNextPage endCursor } }
}`;

/** Those with the most records come first: empty lists would measure nothing. */
async function bySizeOfAnswer(url: string, codes: readonly string[]): Promise<string[]> {
  const sized: { code: string; size: number }[] = [];
  for (const code of codes) {
    const { text } = await ask(url, requestBody(QUERIES.Q1.text, { code }));
    sized.push({ code, size: text.length });
  }
  sized.sort((a, b) => b.size - a.size || (a.code < b.code ? -1 : 1));
  return sized.slice(0, VARIETY).map(({ code }) => code);
}
