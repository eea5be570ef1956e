// What an archive, its state and its entries are called on its pages and in its README.
import type { TextState } from '../life.ts';

export const stateNames: Readonly<Record<string, string>> = {
  published: '公开中',
  withdrawn: '已撤回',
  erased: '已撤回，内容已清除',
};

export function titleOf(a: { title: string; text: TextState }): string {
  return a.text === 'erased' || a.title === '' ? '内容已清除的文件' : a.title;
}

const entryNames: Readonly<Record<string, string>> = {
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
  return Object.hasOwn(entryNames, type) ? entryNames[type]! : type;
}
