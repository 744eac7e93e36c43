import { HubError } from '../../schema/errors.ts';
import { readGivenBytes } from '../read-given-file.ts';

/** Holds the token where no file does: an argument would show in the list of processes. */
export const TOKEN_VARIABLE = 'CREDIT_HUB_PULL_TOKEN';

/** The bearer token of a pull. Where it is in a file, whoever renews it writes the new one there. */
export interface ProviderToken {
  readonly text: string;
  /** Reads the file again. False where that changes nothing. */
  renew(): boolean;
}

/**
 * The token of the file, or else of the environment.
 *
 * @throws HubError CONFIG_INVALID where there is none, or it could be no token
 */
export function providerToken(file: string | undefined, env: NodeJS.ProcessEnv): ProviderToken {
  const read = () => tokenText(file === undefined ? env[TOKEN_VARIABLE] : readGivenBytes(file).toString('utf8'));
  let text = read();
  return {
    get text() {
      return text;
    },
    renew: () => {
      const before = text;
      text = read();
      return text !== before;
    },
  };
}

/** The characters of RFC 6750, 2.1: anything else could end the header that it stands in. */
function tokenText(given: string | undefined): string {
  const text = given?.trim() ?? '';
  if (/^[\w.~+/-]+=*$/.test(text)) return text;
  const problem =
    text === ''
      ? `there is no token; name its file with --token-file, or set ${TOKEN_VARIABLE}.`
      : 'the token is none.';
  throw new HubError('CONFIG_INVALID', { details: { problem } });
}
