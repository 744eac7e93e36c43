import type { ObjectTypeDefinitionNode } from 'graphql';
import { argumentsOf, directiveOn } from '../ast.ts';

/** Every record type implements this interface. */
export const RECORD_INTERFACE = 'CreditRecord';

/** Sharing class of a catalogue item, as authorization §2 names them. */
export type SharingClass = 'PUBLIC' | 'UNCONDITIONAL' | 'CONDITIONAL' | 'AUTHORIZED' | 'CLOSED';

/** Section of the public credit report → the type that departments add their lists to. */
export const SECTION_TYPES: Readonly<Record<string, string>> = {
  ADMINISTRATION: 'AdministrationSection',
  INTEGRITY: 'IntegritySection',
  SERIOUS_DISHONESTY: 'SeriousDishonestySection',
  ABNORMAL_OPERATION: 'AbnormalOperationSection',
  COMMITMENT: 'CommitmentSection',
  EVALUATION: 'EvaluationSection',
  JUDICIAL: 'JudicialSection',
  OTHER: 'OtherSection',
};

/** What `@catalogue` says of a record type. */
export interface CatalogueEntry {
  readonly code: string;
  readonly title: string;
  readonly basis: string;
  readonly class: SharingClass;
  readonly section: string | undefined;
}

/** Reads `@catalogue` from a record type; undefined where it is missing. */
export function catalogueEntry(
  type: ObjectTypeDefinitionNode,
  directiveName = 'catalogue',
): CatalogueEntry | undefined {
  const directive = directiveOn(type, directiveName);
  if (directive === undefined) return undefined;
  const args = argumentsOf(directive);
  return {
    code: String(args.code),
    title: String(args.title),
    basis: String(args.basis),
    // validated by composition: the argument is of the enum type SharingClass
    class: args.class as SharingClass,
    section: typeof args.section === 'string' ? args.section : undefined,
  };
}

/** True for object types that implement the record interface, directly or through a standard. */
export function isRecordType(type: ObjectTypeDefinitionNode): boolean {
  return type.interfaces?.some((parent) => parent.name.value === RECORD_INTERFACE) ?? false;
}
