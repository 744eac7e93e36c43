import { GraphQLError } from 'graphql';

/** What the registry says of one error code: how HTTP answers it, and the text that a caller may see. */
export interface ErrorEntry {
  /** HTTP status when the whole request fails with this code. */
  readonly status: number;
  /** True when the same request may succeed later without a change. */
  readonly retryable: boolean;
  /** Public text: what is wrong and what to do. Never holds a value of a record or of the request. */
  readonly text: string;
}

/**
 * Every code that may leave the hub. The text here is all that a client is told; the cause goes to the log.
 * `{name}` placeholders are filled from `details`, which holds figures and names of schema elements only.
 */
export const ERRORS = {
  BAD_REQUEST: { status: 400, retryable: false, text: 'The request is not well formed: {problem}' },
  NOT_FOUND: { status: 404, retryable: false, text: 'There is nothing at this address. The graph is at /graphql.' },
  BODY_TOO_LARGE: {
    status: 413,
    retryable: false,
    text: 'The request body is larger than {limitBytes} bytes. Send less at once.',
  },
  UNSUPPORTED_MEDIA_TYPE: {
    status: 415,
    retryable: false,
    text: 'Send the query as JSON in UTF-8, not compressed, with one "content-type: application/json".',
  },
  NOT_ACCEPTABLE: {
    status: 406,
    retryable: false,
    text: 'Answers come as application/json or as application/graphql-response+json; the "accept" header allows neither.',
  },
  BATCH_REFUSED: {
    status: 400,
    retryable: false,
    text: 'One request carries one operation. Send the operations of this list one by one.',
  },
  LIMIT_EXCEEDED: {
    status: 400,
    retryable: false,
    text: 'The query exceeds the limit "{limit}": {figure} of at most {max}. Ask for less at once.',
  },
  RATE_EXCEEDED: {
    status: 429,
    retryable: true,
    text: 'The caller has sent {figure} requests in this second, of at most {max}. Send fewer at once, and go on in a second.',
  },
  VISITS_EXCEEDED: {
    status: 429,
    retryable: true,
    text: 'This address has asked for more than {max} pages in a minute. Go on in {seconds} seconds.',
  },
  METHOD_NOT_ALLOWED: { status: 405, retryable: false, text: 'This address takes {allowed} only.' },
  UNAUTHENTICATED: { status: 401, retryable: false, text: 'The token was refused: {problem}' },
  ISSUER_UNAVAILABLE: {
    status: 503,
    retryable: true,
    text: 'The keys of the issuer cannot be read at the moment, so that nothing can be said of the token. Try again later.',
  },
  PASSPORT_REFUSED: {
    status: 401,
    retryable: false,
    text: 'Departments answer the gateway only, under a passport that it signed for this very request: {problem}',
  },
  PURPOSE_INVALID: {
    status: 400,
    retryable: false,
    text: 'The header "{header}" is not valid: {problem}',
  },
  CONSENT_REFUSED: { status: 403, retryable: false, text: 'The consent was refused: {problem}' },
  UNAUTHORIZED_FIELD_OR_TYPE: {
    status: 200,
    retryable: false,
    text: '{coordinate} is not open to this request: {explanation}',
  },
  RIGHTS_CHANGED: {
    status: 403,
    retryable: true,
    text: 'Your rights have changed while the request was under way, so it was not answered. Ask again.',
  },
  AUDIT_UNAVAILABLE: {
    status: 503,
    retryable: true,
    text: 'The audit trail cannot be written at the moment, so nothing protected is answered. Try again later.',
  },
  AUDIT_DAMAGED: {
    status: 503,
    retryable: false,
    text: 'The audit trail is broken at entry {seq}: {problem}',
  },
  CONFLICT: {
    status: 200,
    retryable: true,
    text: 'Somebody else has changed this meanwhile. Read it again, and decide on what it says now.',
  },
  NOT_ALLOWED: { status: 200, retryable: false, text: 'This cannot be done: {problem}' },
  INVALID_CODE: { status: 200, retryable: false, text: 'The code is not valid: {problem}' },
  AMBIGUOUS_CODE: {
    status: 200,
    retryable: false,
    text: 'More than one subject carries this old number. Ask with the 18-digit unified social credit code.',
  },
  INVALID_ARGUMENT: { status: 200, retryable: false, text: 'The argument "{argument}" is not valid: {problem}' },
  INVALID_CURSOR: {
    status: 200,
    retryable: false,
    text: 'The cursor is not one that this field gave out. Begin again without "after".',
  },
  REPORT_TYPE_UNSUPPORTED: {
    status: 415,
    retryable: false,
    text: 'Send rows as newline-delimited JSON in UTF-8, not compressed, with "content-type: application/x-ndjson".',
  },
  REPORT_REFUSED: {
    status: 403,
    retryable: false,
    text: 'Only officers of a department, and its applications whose token has the scope "{scope}", report its records.',
  },
  BATCH_KEY_TAKEN: {
    status: 409,
    retryable: false,
    text: 'A batch of this name came in another way, or with other rows. Give each batch a name of its own.',
  },
  CURSOR_FOREIGN: {
    status: 200,
    retryable: false,
    text: 'The cursor was given for something else: {problem} Ask as when it was given, or begin again without "after".',
  },
  CURSOR_STALE: {
    status: 200,
    retryable: false,
    text: 'The cursor is from before the hub was restored from a backup, or from another hub. Begin again without "after".',
  },
  CURSOR_EXPIRED: {
    status: 200,
    retryable: false,
    text:
      'What has changed since the cursor is not kept any more. Begin again without "after", and drop what you hold and are not ' +
      'given then.',
  },
  EXPORT_REFUSED: {
    status: 403,
    retryable: false,
    text: 'Only platforms under the purpose "platform-exchange", and officers of a department, export changes.',
  },
  HEADINGS_INVALID: {
    status: 400,
    retryable: false,
    text: 'The headings of the table do not fit the record type "{type}": {problem}',
  },
  RECORD_INVALID: { status: 200, retryable: false, text: 'The record does not fit its catalogue item: {problem}' },
  TABLE_INVALID: { status: 422, retryable: false, text: 'The table cannot be read: {problem}' },
  TABLE_TOO_LARGE: { status: 413, retryable: false, text: 'The table is larger than what is read: {problem}' },
  SUBGRAPH_UNAVAILABLE: {
    status: 200,
    retryable: true,
    text: 'The department "{department}" does not answer at the moment. Its fields are empty; try again later.',
  },
  SUBGRAPH_TIMEOUT: {
    status: 200,
    retryable: true,
    text: 'The department "{department}" did not answer in time. Its fields are empty; try again later, or ask for less.',
  },
  SUBGRAPH_INVALID: {
    status: 200,
    retryable: true,
    text: 'The department "{department}" answered something else than was asked. Its fields are empty where that is so.',
  },
  OPERATION_UNKNOWN: {
    status: 400,
    retryable: false,
    text: 'The document has no operation of that name, or several and no name was given. Send "operationName".',
  },
  UNPLANNABLE: {
    status: 200,
    retryable: false,
    text: 'No department can be asked what the operation asks. See in the schema which types its fragments can meet.',
  },
  VALUE_MISSING: {
    status: 200,
    retryable: true,
    text: 'A department has no value where there must be one, so that what holds it is left out.',
  },
  STORE_UNAVAILABLE: {
    status: 503,
    retryable: true,
    text: 'The store does not answer at the moment. Try again later.',
  },
  STORE_DAMAGED: {
    status: 503,
    retryable: false,
    text: 'The data file {file} is damaged: {problem} Restore it from a backup, or move it away to begin with a new one.',
  },
  STORE_NOT_WRITABLE: {
    status: 503,
    retryable: false,
    text: 'The data folder {folder} cannot be written: {problem} Choose another with --data, or change its permissions.',
  },
  STORE_WRONG_KEYS: {
    status: 503,
    retryable: false,
    text: 'The store at {store} was written with other keys. Start with the keys that it was made with.',
  },
  STORE_NOT_EMPTY: {
    status: 409,
    retryable: false,
    text: 'The store at {store} already holds data. Seed an empty one.',
  },
  PULL_CONFLICT: {
    status: 409,
    retryable: false,
    text: 'Another process pulls from "{origin}" into this store. Let one do it at a time.',
  },
  PROVIDER_UNREACHABLE: {
    status: 503,
    retryable: true,
    text: 'The provider at {provider} does not answer as a hub does: {problem} Try again later.',
  },
  PROVIDER_REFUSED: {
    status: 403,
    retryable: false,
    text: 'The provider at {provider} refused the pull with {code}: {problem}',
  },
  PROVIDER_ANSWER_INVALID: {
    status: 422,
    retryable: false,
    text: 'The provider at {provider} answered what cannot be taken: {problem} Nothing of that answer was kept.',
  },
  PORT_IN_USE: {
    status: 503,
    retryable: false,
    text: 'Port {port} is already in use. Stop the other program, or choose another port with --port.',
  },
  CONFIG_INVALID: { status: 500, retryable: false, text: 'The configuration is not valid: {problem}' },
  COMPOSITION_FAILED: {
    status: 500,
    retryable: false,
    text: 'The departments do not compose into one graph:\n{problem}',
  },
  SUPERGRAPH_INVALID: { status: 500, retryable: false, text: 'The supergraph cannot be served: {problem}' },
  CALENDAR_OUT_OF_RANGE: {
    status: 200,
    retryable: false,
    text: 'The working-day calendar covers {from} to {to}; {date} lies outside. Load the calendar of that year.',
  },
  INTERNAL: {
    status: 500,
    retryable: false,
    text: 'Something went wrong inside the hub. The request id finds the cause in its log.',
  },
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof ERRORS;
export type ErrorDetails = Readonly<Record<string, string | number>>;

/** The one error class of the hub. `message` is public text from the registry; `cause` is for the log only. */
export class HubError extends Error {
  override readonly name = 'HubError';
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, options: { cause?: unknown; details?: ErrorDetails } = {}) {
    super(publicText(code, options.details ?? {}), 'cause' in options ? { cause: options.cause } : undefined);
    this.code = code;
    this.details = options.details ?? {};
  }

  /** The same error as GraphQL carries it. */
  toGraphQL(): GraphQLError {
    return new GraphQLError(this.message, {
      originalError: this,
      extensions: { code: this.code, ...this.details },
    });
  }
}

function publicText(code: ErrorCode, details: ErrorDetails): string {
  return ERRORS[code].text.replace(/\{(\w+)\}/g, (placeholder, name: string) => String(details[name] ?? placeholder));
}
