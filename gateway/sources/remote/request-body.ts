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

/** Variables as JSON by their list of representations, where there is nothing else. */
const listTexts = new WeakMap<readonly unknown[], string>();

/**
 * Variables as JSON. Fetches that ask several departments about the same entities share the list of representations, which is
 * long and must not be changed: it is written once, and the text is the same object for all of them.
 */
export function variablesJson(variables: Variables): string {
  const { representations } = variables;
  if (!Array.isArray(representations) || Object.keys(variables).length > 1) return JSON.stringify(variables);
  const text = listTexts.get(representations) ?? JSON.stringify(variables);
  listTexts.set(representations, text);
  return text;
}
