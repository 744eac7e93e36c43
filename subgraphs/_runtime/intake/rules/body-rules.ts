import { checkUscc } from '../../../../schema/codes/uscc.ts';
import type { Department } from '../../department.ts';
import { tidyName } from '../cells/text-cell.ts';
import { type RowDraft, report } from '../row-draft.ts';
import { compactCode } from './code-rules.ts';

/** Bodies that a department reports for: itself and its units. */
export interface ReportingBodies {
  /** Name and code of the department itself, for reports without a column for them. */
  readonly name: string;
  readonly orgCode: string;
  readonly orgCodes: ReadonlySet<string>;
  /** By every name that they bear or bore. */
  readonly codesByName: ReadonlyMap<string, string>;
  /** Whether it is the code of a body, be it of this department or not. */
  readonly isBodyCode: (code: string) => boolean;
}

export function reportingBodies({ names, orgCode, units = [] }: Department): ReportingBodies {
  const own = names.map(({ zh }) => [tidyName(zh), orgCode] as const);
  return {
    name: names.at(-1)?.zh ?? '',
    orgCode,
    orgCodes: new Set([orgCode, ...units.map((unit) => unit.orgCode)]),
    codesByName: new Map([...units.map((unit) => [tidyName(unit.zh), unit.orgCode] as const), ...own]),
    isBodyCode: bodyCodeCheck(),
  };
}

/**
 * R12: the source is the department or one of its units; the deciding body has a valid code, also one that is dissolved since.
 * Reports without the code of the deciding body have to name one that the department lists.
 */
export function checkBodies(draft: RowDraft, bodies: ReportingBodies): void {
  const { fields } = draft;
  if (typeof fields.decidingOrgCode === 'string') {
    fields.decidingOrgCode = compactCode(fields.decidingOrgCode);
    if (!bodies.isBodyCode(String(fields.decidingOrgCode))) report(draft, 'R12', 'decidingOrgCode');
  }
  if (typeof fields.sourceOrgCode === 'string') {
    fields.sourceOrgCode = compactCode(fields.sourceOrgCode);
    if (!bodies.orgCodes.has(String(fields.sourceOrgCode))) report(draft, 'R12', 'sourceOrgCode');
  }
}

/** Code of the body by its name; null where the department lists none of that name. */
export function bodyCodeByName(name: unknown, bodies: ReportingBodies): string | null {
  return typeof name === 'string' ? (bodies.codesByName.get(name) ?? null) : null;
}

/** Most rows of a report name one or two bodies, so that the last answers are kept. */
function bodyCodeCheck(): (code: string) => boolean {
  const answers = new Map<string, boolean>();
  return (code) => {
    const known = answers.get(code);
    if (known !== undefined) return known;
    const answer = checkUscc(code).kind === 'valid';
    if (answers.size >= MAX_ANSWERS) answers.clear();
    answers.set(code, answer);
    return answer;
  };
}

const MAX_ANSWERS = 100;
