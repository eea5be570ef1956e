// Kinds of ledger entries in the words people read.
import type { EntryType } from '../../ledger/format/entry.ts';

export const entryNames: Readonly<Record<EntryType, string>> = {
  register: '列为应公开',
  publish: '公开',
  revise: '修订',
  withdraw: '撤回',
  erase: '清除内容',
  decline: '办结，未公开',
  'request-received': '收到公开申请',
  'request-extended': '申请延期答复',
  'request-answered': '答复公开申请',
  'clock-correction': '到期日变更',
  'key-rotation': '更换签名密钥',
  late: '逾期未公开',
  anchor: '内部审计链存证',
};

/** Ground of a declined duty under which nothing arose. */
export function groundName(ground: string | null): string {
  return ground === 'nil' ? '本期无' : (ground ?? '');
}
