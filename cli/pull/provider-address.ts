import { HubError } from '../../schema/errors.ts';

/**
 * The address of a provider without what follows its path, as `--from` gives it.
 *
 * @throws HubError CONFIG_INVALID for what is no address, holds a password, or would send the token in clear over a network
 */
export function providerAddress(given: string): string {
  const url = URL.canParse(given) ? new URL(given) : null;
  if (url === null || !['http:', 'https:'].includes(url.protocol))
    throw invalid('it is not an address, such as https://host.');
  if (url.username !== '' || url.password !== '')
    throw invalid('it holds a user or a password; a token is all that is needed.');
  if (url.protocol === 'http:' && !LOOPBACK.has(url.hostname)) {
    throw invalid('only https keeps the token secret on its way; http is for this machine.');
  }
  return url.origin + url.pathname.replace(/(\/graphql)?\/*$/, '');
}

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

function invalid(problem: string): HubError {
  return new HubError('CONFIG_INVALID', { details: { problem: `--from: ${problem}` } });
}
