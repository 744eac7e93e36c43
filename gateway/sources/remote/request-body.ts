import type { FetchDocument, Variables } from '../source.ts';

/** The part of a request body that is the same for every run of a document: all that comes before the variables. */
export function bodyOpening({ text, operationName }: FetchDocument): string {
  const name = operationName === undefined ? '' : `"operationName":${JSON.stringify(operationName)},`;
  return `{"query":${JSON.stringify(text)},${name}"variables":`;
}

/** The whole body. */
export function requestBody(opening: string, variablesJson: string): string {
  return `${opening}${variablesJson}}`;
}

/** Texts of lists of representations: fetches that ask several departments about the same entities share the list. */
const listTexts = new WeakMap<readonly unknown[], string>();

/** Variables as JSON. Lists of representations are long, and must not be changed. */
export function variablesJson(variables: Variables): string {
  const { representations, ...others } = variables;
  if (!Array.isArray(representations)) return JSON.stringify(variables);
  const text = listTexts.get(representations) ?? JSON.stringify(representations);
  listTexts.set(representations, text);
  const rest = JSON.stringify(others);
  return `{"representations":${text}${rest === '{}' ? '}' : `,${rest.slice(1)}`}`;
}
