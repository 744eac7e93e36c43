import type { IncomingMessage } from 'node:http';
import { HubError } from '../../../schema/errors.ts';
import type { VariableValues } from '../../../schema/plain-variables.ts';

/** What a gateway asks. */
export interface DepartmentQuestion {
  readonly text: string;
  readonly variables: VariableValues;
}

/**
 * Reads the question of a request, whose passport was accepted. Gateways ask by POST, in JSON that is not compressed.
 *
 * @throws HubError METHOD_NOT_ALLOWED, UNSUPPORTED_MEDIA_TYPE, BAD_REQUEST
 */
export function departmentQuestion({ method, headers }: IncomingMessage, body: Buffer): DepartmentQuestion {
  if (method !== 'POST') throw new HubError('METHOD_NOT_ALLOWED', { details: { allowed: 'POST' } });
  const { 'content-type': type = '', 'content-encoding': encoding = 'identity' } = headers;
  const isJson = /^application\/json\s*(;\s*charset="?utf-8"?\s*)?$/i.test(type);
  if (!isJson || encoding !== 'identity') throw new HubError('UNSUPPORTED_MEDIA_TYPE');
  const { query, variables } = parsed(body);
  if (typeof query !== 'string') throw badRequest('it has no "query".');
  const given = variables ?? {};
  if (typeof given !== 'object' || Array.isArray(given)) throw badRequest('its "variables" are no object.');
  return { text: query, variables: given as VariableValues }; // cast: an object, checked on the line before
}

function parsed(body: Buffer): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>; // cast: an object
  } catch {
    // said on the next line; the error would quote the body
  }
  throw badRequest('the body is no JSON object.');
}

function badRequest(problem: string): HubError {
  return new HubError('BAD_REQUEST', { details: { problem } });
}
