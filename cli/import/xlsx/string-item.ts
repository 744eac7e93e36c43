/** Text of a string item (ECMA-376 part 1, 18.4.8): its runs joined, whatever their fonts, without phonetic hints. */
export class StringItem {
  text = '';
  #phonetic = 0;
  #inText = false;

  begin(): void {
    this.text = '';
    this.#phonetic = 0;
    this.#inText = false;
  }

  open(name: string): void {
    if (name === 'rPh') this.#phonetic += 1;
    this.#inText = name === 't' && this.#phonetic === 0;
  }

  add(text: string): void {
    if (this.#inText) this.text += text;
  }

  close(name: string): void {
    if (name === 'rPh') this.#phonetic -= 1;
    this.#inText = false;
  }
}

/** Characters as they are, written as _x000D_ where XML cannot hold them or would change them (ST_Xstring, 22.9.2.19). */
export function unescapedText(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
