/**
 * Process: the limit of what Node.js serves. Knows each answer after it has asked another server for it once, and only
 * writes it out as JSON. Arguments: address to learn from, port.
 */
import { createServer, type ServerResponse } from 'node:http';
import { ask } from '../workload/ask.ts';

const [teacher = '', port = '0'] = process.argv.slice(2);
const answers = new Map<string, unknown>();

/** More requests than any workload has. */
const MAX_ANSWERS = 10_000;

async function learn(body: string): Promise<unknown> {
  if (answers.size >= MAX_ANSWERS) throw new RangeError('too many different requests');
  const { data } = await ask(teacher, body);
  answers.set(body, { data });
  return { data };
}

function send(response: ServerResponse, answer: unknown): void {
  const bytes = Buffer.from(JSON.stringify(answer), 'utf8');
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': bytes.length });
  response.end(bytes);
}

const server = createServer((message, response) => {
  const chunks: Buffer[] = [];
  message.on('data', (chunk: Buffer) => chunks.push(chunk));
  message.on('end', () => {
    const body = Buffer.concat(chunks).toString('utf8');
    const known = answers.get(body);
    if (known !== undefined) return send(response, known);
    learn(body).then(
      (answer) => send(response, answer),
      (cause) => response.writeHead(500).end(String(cause)),
    );
  });
});
server.listen(Number(port), '127.0.0.1');
