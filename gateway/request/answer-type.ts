/** Media type of answers that every client understands. */
export const JSON_TYPE = 'application/json';

/** Media type whose answers say by their status whether GraphQL was executed. */
export const GRAPHQL_TYPE = 'application/graphql-response+json';

export type AnswerType = typeof JSON_TYPE | typeof GRAPHQL_TYPE;

/**
 * The type to answer in: the one that the client likes best, and of two that it likes the same the one that it names first.
 * Null where it takes neither.
 *
 * https://www.rfc-editor.org/rfc/rfc9110#name-accept
 */
export function answerType(accept: string | undefined): AnswerType | null {
  if (accept === undefined || accept === '' || accept === '*/*' || accept === JSON_TYPE) return JSON_TYPE;
  const ranges = accept.split(',').map(mediaRange);
  const json = preference(JSON_TYPE, ranges);
  const graphql = preference(GRAPHQL_TYPE, ranges);
  if (graphql.quality === 0) return json.quality === 0 ? null : JSON_TYPE;
  if (graphql.quality !== json.quality) return graphql.quality > json.quality ? GRAPHQL_TYPE : JSON_TYPE;
  return graphql.position < json.position ? GRAPHQL_TYPE : JSON_TYPE;
}

interface MediaRange {
  /** Empty where the client wants a form of its own of the type. */
  readonly type: string;
  /** 0 (not at all) to 1. */
  readonly quality: number;
}

function mediaRange(text: string): MediaRange {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const weight = parameters.find((parameter) => parameter.startsWith('q='));
  const others = parameters.filter((parameter) => parameter !== weight && !/^charset="?utf-8"?$/.test(parameter));
  const quality = weight === undefined ? 1 : Number(weight.slice('q='.length));
  return { type: others.length === 0 ? type : '', quality: quality > 0 ? Math.min(quality, 1) : 0 };
}

/** The most exact range decides. */
function preference(type: AnswerType, ranges: readonly MediaRange[]): { quality: number; position: number } {
  for (const wanted of [type, 'application/*', '*/*']) {
    const position = ranges.findIndex((range) => range.type === wanted);
    if (position !== -1) return { quality: ranges[position]?.quality ?? 0, position };
  }
  return { quality: 0, position: ranges.length };
}
