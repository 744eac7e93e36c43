import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import { isIsoDate } from '../../schema/iso-date.ts';
import { reportedCells } from './reported-cells-scalar.ts';

/** The scalars of the standards, strings of a checked form in both directions; and rows as they are reported. */
export const scalars: Readonly<Record<string, GraphQLScalarType>> = {
  ReportedCells: reportedCells,
  Date: textScalar('Date', isIsoDate, 'a calendar date YYYY-MM-DD'),
  DateTime: textScalar('DateTime', isDateTime, 'an instant such as 2026-04-01T00:00:00Z'),
  Decimal: textScalar('Decimal', isDecimal, 'a decimal number as a string, with at most six decimals'),
};

function textScalar(name: string, fits: (text: string) => boolean, form: string): GraphQLScalarType {
  const check = (value: unknown): string => {
    if (typeof value === 'string' && fits(value)) return value;
    // The value is not repeated: it may be a personal number in the wrong place.
    throw new GraphQLError(`A ${name} must be ${form}.`, { extensions: { code: 'BAD_USER_INPUT' } });
  };
  return new GraphQLScalarType({
    name,
    serialize: check,
    parseValue: check,
    parseLiteral: (node) => check(node.kind === Kind.STRING ? node.value : undefined),
  });
}

function isDateTime(text: string): boolean {
  return (
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/.test(text) && !Number.isNaN(Date.parse(text))
  );
}

function isDecimal(text: string): boolean {
  return /^-?\d{1,12}(\.\d{1,6})?$/.test(text);
}
