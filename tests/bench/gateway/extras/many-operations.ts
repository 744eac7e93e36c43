import { Client } from 'undici';
import { post } from '../load/post.ts';
import { requestBody } from '../workload/workload.ts';
import { distinctOperation } from './distinct-operation.ts';
import { startObservedHub } from './observed-hub.ts';

/** Memory of the hub after so many distinct operations. */
export interface ManyOperations {
  readonly operations: number;
  readonly heapMiB: number;
  readonly rssMiB: number;
}

/** Enough to see whether memory still grows after 10,000. */
const OPERATIONS = 14_000;
const SAMPLE_EVERY = 2_000;
const CONNECTIONS = 8;

/** Asks a hub of its own so many distinct operations, and looks at its memory after a collection now and then. */
export async function memoryOfManyOperations(data: string, code: string): Promise<ManyOperations[]> {
  const hub = await startObservedHub(data);
  const clients = Array.from({ length: CONNECTIONS }, () => new Client(hub.url, { pipelining: 1 }));
  try {
    const samples: ManyOperations[] = [{ operations: 0, ...(await hub.memory()) }];
    for (let done = 0; done < OPERATIONS; done += SAMPLE_EVERY) {
      await Promise.all(clients.map((client, index) => askShare(client, code, done + 1 + index, done + SAMPLE_EVERY)));
      samples.push({ operations: done + SAMPLE_EVERY, ...(await hub.memory()) });
    }
    return samples;
  } finally {
    await Promise.all(clients.map((client) => client.destroy()));
    await hub.stop();
  }
}

/** Every so manieth operation, from the first to the last number. */
async function askShare(client: Client, code: string, from: number, to: number): Promise<void> {
  for (let number = from; number <= to; number += CONNECTIONS) {
    const { status, body } = await post(client, '/graphql', requestBody(distinctOperation(number, 'one'), { code }));
    if (status !== 200) throw new Error(`operation ${number}: ${status} ${body.toString('utf8', 0, 300)}`);
  }
}
