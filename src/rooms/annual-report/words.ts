// Why the room refused, in the words of the counter.
import type { RefusalWords } from '../../kit/problem-summary/part.tsx';
import type { ReportRefusal } from './refusals.ts';

export const annualReportWords: RefusalWords<ReportRefusal> = {
  'not-allowed': () => '年度报告由政务公开办和负责这一项的单位编写。您可以查看，不能修改。',
  'year-unknown': () => '年度报告从2008年度编起，不能编今年以后的年度。请检查年度。',
  'year-running': (f) => `${f.year}年度还没有结束，次年1月1日起才能签署。现在可以先写、先核对。`,
  'text-none': () => '这一年的报告还没有开始编写。',
  'text-exists': () => '这一年的报告已经有人开始编写，请在原稿上继续。',
  'text-signed': () => '报告已经签署，不能再改。要改的，请另起一稿，改好以后重新签署。',
  'text-not-signed': () => '上一稿还没有签署，不用另起一稿，直接修改即可。',
  'text-changed-meanwhile': (f) => `您打开之后，${f.by}已经保存过。您写的还在下面，请另开一页看最新内容，合并以后再保存。`,
  'text-long': (f) => `“${f.title}”太长，最多 ${f.most} 个字。`,
  'change-note': () => '更正要说明改了什么、为什么改，5 到 300 个字。',
  'figure-unknown': (f) => `没有“${f.figure}”这个数字。`,
  'figure-counted': (f) => `“${f.figure}”由记录算出，不能手工填写。要改它，请改记录。`,
  'figure-value': (f) => `“${f.name}”要填 0 或正整数${f.decimals ? '（金额可到小数点后 6 位）' : ''}，您填的是“${f.typed}”。`,
  'figure-taken': (f) => `“${f.name}”已由${f.by}填为 ${f.value}，来源：${f.source}。要改请先看过原值，再勾选“替换已填的数字”。`,
  'figures-none': () => '没有填写任何数字。',
  'source-missing': () => '请写明这些数字从哪里来，例如“信访登记簿2025年”“培训签到表”，2 到 200 个字。',
  'source-long': () => '来源太长，最多 200 个字。',
  'finding-gone': () => '这一条核对意见已经不在，可能数字已经改了。请重新查看。',
  'finding-arithmetic': () => '数字之间对不上的，不能用说明代替，请改正数字。',
  'reason-missing': () => '请写明为什么这样是对的，5 到 300 个字。',
  'claim-unknown': (f) => `正文里的“【${f.name}】”不是已有的数字，请从右边的清单里选。`,
  'claim-empty': (f) => `“${f.name}”还没有数字，请先填写，或者从正文里去掉。`,
  'check-failed': (f) => String(f.message),
  'similar-unseen': () => '有的句子与以前的报告几乎一样。请逐句看过，改写或者确认，再签署。',
  'not-published': () => '报告已经发布，正在等待公开。公开以后才能另起更正。',
  'disclosure-refused': (f) => `不能交付公开：${f.sentence}`,
};
