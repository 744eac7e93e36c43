import {
  type GraphQLEnumType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';
import { chineseTitle } from '../../schema/chinese-title.ts';
import { RECORD_INTERFACE, type SharingClass } from '../../schema/expansion/record-type.ts';
import { listFieldName } from '../../schema/list-field-name.ts';
import type { Supergraph } from '../../schema/supergraph/supergraph.ts';

/** A section of the report. */
export interface SectionWords {
  /** Its field in CreditReport. */
  readonly field: string;
  readonly title: string;
  readonly items: readonly ItemWords[];
}

/** A catalogue item that the public may see. */
export interface ItemWords {
  /** Name of the record type. */
  readonly type: string;
  /** Its list, in its section and at the root. */
  readonly list: string;
  readonly title: string;
  readonly basis: string;
  /** Name of the department that keeps it. */
  readonly department: string;
  /** Whether its records can be repaired: penalties, and entries in lists of dishonesty or of abnormal operation. */
  readonly isAdverse: boolean;
  /** What its records say beyond what every record says, in the order of the catalogue. */
  readonly fields: readonly FieldWords[];
}

/** A field of a record. */
export interface FieldWords {
  readonly name: string;
  readonly label: string;
  /** Chinese words of an enum's values; null where the field is none. */
  readonly values: ReadonlyMap<string, string> | null;
}

/** An item of the catalogue that is not in the public report. */
export interface ClosedItem {
  readonly title: string;
  readonly class: SharingClass;
  readonly department: string;
}

/** What the catalogue calls things in Chinese: the site has no words of its own for what departments keep. */
export interface CatalogueWords {
  readonly sections: readonly SectionWords[];
  readonly closed: readonly ClosedItem[];
  /** Words of what every record says, by field. */
  readonly common: ReadonlyMap<string, FieldWords>;
}

/** Standards of records that are repaired (《信用修复管理办法》). */
const ADVERSE: readonly string[] = ['AdminPenalty', 'SevereDishonestyListEntry', 'AbnormalListEntry'];

/** Reads the words of a supergraph. */
export function catalogueWords(schema: GraphQLSchema, supergraph: Supergraph): CatalogueWords {
  const common = new Map(commonFields(schema).map((field) => [field.name, field]));
  const report = schema.getType('CreditReport');
  const sections = isObjectType(report) ? Object.values(report.getFields()) : [];
  return {
    common,
    closed: [...supergraph.catalogue.values()]
      .filter((entry) => entry.class !== 'PUBLIC')
      .map(({ title, class: sharing, code }) => ({ title, class: sharing, department: keeperOf(code, supergraph) })),
    sections: sections.flatMap((field) => {
      const type = getNamedType(field.type);
      if (!isObjectType(type)) return [];
      const { name: title } = chineseTitle(field.description ?? field.name);
      return [{ field: field.name, title, items: itemsOf(type, schema, supergraph, common) }];
    }),
  };
}

function itemsOf(
  section: GraphQLObjectType,
  schema: GraphQLSchema,
  supergraph: Supergraph,
  common: ReadonlyMap<string, FieldWords>,
): readonly ItemWords[] {
  return [...supergraph.catalogue].flatMap(([name, { title, basis, code }]) => {
    const list = listFieldName(name);
    const type = schema.getType(name);
    if (!isObjectType(type) || section.getFields()[list] === undefined) return [];
    const fields = Object.values(type.getFields()).filter((field) => !common.has(field.name));
    const isAdverse = type.getInterfaces().some((one) => ADVERSE.includes(one.name));
    const department = keeperOf(code, supergraph);
    return [{ type: name, list, title, basis, department, isAdverse, fields: fields.flatMap(words) }];
  });
}

function commonFields(schema: GraphQLSchema): readonly FieldWords[] {
  const type = schema.getType(RECORD_INTERFACE);
  return isInterfaceType(type) ? Object.values(type.getFields()).flatMap(words) : [];
}

/** None where the field needs an argument, or leads on to other objects. */
function words({ name, description, type, args }: GraphQLField<unknown, unknown>): readonly FieldWords[] {
  const named = getNamedType(type);
  if (!isLeafType(named) || args.some(isRequiredArgument)) return [];
  const { name: label } = chineseTitle(description ?? name);
  return [{ name, label, values: isEnumType(named) ? valueWords(named) : null }];
}

function valueWords(type: GraphQLEnumType): ReadonlyMap<string, string> {
  return new Map(type.getValues().map(({ name, description }) => [name, chineseTitle(description ?? name).name]));
}

/** The code of an item begins with that of its department. */
function keeperOf(code: string, { departments }: Supergraph): string {
  return departments.get(code.slice(0, code.indexOf('.')))?.name ?? '';
}
