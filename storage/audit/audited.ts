import { HubError } from '../../schema/errors.ts';

/** Ends whatever goes wrong with the trail's store as AUDIT_UNAVAILABLE, with the cause for the log. */
export async function audited<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw unavailable(cause);
  }
}

/** The failure as the trail reports it. */
export function unavailable(cause: unknown): HubError {
  const isOwn = cause instanceof HubError && (cause.code === 'AUDIT_UNAVAILABLE' || cause.code === 'CONFIG_INVALID');
  return isOwn ? cause : new HubError('AUDIT_UNAVAILABLE', { cause });
}
