import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { ERRORS, type ErrorCode, HubError } from '../../schema/errors.ts';
import { packageRoot } from '../../schema/package-root.ts';

const codes = Object.keys(ERRORS) as ErrorCode[];

describe('the error registry', () => {
  test.each(codes)('%s says what to do in a whole sentence', (code) => {
    expect(ERRORS[code].text).toMatch(/^[A-Z{].*[.}]$/s);
    expect(ERRORS[code].status).toBeGreaterThanOrEqual(200);
  });

  test('fills placeholders with details, and the details are what GraphQL carries', () => {
    const error = new HubError('PORT_IN_USE', { details: { port: 4000 }, cause: new Error('secret') });
    expect(error.message).toContain('Port 4000 is already in use');
    expect(error.toGraphQL().toJSON()).toEqual({
      message: error.message,
      extensions: { code: 'PORT_IN_USE', port: 4000 },
    });
  });

  test('holds every code that the README names as an exit of the pipeline, and the other way round for HTTP ones', () => {
    const readme = readFileSync(join(packageRoot, 'README.md'), 'utf8');
    const refusals = codes.filter((code) => [400, 401, 404, 405, 413, 415].includes(ERRORS[code].status));
    for (const code of refusals) expect(readme).toContain(code);
  });
});
