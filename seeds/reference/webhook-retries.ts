import { z } from 'zod';
import { count, provenance } from './cells.ts';
import { once, referenceTable } from './reference-table.ts';

const retries = referenceTable({
  file: 'webhook-retries.csv',
  row: z.object({ attempt: count, wait_seconds: count, ...provenance }),
  key: (row) => String(row.attempt),
});

/**
 * Seconds to wait after the first, second, … attempt to deliver has failed. After the attempt behind the last wait the hub tries no
 * more by itself.
 */
export const webhookRetries: () => readonly number[] = once(() =>
  retries()
    .rows.toSorted((one, other) => one.attempt - other.attempt)
    .map((row) => row.wait_seconds),
);
