import { type DocumentNode, type ExecutionResult, parse } from 'graphql';
import type { CatalogueWords } from './catalogue-words.ts';

/** The section whose latest decisions are shown. */
const NOTICES = 'administration';

/** Notices on the front page. */
const SHOWN_NOTICES = 8;

/** What is public at the moment. */
export interface PublicFigures {
  readonly sections: readonly { readonly title: string; readonly count: number }[];
  /** Latest decisions first. */
  readonly notices: readonly Notice[];
  /** False where a department did not answer, so that something is not counted. */
  readonly isComplete: boolean;
}

export interface Notice {
  readonly item: string;
  readonly documentNo: string;
  readonly decidingOrgName: string;
  readonly decisionDate: string;
  readonly name: string;
  readonly uscc: string;
}

/** Counts what is public of every item, and asks for the latest decisions. */
export function figuresQuery({ sections }: CatalogueWords): DocumentNode {
  const latest = `nodes { documentNo decidingOrgName decisionDate subject { name uscc } }`;
  const lists = sections.flatMap(({ field, items }) =>
    items.map(
      ({ list }) => `${list}(first: ${field === NOTICES ? 3 : 1}) { totalCount ${field === NOTICES ? latest : ''} }`,
    ),
  );
  return parse(`query PublicFigures { ${lists.join(' ')} }`, { noLocation: true });
}

/** Lists by their field; null where the department did not answer. */
type Answer = Readonly<Record<string, ListAnswer | null | undefined>>;

interface ListAnswer {
  readonly totalCount: number;
  readonly nodes?: readonly NoticeAnswer[];
}

interface NoticeAnswer {
  readonly documentNo: string;
  readonly decidingOrgName: string;
  readonly decisionDate: string;
  readonly subject: { readonly name: string; readonly uscc: string | null } | null;
}

export function readFigures({ data, errors }: ExecutionResult, { sections }: CatalogueWords): PublicFigures {
  const lists = (data ?? {}) as Answer; // cast: the query is made so
  const notices = sections.flatMap(({ items }) =>
    items.flatMap(({ list, title }) => (lists[list]?.nodes ?? []).flatMap((node) => noticeOf(node, title))),
  );
  return {
    sections: sections.map(({ title, items }) => ({
      title,
      count: items.reduce((sum, { list }) => sum + (lists[list]?.totalCount ?? 0), 0),
    })),
    notices: notices.sort((one, other) => (one.decisionDate < other.decisionDate ? 1 : -1)).slice(0, SHOWN_NOTICES),
    isComplete: errors === undefined,
  };
}

function noticeOf({ subject, ...rest }: NoticeAnswer, item: string): readonly Notice[] {
  if (subject?.uscc == null) return [];
  return [{ ...rest, item, name: subject.name, uscc: subject.uscc }];
}
