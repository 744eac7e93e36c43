const codes = twoByteCodes();

/** The text in GB18030, as far as its characters have one or two bytes there. */
export function gb18030Bytes(text: string): Buffer {
  return Buffer.concat(
    [...text].map((character) => {
      const bytes = character.charCodeAt(0) < 0x80 ? Buffer.from(character) : codes.get(character);
      if (bytes === undefined) throw new Error('a character of more than two bytes');
      return bytes;
    }),
  );
}

function twoByteCodes(): ReadonlyMap<string, Buffer> {
  const decoder = new TextDecoder('gb18030');
  const found = new Map<string, Buffer>();
  for (let first = 0x81; first <= 0xfe; first += 1) {
    for (let second = 0x40; second <= 0xfe; second += 1) {
      const bytes = Buffer.from([first, second]);
      if (second !== 0x7f) found.set(decoder.decode(bytes), bytes);
    }
  }
  return found;
}
