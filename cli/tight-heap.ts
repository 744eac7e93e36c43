import { setFlagsFromString } from 'node:v8';

/** How far memory in use may grow before it is cleared up, in percent. The engine would let it grow fourfold where memory is left. */
const GROWTH_PERCENT = 100;

/** The same while exports run, in a process that holds much beside them. */
const EXPORT_GROWTH_PERCENT = 60;

/** For so long after an export, in milliseconds: who has pulled compares digests next, which go through all records once more. */
const LINGER_MS = 60_000;

/** What the engine takes for: as far as it thinks right. */
const USUAL = 0;

/**
 * Keeps the heaps of this process near what they hold. Rows live long enough to be counted among what stays, and would fill the
 * heaps of both threads of an import with what nobody needs any more: that took a quarter of its memory, and this takes some
 * hundredths of its speed. To be called before the heaps have grown.
 */
export function keepHeapsTight(): void {
  growBy(GROWTH_PERCENT);
}

let underWay = 0;

/** The same as long as something is under way that makes one long answer after the other; whatever else is answered then pays with it. */
export async function withTightHeaps<T>(work: () => Promise<T>): Promise<T> {
  underWay += 1;
  if (underWay === 1) growBy(EXPORT_GROWTH_PERCENT);
  try {
    return await work();
  } finally {
    setTimeout(letGo, LINGER_MS).unref();
  }
}

function letGo(): void {
  underWay -= 1;
  if (underWay === 0) growBy(USUAL);
}

function growBy(percent: number): void {
  setFlagsFromString(`--heap-growing-percent=${percent}`);
}
