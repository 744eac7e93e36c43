import { type DocumentNode, type ExecutionResult, parse } from 'graphql';
import type { CatalogueWords, ItemWords } from './catalogue-words.ts';

/** The section of honours and lists of integrity. */
const INTEGRITY = 'integrity';

/** Most entries of one kind of honour that the page shows. */
const SHOWN_HONOURS = 15;

/** Who is honoured for integrity, and what comes of it. */
export interface Models {
  readonly honours: readonly HonourList[];
  readonly lists: readonly IntegrityList[];
  readonly incentives: readonly Incentive[];
}

export interface HonourList {
  readonly title: string;
  readonly department: string;
  readonly count: number;
  /** Latest decisions first, and in no other order. */
  readonly honoured: readonly Honoured[];
}

export interface Honoured {
  readonly name: string;
  readonly uscc: string;
  readonly honour: string;
  readonly deeds: string;
  readonly decisionDate: string;
  readonly decidingOrgName: string;
}

export interface IntegrityList {
  readonly name: string;
  readonly owner: string;
  readonly legalBasis: string;
}

export interface Incentive {
  readonly name: string;
  readonly content: string;
  readonly eligibility: string;
  readonly legalBasis: string;
  readonly bodies: string;
}

export function modelsQuery(words: CatalogueWords): DocumentNode {
  const lists = itemsOf(words).map(({ list, fields }) => {
    const own = fields.map(({ name }) => name).filter((name) => SAID.includes(name));
    const node = `decisionDate decidingOrgName documentNo ${own.join(' ')} subject { name uscc }`;
    return `${list}(first: ${SHOWN_HONOURS}) { totalCount nodes { ${node} } }`;
  });
  return parse(
    `query IntegrityModels {
      ${lists.join(' ')}
      coordinatedLists { nature name legalBasis owner { name } }
      coordinatedMeasures(inForce: true) { name content eligibility legalBasis executingBodies { name } }
    }`,
    { noLocation: true },
  );
}

/** What of an honour the page shows, as far as its record type has it. */
const DEEDS = 'deeds';
const SAID = ['honourName', 'reason', DEEDS];

/** What the query's answer holds, as far as the graph could answer. */
interface Answer {
  readonly coordinatedLists?: readonly ListAnswer[] | null;
  readonly coordinatedMeasures?: readonly MeasureAnswer[] | null;
}

interface HonourAnswer {
  readonly documentNo: string;
  readonly decisionDate: string;
  readonly decidingOrgName: string;
  readonly honourName?: string | null;
  readonly reason?: string | null;
  readonly deeds?: string | null;
  readonly subject: { readonly name: string; readonly uscc: string | null } | null;
}

interface ListAnswer {
  readonly nature: 'DISHONESTY' | 'INCENTIVE';
  readonly name: string;
  readonly legalBasis: string;
  readonly owner: { readonly name: string };
}

interface MeasureAnswer {
  readonly name: string;
  readonly content: string;
  readonly legalBasis: string;
  /** Null for measures against dishonesty. */
  readonly eligibility: string | null;
  readonly executingBodies: readonly { readonly name: string }[];
}

type HonourLists = Readonly<
  Record<string, { readonly totalCount: number; readonly nodes: readonly HonourAnswer[] } | null | undefined>
>;

export function readModels({ data }: ExecutionResult, words: CatalogueWords): Models {
  // casts: the query is made so
  const { coordinatedLists, coordinatedMeasures } = (data ?? {}) as Answer;
  const honours = (data ?? {}) as HonourLists;
  return {
    honours: itemsOf(words).map(({ list, title, department }) => ({
      title,
      department,
      count: honours[list]?.totalCount ?? 0,
      honoured: (honours[list]?.nodes ?? []).flatMap(honouredOf),
    })),
    lists: (coordinatedLists ?? [])
      .filter(({ nature }) => nature === 'INCENTIVE')
      .map(({ name, legalBasis, owner }) => ({ name, legalBasis, owner: owner.name })),
    incentives: (coordinatedMeasures ?? []).flatMap(incentiveOf),
  };
}

function honouredOf({ subject, honourName, deeds, reason, ...rest }: HonourAnswer): readonly Honoured[] {
  if (subject?.uscc == null) return [];
  const { documentNo, decisionDate, decidingOrgName } = rest;
  const honour = honourName ?? documentNo;
  return [
    { name: subject.name, uscc: subject.uscc, honour, deeds: deeds ?? reason ?? '', decisionDate, decidingOrgName },
  ];
}

function incentiveOf({ name, content, eligibility, legalBasis, executingBodies }: MeasureAnswer): readonly Incentive[] {
  if (eligibility === null) return [];
  return [{ name, content, eligibility, legalBasis, bodies: executingBodies.map((body) => body.name).join('、') }];
}

/** First those that tell what was done. */
function itemsOf({ sections }: CatalogueWords): readonly ItemWords[] {
  const items = sections.find(({ field }) => field === INTEGRITY)?.items ?? [];
  const tells = ({ fields }: ItemWords) => fields.some(({ name }) => name === DEEDS);
  return [...items.filter(tells), ...items.filter((item) => !tells(item))];
}
