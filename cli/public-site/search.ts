import { type ExecutionResult, parse } from 'graphql';

/** Subjects of a page of results. */
export const PAGE_LENGTH = 20;

/** A subject that a search found. */
export interface FoundSubject {
  readonly name: string;
  readonly uscc: string;
  readonly kind: string;
  readonly area: string;
}

/** A page of what a search found, best matches first. */
export interface Found {
  readonly subjects: readonly FoundSubject[];
  /** Where the next page begins; null on the last. */
  readonly next: string | null;
}

export const SEARCH_QUERY = parse(
  `query PublicSearch($name: String!, $first: Int!, $after: String) {
    searchSubjects(name: $name, first: $first, after: $after) {
      nodes { name uscc kind area { name } }
      pageInfo { hasNextPage endCursor }
    }
  }`,
  { noLocation: true },
);

/** Whether a code names a subject, without its report. */
export const FIND_QUERY = parse('query PublicFind($code: String!) { subjectByCode(code: $code) { id } }', {
  noLocation: true,
});

export function isFound({ data }: ExecutionResult): boolean {
  return data?.subjectByCode != null;
}

interface Answer {
  readonly searchSubjects?: {
    readonly nodes: readonly {
      readonly name: string;
      readonly uscc: string | null;
      readonly kind: string;
      readonly area: { readonly name: string } | null;
    }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  } | null;
}

/** Nothing where the graph took exception to the text. */
export function readFound({ data }: ExecutionResult): Found {
  const { searchSubjects: page } = (data ?? {}) as Answer; // cast: the query is made so
  if (page == null) return { subjects: [], next: null };
  const subjects = page.nodes.flatMap(({ name, uscc, kind, area }) =>
    uscc === null ? [] : [{ name, uscc, kind, area: area?.name ?? '' }],
  );
  return { subjects, next: page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null };
}
