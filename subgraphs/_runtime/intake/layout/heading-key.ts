/** Marks of a required column around a heading: a star, 必填 in brackets. They stand after NFKC. */
const REQUIRED_MARK = /^\*+|\*+$|\((?:必填|必填项|选填|required|optional)\)$/giu;

/**
 * The form in which headings are compared: full-width forms and bracket forms do not matter, nor do spaces and line breaks in
 * the cell, marks of a required column, or the case of letters.
 */
export function headingKey(heading: string): string {
  const plain = heading
    .normalize('NFKC')
    .replace(/[\s\p{Cf}]/gu, '')
    .replace(/[【〔[{]/gu, '(')
    .replace(/[】〕\]}]/gu, ')');
  return withoutMarks(plain).toUpperCase();
}

/** Marks may stand behind one another: `名称（必填）*`. */
function withoutMarks(text: string): string {
  const shorter = text.replace(REQUIRED_MARK, '');
  return shorter === text ? text : withoutMarks(shorter);
}
