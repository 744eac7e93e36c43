import { type DestinationStream, pino } from 'pino';

/** The one structured log, passed down to whoever writes to it. */
export type Log = pino.Logger;

/** Names under which values of requests and records could stand; a net under the rule never to log them. */
const REDACTED = ['*.authorization', '*.token', '*.variables', '*.identityNo', '*.sealed'];

/** A log of JSON lines: on standard error unless told, so that standard output stays for people. */
export function createLog(
  level: string,
  destination: DestinationStream = pino.destination({ dest: 2, sync: true }),
): Log {
  return pino({ level, redact: REDACTED, serializers: { cause: pino.stdSerializers.errWithCause } }, destination);
}
