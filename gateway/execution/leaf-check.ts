import {
  isBooleanType,
  isEnumType,
  isFloatType,
  isIDType,
  isIntType,
  isStringType,
  type Type,
} from '@apollo/federation-internals';

/** Whether a value fits a scalar or enum as it is serialised. Of a custom scalar nothing is known. */
export function leafCheck(type: Type): (value: unknown) => boolean {
  if (isStringType(type)) return (value) => typeof value === 'string';
  if (isIDType(type)) return (value) => typeof value === 'string' || Number.isSafeInteger(value);
  if (isBooleanType(type)) return (value) => typeof value === 'boolean';
  if (isIntType(type)) return (value) => Number.isInteger(value) && value === ((value as number) | 0); // cast: an integer
  if (isFloatType(type)) return (value) => Number.isFinite(value);
  if (isEnumType(type)) {
    const names = new Set(type.values.map(({ name }) => name));
    return (value) => typeof value === 'string' && names.has(value);
  }
  return (value) => value !== undefined && typeof value !== 'function';
}
