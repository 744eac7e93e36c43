import { resemblesCitizenId } from '../../schema/codes/citizen-id-shape.ts';
import { normaliseCode } from '../../schema/codes/code-text.ts';
import { isUscc } from '../../schema/codes/uscc.ts';

/** Whether what a visitor typed looks like a citizen's number, and is not the code of an organisation: it is not looked up. */
export function looksPersonal(text: string): boolean {
  const code = normaliseCode(text);
  return resemblesCitizenId(code) && !isUscc(code);
}
