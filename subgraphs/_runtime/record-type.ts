import {
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  type TypeNode,
} from 'graphql';
import { argumentsOf, directiveOn } from '../../schema/ast.ts';
import { type CatalogueEntry, catalogueEntry, isRecordType } from '../../schema/expansion/record-type.ts';
import type { GuardedType } from './access/guarded-type.ts';

/** Mask rules of personal identifiers, which are stored encrypted. */
const SEALED_RULES = ['ID_NUMBER', 'PHONE', 'ACCOUNT'];

/** A field of a record type, as incoming records are held against it. */
export interface RecordField {
  readonly name: string;
  readonly type: TypeNode;
  readonly required: boolean;
  readonly sealed: boolean;
  /** Whether it can hold words of people: a text, or an object of the record's own. */
  readonly isText: boolean;
  /** Names of the enum's values where the field is of an enum type. */
  readonly values: ReadonlySet<string> | null;
}

/** A record type of a department, read from its expanded SDL. */
export interface RecordType {
  readonly name: string;
  readonly entry: CatalogueEntry;
  readonly fields: ReadonlyMap<string, RecordField>;
  /** Which fields not everybody sees. */
  readonly guard: GuardedType;
}

/** The record types that the subgraph defines. */
export function recordTypes(document: DocumentNode, guards: ReadonlyMap<string, GuardedType>): RecordType[] {
  const enums = new Map(
    document.definitions.flatMap((node) =>
      node.kind === Kind.ENUM_TYPE_DEFINITION
        ? [[node.name.value, new Set((node.values ?? []).map((value) => value.name.value))] as const]
        : [],
    ),
  );
  return document.definitions
    .filter((node): node is ObjectTypeDefinitionNode => node.kind === Kind.OBJECT_TYPE_DEFINITION)
    .filter(isRecordType)
    .flatMap((type) => {
      const entry = catalogueEntry(type);
      const guard = guards.get(type.name.value);
      if (entry === undefined || guard === undefined) return [];
      return [{ name: type.name.value, entry, fields: fieldsOf(type, enums), guard }];
    });
}

function fieldsOf(
  type: ObjectTypeDefinitionNode,
  enums: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlyMap<string, RecordField> {
  return new Map((type.fields ?? []).map((field) => [field.name.value, toField(field, enums)]));
}

function toField(field: FieldDefinitionNode, enums: ReadonlyMap<string, ReadonlySet<string>>): RecordField {
  const mask = directiveOn(field, 'mask');
  const values = enums.get(innermost(field.type)) ?? null;
  return {
    name: field.name.value,
    type: field.type,
    required: field.type.kind === Kind.NON_NULL_TYPE,
    sealed: mask !== undefined && SEALED_RULES.includes(String(argumentsOf(mask).rule)),
    isText: values === null && !WORDLESS.includes(innermost(field.type)),
    values,
  };
}

/** Types whose values are checked, or are somebody else's. */
const WORDLESS = ['ID', 'Int', 'Float', 'Boolean', 'Date', 'DateTime', 'Decimal', 'CreditSubject'];

function innermost(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : innermost(type.type);
}
