/** How often a question is asked again after the first time. */
export const MAX_RETRIES = 2;

/** The longest first delay, in milliseconds; it doubles from retry to retry. */
const FIRST_DELAY_MS = 50;

/**
 * How long to wait before a retry, in milliseconds: anything from nothing to the longest delay ("full jitter"), so that
 * callers who lost their connections together do not come back together.
 *
 * @param retries how many there were before
 * @param random between 0 and 1
 */
export function retryDelayMs(retries: number, random: number): number {
  return random * FIRST_DELAY_MS * 2 ** retries;
}
