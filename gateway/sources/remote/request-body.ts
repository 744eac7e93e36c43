import type { FetchDocument } from '../source.ts';

/** The part of a request body that is the same for every run of a document: all that comes before the variables. */
export function bodyOpening({ text, operationName }: FetchDocument): string {
  const name = operationName === undefined ? '' : `"operationName":${JSON.stringify(operationName)},`;
  return `{"query":${JSON.stringify(text)},${name}"variables":`;
}

/** The whole body. */
export function requestBody(opening: string, variablesJson: string): string {
  return `${opening}${variablesJson}}`;
}
