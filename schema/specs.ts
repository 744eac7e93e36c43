/** Identities (core specification URLs without version) of the schema features that the hub knows. */
export const SPECS = {
  link: 'https://specs.apollo.dev/link',
  join: 'https://specs.apollo.dev/join',
  federation: 'https://specs.apollo.dev/federation',
  inaccessible: 'https://specs.apollo.dev/inaccessible',
  authenticated: 'https://specs.apollo.dev/authenticated',
  requiresScopes: 'https://specs.apollo.dev/requiresScopes',
  policy: 'https://specs.apollo.dev/policy',
  credit: 'https://credit-hub.example/credit',
} as const;

/** Federation version that the departments' SDL is written in. */
export const FEDERATION_URL = `${SPECS.federation}/v2.12`;

/** The project's own directives (@catalogue, @mask, @filtersOn, @department). */
export const CREDIT_URL = `${SPECS.credit}/v1.0`;

/** Directives of the project that must survive composition. */
export const CREDIT_DIRECTIVES = ['catalogue', 'mask', 'filtersOn', 'department'] as const;

/** Federation directives that decide who may read. */
export const ACCESS_DIRECTIVES = ['authenticated', 'requiresScopes', 'policy'] as const;
