// The kind of a document by its title: what it ends with, then what it contains.
import type { genres } from '../disclosure/door.ts';

type Genre = (typeof genres)[number];

const asked: readonly (readonly [RegExp, Genre])[] = [
  [/年度报告|年报/, '年报'],
  [/解读|图解|问答/, '解读'],
  [/公示/, '公示'],
  [/公告/, '公告'],
  [/通告/, '通告'],
  [/通报/, '通报'],
  [/通知/, '通知'],
  [/预案/, '预案'],
  [/方案/, '方案'],
  [/意见/, '意见'],
  [/决定/, '决定'],
  [/批复/, '批复'],
  [/纪要/, '纪要'],
  [/请示/, '请示'],
  [/规划/, '规划'],
  [/计划|要点/, '计划'],
  [/总结/, '总结'],
  [/指南/, '指南'],
  [/目录/, '目录'],
  [/清单|一览表|明细/, '清单'],
  [/统计/, '统计'],
  [/报告/, '报告'],
  [/命令|令/, '命令'],
  [/函/, '函'],
];

/** Never asks back: what shows no kind is `其他`. */
export function guessGenre(title: string): string {
  const end = title.replace(/[（(〔[].{0,20}[）)〕\]]\s*$/, '').trim();
  const ending = asked.find(([pattern]) => new RegExp(`(?:${pattern.source})$`).test(end));
  // Single characters are kinds only at the end: 令 and 函 stand inside many words.
  const inside = asked.slice(0, -2).find(([pattern]) => pattern.test(end));
  return (ending ?? inside)?.[1] ?? '其他';
}
