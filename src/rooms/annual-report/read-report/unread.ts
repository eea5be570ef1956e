// Why a file was not read as a report, and what to do about it.
import { type FileRefusal, fileRefusalWords } from '../../../platform/files/words.ts';
import { type ReadRefusal, readRefusalWords } from '../../../platform/reading/words.ts';
import type { Refusal } from '../../../town/outcome.ts';

type OwnReason =
  | 'unread-kind'
  | 'unread-empty'
  | 'unread-large'
  | 'unread-scanned'
  | 'unread-no-report'
  | 'unread-no-year'
  | 'unread-year';
export type UnreadReason = OwnReason | FileRefusal | ReadRefusal;

type Facts = Readonly<Record<string, string | number>>;

const own: Readonly<Record<OwnReason, (facts: Facts) => string>> = {
  'unread-kind': (f) =>
    `不能读${f.extension ? ` .${f.extension}` : '这种'} 文件。请把报告另存为 txt、docx、html，或者能选中文字的 pdf。`,
  'unread-empty': () => '文件里什么也没有。请检查是不是没有下载完整，重新保存一次。',
  'unread-large': (f) => `文件有 ${f.megabytes} MB，不像一份年度报告。请去掉图片和附件，只把报告正文另存为 txt 或 docx，再核对。`,
  'unread-scanned': () =>
    'PDF 里没有文字，多半是扫描件。请先用文字识别（OCR）转成文字，另存为 txt，或者换成网页上的原文，再核对。',
  'unread-no-report': () => '文中没有提到信息公开或者政务公开，不像政府信息公开年度报告。请检查是不是拿错了文件。',
  'unread-no-year': () => '看不出是哪一年度的报告：标题和统计期限里都没有年份。请在标题里补上年份（例如“2023年”），再核对。',
  'unread-year': (f) => `标题写的是 ${f.year} 年度。年度报告从 2008 年度编起，更早的没有格式可以对照。请检查标题里的年份。`,
};

/** What the platform says to somebody who publishes; here a report is only read. */
const otherwise: Readonly<Partial<Record<UnreadReason, string>>> = {
  'read-too-large': '文件内容太多，不像一份年度报告。请只把报告正文另存为 txt 或 docx，再核对。',
  'read-body-refused': '文件里有读不懂的内容。请把报告正文复制到新文档，另存为 txt 或 docx，再核对。',
  'file-has-attachments': '文件里嵌有其他文件。请把报告正文另存为 txt 或 docx，再核对。',
};

export function unreadSentence({ code, facts }: Refusal<UnreadReason>): string {
  if (Object.hasOwn(own, code)) return own[code as OwnReason](facts ?? {});
  const said =
    otherwise[code] ??
    (Object.hasOwn(fileRefusalWords, code) ? fileRefusalWords[code as FileRefusal] : readRefusalWords[code as ReadRefusal]);
  return said.replaceAll('上传', '核对');
}
