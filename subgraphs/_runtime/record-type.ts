import {
  type DocumentNode,
  type EnumValueDefinitionNode,
  type FieldDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  type TypeNode,
} from 'graphql';
import { argumentsOf, directiveOn, namedType } from '../../schema/ast.ts';
import { type ChineseTitle, chineseTitle } from '../../schema/chinese-title.ts';
import { type CatalogueEntry, catalogueEntry, isRecordType } from '../../schema/expansion/record-type.ts';
import type { GuardedType } from './access/guarded-type.ts';

/** Mask rules of personal identifiers, which are stored encrypted. */
const SEALED_RULES = ['ID_NUMBER', 'PHONE', 'ACCOUNT'];

/** A field of a record type, as incoming records are held against it. */
export interface RecordField {
  readonly name: string;
  /** What reports call it. */
  readonly title: ChineseTitle;
  readonly type: TypeNode;
  /** Name of the type inside lists and non-null marks. */
  readonly typeName: string;
  readonly isList: boolean;
  readonly required: boolean;
  readonly sealed: boolean;
  /** Whether it can hold words of people: a text, or an object of the record's own. */
  readonly isText: boolean;
  /** Names of the enum's values, each with its name in Chinese, where the field is of an enum type. */
  readonly values: ReadonlyMap<string, string> | null;
}

/** A record type of a department, read from its expanded SDL. */
export interface RecordType {
  readonly name: string;
  readonly entry: CatalogueEntry;
  /** Names of the interfaces that it implements, those above them included. */
  readonly standards: ReadonlySet<string>;
  readonly fields: ReadonlyMap<string, RecordField>;
  /** Which fields not everybody sees. */
  readonly guard: GuardedType;
}

/** The record types that the subgraph defines. */
export function recordTypes(document: DocumentNode, guards: ReadonlyMap<string, GuardedType>): RecordType[] {
  const enums = new Map(
    document.definitions.flatMap((node) =>
      node.kind === Kind.ENUM_TYPE_DEFINITION
        ? [[node.name.value, new Map((node.values ?? []).map(namedValue))] as const]
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
      const standards = new Set((type.interfaces ?? []).map((parent) => parent.name.value));
      return [{ name: type.name.value, entry, standards, fields: fieldsOf(type, enums), guard }];
    });
}

function namedValue(value: EnumValueDefinitionNode): [string, string] {
  return [value.name.value, chineseTitle(value.description?.value ?? '').name];
}

/** Values of each enum, with their names in Chinese. */
type Enums = ReadonlyMap<string, ReadonlyMap<string, string>>;

function fieldsOf(type: ObjectTypeDefinitionNode, enums: Enums): ReadonlyMap<string, RecordField> {
  return new Map((type.fields ?? []).map((field) => [field.name.value, toField(field, enums)]));
}

function toField(field: FieldDefinitionNode, enums: Enums): RecordField {
  const mask = directiveOn(field, 'mask');
  const typeName = namedType(field.type).name.value;
  const nullable = field.type.kind === Kind.NON_NULL_TYPE ? field.type.type : field.type;
  const values = enums.get(typeName) ?? null;
  return {
    name: field.name.value,
    title: chineseTitle(field.description?.value ?? ''),
    type: field.type,
    typeName,
    isList: nullable.kind === Kind.LIST_TYPE,
    required: field.type.kind === Kind.NON_NULL_TYPE,
    sealed: mask !== undefined && SEALED_RULES.includes(String(argumentsOf(mask).rule)),
    isText: values === null && !WORDLESS.includes(typeName),
    values,
  };
}

/** Types whose values are checked, or are somebody else's. */
const WORDLESS = ['ID', 'Int', 'Float', 'Boolean', 'Date', 'DateTime', 'Decimal', 'CreditSubject'];
