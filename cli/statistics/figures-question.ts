import { HubError } from '../../schema/errors.ts';
import { DIMENSIONS, type Dimension } from '../../subgraphs/_runtime/figures/fact.ts';
import type { FiguresQuestion } from '../../subgraphs/_runtime/figures/figures.ts';

/** What is asked of figures, as somebody has written it; whatever is missing or empty was not given. */
export type WrittenQuestion = Partial<Record<keyof FiguresQuestion, string | null>>;

/**
 * The question behind a written one: dimensions with commas between them, in any case of letters.
 *
 * @throws HubError INVALID_ARGUMENT
 */
export function figuresQuestion({ by, from, to, department }: WrittenQuestion): FiguresQuestion {
  const names = (by ?? '').split(',').filter((name) => name !== '');
  return { by: names.map(dimension), from: from || null, to: to || null, department: department || null };
}

function dimension(text: string): Dimension {
  const found = DIMENSIONS.find((name) => name === text.trim().toLowerCase());
  if (found !== undefined) return found;
  throw new HubError('INVALID_ARGUMENT', {
    details: { argument: 'by', problem: `it must name some of ${DIMENSIONS.join(', ')}, with commas between them.` },
  });
}
