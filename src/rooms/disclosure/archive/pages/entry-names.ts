// What an entry of the ledger is called on pages of an archive.
const names: Readonly<Record<string, string>> = {
  register: '登记公开任务',
  publish: '首次公开',
  revise: '更正或标注',
  withdraw: '撤回',
  erase: '清除内容',
  decline: '不予公开',
  'clock-correction': '期限更正',
  late: '逾期',
};

export function entryName(type: string): string {
  return Object.hasOwn(names, type) ? names[type]! : type;
}
