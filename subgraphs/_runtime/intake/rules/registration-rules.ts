import type { Finding } from '../../../../storage/collection/port.ts';

/** What the registration says of a subject. */
export interface RegisteredSubject {
  /** Its names, the present one and earlier ones. */
  readonly names: readonly string[];
  /** Day on which its registration ended, by cancellation or revocation; null while it stands. */
  readonly endedOn: string | null;
}

/** R13: the name is none that was registered for the code. Width, spaces and forms of brackets do not matter. */
export function checkRegisteredName(name: string | null, subject: RegisteredSubject): Finding | null {
  if (name === null || subject.names.length === 0) return null;
  const key = nameKey(name);
  if (subject.names.some((registered) => nameKey(registered) === key)) return null;
  return { rule: 'R13', field: 'counterpartyName' };
}

/** R17: the registration had ended before the decision. */
export function checkRegistrationEnd(decisionDate: string, { endedOn }: RegisteredSubject): Finding | null {
  return endedOn !== null && endedOn < decisionDate ? { rule: 'R17', field: 'decisionDate' } : null;
}

function nameKey(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/[\s\p{Cf}]/gu, '')
    .replace(/[【〔[{]/gu, '(')
    .replace(/[】〕\]}]/gu, ')')
    .toUpperCase();
}
