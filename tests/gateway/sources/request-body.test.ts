import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { variablesJson } from '../../../gateway/sources/remote/request-body.ts';

test('variables are written as JSON, with and without representations, for the first time and again', () => {
  const list = fc.array(fc.dictionary(fc.string(), fc.jsonValue()));
  const others = fc.dictionary(fc.string(), fc.jsonValue());
  fc.assert(
    fc.property(others, fc.option(list, { nil: undefined }), (some, representations) => {
      const variables = { ...some, ...(representations === undefined ? {} : { representations }) };
      const written = [variablesJson(variables), variablesJson(variables)];
      for (const text of written) expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(variables)));
    }),
  );
});
