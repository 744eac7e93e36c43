/** The text with full-width letters, digits and signs in their half-width forms (U+FF01 to U+FF5E), and plain spaces. */
export function halfWidth(text: string): string {
  return FULL_WIDTH.test(text) ? text.replace(EACH_FULL_WIDTH, narrow) : text;
}

const FULL_WIDTH = /[\uFF01-\uFF5E\u3000]/;
const EACH_FULL_WIDTH = /[\uFF01-\uFF5E\u3000]/g;

function narrow(character: string): string {
  return character === '\u3000' ? ' ' : String.fromCharCode(character.charCodeAt(0) - 0xfee0);
}
