import type { SharingClass } from '../../../schema/expansion/record-type.ts';
import type { HiddenReason } from '../report.ts';

/** Why the public does not see a field, for who has never heard of a catalogue. */
export const HIDDEN_REASONS: Readonly<Record<HiddenReason, string>> = {
  personal: '属于个人身份信息，依法不向社会公开',
  consent: '须经该主体本人授权才能查询',
  agreement: '只向有共享协议的政务部门按用途提供',
  government: '只供政务部门履行职责时查询',
};

/** The same for whole items of the catalogue. */
export const CLASS_REASONS: Readonly<Record<SharingClass, string>> = {
  PUBLIC: '向社会公开',
  UNCONDITIONAL: '只供政务部门履行职责时查询（无条件共享）',
  CONDITIONAL: '只向与提供部门有共享协议的部门，按约定用途提供（有条件共享）',
  AUTHORIZED: '须经该主体本人授权才能查询（授权查询）',
  CLOSED: '不予共享',
};
