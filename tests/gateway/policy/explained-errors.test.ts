import { describe, expect, test } from '@jest/globals';
import { explainedError } from '../../../gateway/policy/explained-errors.ts';
import { publicError } from '../../../gateway/public-error.ts';

const DENIAL = {
  coordinate: 'Subject.grades',
  path: ['a', 'grades'],
  reason: 'NO_AGREEMENT',
  requires: '@requiresScopes(grade:read)',
  owner: { code: 'tax', name: 'Bureau of tax' },
  request: { provider: 'tax', scopes: ['grade:read'] },
} as const;

describe('a denial as an error', () => {
  test('has the code that federation clients know, its place, its reason and what to do', () => {
    expect(explainedError(DENIAL, 'askFor').toJSON()).toEqual({
      message: 'Subject.grades is not open to this request: no agreement of the caller opens it for this purpose.',
      path: ['a', 'grades'],
      extensions: {
        code: 'UNAUTHORIZED_FIELD_OR_TYPE',
        coordinate: 'Subject.grades',
        reason: 'NO_AGREEMENT',
        requires: '@requiresScopes(grade:read)',
        owner: 'Bureau of tax',
        request: { mutation: 'askFor', provider: 'tax', scopes: ['grade:read'] },
      },
    });
  });

  test('names nobody to ask where asking does not help, and no owner where there is not one', () => {
    const { extensions } = explainedError({ ...DENIAL, reason: 'CONSENT_MISSING', owner: null }, 'askFor');
    expect(extensions).not.toHaveProperty('request');
    expect(extensions).not.toHaveProperty('owner');
  });

  test('names scopes without a provider where several departments have the data', () => {
    const request = { provider: null, scopes: ['a.x:read', 'b.y:read'] };
    const { extensions } = explainedError({ ...DENIAL, owner: null, request }, 'askFor');
    expect(extensions.request).toEqual({ mutation: 'askFor', scopes: ['a.x:read', 'b.y:read'] });
  });

  test('says the same when it has passed the filter of public errors', () => {
    const error = explainedError(DENIAL, 'askFor');
    const left = publicError(error.toJSON(), error, () => undefined);
    expect(left).toMatchObject({ message: error.message, path: error.path, extensions: error.extensions });
  });
});
