// The legal grounds on which information is not published (条例2019#14, #15, #16, #36).

export const refusalGrounds = [
  '国家秘密',
  '工作秘密',
  '法律行政法规禁止',
  '三安全一稳定',
  '商业秘密',
  '个人隐私',
  '内部事务信息',
  '过程性信息',
  '行政执法案卷',
  '行政查询事项',
] as const;

export type RefusalGround = (typeof refusalGrounds)[number];

export function isRefusalGround(text: string): text is RefusalGround {
  return (refusalGrounds as readonly string[]).includes(text);
}
