import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { type BodyEnd, gzippedBody, plainBody } from '../../../gateway/sources/remote/answer-body.ts';
import { codeOf, scriptedDepartment } from './scripted-department.ts';

const MIB = 1024 * 1024;
/** What zlib hands out at once. */
const PIECE_BYTES = 16 * 1024;

/** Writes the bytes in pieces, at the pace that the body asks for, and tells how it ended. */
async function read(make: typeof plainBody, bytes: Buffer, maxBytes: number) {
  let drained = () => {};
  let ended = (_: BodyEnd) => {};
  const end = new Promise<BodyEnd>((resolve) => {
    ended = resolve;
  });
  const body = make(maxBytes, { onEnd: ended, onDrain: () => drained() });
  let isOver = false;
  void end.then(() => {
    isOver = true;
    drained();
  });
  for (let at = 0; at < bytes.length && !isOver; at += PIECE_BYTES) {
    const wait = new Promise<void>((resolve) => {
      drained = resolve;
    });
    if (!body.write(bytes.subarray(at, at + PIECE_BYTES))) await wait;
  }
  if (!isOver) body.end();
  const how = await end;
  body.abandon();
  return { how, keptBytes: body.length };
}

describe('the body of an answer', () => {
  test.each([
    ['as it is', plainBody, (bytes: Buffer) => bytes],
    ['in gzip', gzippedBody, (bytes: Buffer) => gzipSync(bytes)],
  ])('that comes %s is read whole up to the limit, and not a byte further', async (_, make, pack) => {
    const bytes = Buffer.from(randomBytes(MIB).toString('base64'));
    const { how } = await read(make, pack(bytes), bytes.length);
    expect(how.kind === 'whole' && how.bytes.equals(bytes)).toBe(true);
    expect((await read(make, pack(bytes), bytes.length - 1)).how).toEqual({ kind: 'oversize' });
  });

  test('that inflates from 200 kB to 200 MB is given up at the limit', async () => {
    const bomb = gzipSync(Buffer.alloc(200 * MIB), { level: 1 });
    expect(bomb.length).toBeLessThan(2 * MIB);
    const { how, keptBytes } = await read(gzippedBody, bomb, MIB);
    expect(how).toEqual({ kind: 'oversize' });
    expect(keptBytes).toBeLessThanOrEqual(MIB + PIECE_BYTES);
  });

  test('that is damaged gzip ends as such', async () => {
    const packed = gzipSync(randomBytes(100_000));
    packed.fill(0xff, 50_000, 50_100);
    expect((await read(gzippedBody, packed, MIB)).how).toEqual({ kind: 'damaged' });
  });

  test('comes through the whole source in gzip, faster than it inflates', async () => {
    const text = randomBytes(6 * MIB).toString('base64');
    const packed = gzipSync(JSON.stringify({ data: { text } }), { level: 1 });
    await using department = await scriptedDepartment((response) =>
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end(packed),
    );
    const outcome = await department.run();
    expect(codeOf(outcome)).toBe('answered');
    expect(outcome.kind === 'answered' && (outcome.data as { text: string }).text === text).toBe(true);
  });
});
