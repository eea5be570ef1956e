// Why something was not imported, and what to look at in what was, in the words people read.
import type { RefusalWords } from '../../kit/problem-summary/part.tsx';
import { type FileRefusal, fileRefusalWords } from '../../platform/files/words.ts';
import { type ReadRefusal, readRefusalWords } from '../../platform/reading/words.ts';
import type { Refusal } from '../../town/outcome.ts';
import { type DisclosureRefusal, disclosureWords } from '../disclosure/door.ts';

export type IntakeRefusal =
  | 'not-allowed'
  | 'path-missing'
  | 'set-empty'
  | 'set-too-large'
  | 'sheets-several'
  | 'sheet-cannot-read'
  | 'sheet-no-file-column'
  | 'sheet-column-twice'
  | 'sheet-no-rows'
  | 'row-no-file'
  | 'row-date'
  | 'row-key-twice'
  | 'row-file-missing'
  | 'row-file-several'
  | 'row-file-outside'
  | 'not-a-document'
  | 'is-a-link'
  | 'file-unreadable'
  | 'cannot-read'
  | 'title-missing'
  | 'date-missing'
  | 'date-future'
  | 'created-after-published'
  | 'item-unsure'
  | 'item-not-found'
  | 'organ-unsure'
  | 'organ-not-found'
  | 'genre-not-found'
  | 'topic-not-found'
  | 'validity-not-found'
  | 'summary-too-long'
  | 'attachment-not-found'
  | 'attachment-not-taken'
  | 'attachment-outside'
  | 'already-imported'
  | 'changed-since'
  | 'twice-in-set'
  | 'personal-data'
  | 'check-stops'
  | 'release-same-person'
  | 'release-ground'
  | 'release-reason'
  | 'release-not-needed'
  | 'nothing-chosen'
  | 'no-files-sent'
  | 'batch-busy'
  | 'wish-date'
  | 'pretended';

/** Refusals of the rooms below come through as they are. */
export type ImportRefusal = IntakeRefusal | DisclosureRefusal;

const own: RefusalWords<IntakeRefusal> = {
  'not-allowed': () => '导入由政务公开办或系统管理员办理，您没有这个岗位。',
  'path-missing': (f) => `没有这个文件或文件夹：${f.path}`,
  'set-empty': () => '没有找到可以导入的文件（txt、html、docx）。',
  'set-too-large': (f) => `一次最多导入 ${f.most} 份，这里有 ${f.count} 份，请分批。`,
  'sheets-several': (f) => `有不止一张元数据表：${f.names}。请用 --sheet 指明一张，或只留一张。`,
  'sheet-cannot-read': (f) => `元数据表“${f.name}”不能读取：${f.why}`,
  'sheet-no-file-column': () => '元数据表里没有“文件名”（file）这一列，不知道每一行说的是哪个文件。请在表头写明。',
  'sheet-column-twice': (f) => `元数据表里“${f.column}”这一列出现了两次，请只留一列。`,
  'sheet-no-rows': () => '元数据表只有表头，没有内容。',
  'row-no-file': (f) => `第 ${f.row} 行没有写文件名。`,
  'row-date': (f) =>
    `第 ${f.row} 行“${f.column}”写的是“${f.given}”，没有这一天，或不能识别。请写成 2014-05-27、2014/5/27 或 2014年5月27日。`,
  'row-key-twice': (f) => `第 ${f.row} 行的编号“${f.key}”与第 ${f.first} 行重复。`,
  'row-file-missing': (f) => `表中写的文件“${f.file}”不在这批文件里。`,
  'row-file-several': (f) => `有几个文件都叫“${f.file}”，请在表中写出所在的子文件夹。`,
  'row-file-outside': (f) => `表中写的文件“${f.file}”指向文件夹之外，不予读取。`,
  'not-a-document': () =>
    '不是可以导入的文档（txt、html、docx）。旧的 doc 请先另存为 docx；pdf、表格和图片请在元数据表的“附件”列写明。',
  'is-a-link': () => '是指向别处的链接，不予读取。',
  'file-unreadable': (f) => `文件打不开：${f.why}`,
  'cannot-read': (f) => `${f.why}`,
  'title-missing': () => '没有找到标题，请在元数据表的“标题”列写明。',
  'date-missing': () => '没有找到原来的发布日期，请在元数据表的“发布日期”列写明。',
  'date-future': (f) => `原发布日期 ${f.date} 晚于今天，不能作为已经公开过的信息导入。`,
  'created-after-published': (f) => `生成日期 ${f.created} 晚于原发布日期 ${f.published}，请核对。`,
  'item-unsure': (f) => (f.maybe === '' ? '请指定目录：看不出属于哪一项。' : `请指定目录：可能是 ${f.maybe}。`),
  'item-not-found': (f) => `公开目录里没有“${f.given}”这一项。`,
  'organ-unsure': (f) =>
    f.source === '' ? '请指定机构：原文没有写来源。' : `请指定机构：来源“${f.source}”对不上本镇的任何机构。`,
  'organ-not-found': (f) => `没有“${f.given}”这个机构。`,
  'genre-not-found': (f) => `没有“${f.given}”这种体裁。`,
  'topic-not-found': (f) => `没有“${f.given}”这个主题分类。`,
  'validity-not-found': (f) => `有效性不能写“${f.given}”，请写 有效、失效、废止、部分废止 或 尚未生效。`,
  'summary-too-long': (f) => `概述不超过 ${f.most} 字，表中有 ${f.now} 字。`,
  'attachment-not-found': (f) => `附件“${f.name}”不在这批文件里。`,
  'attachment-not-taken': (f) => `附件“${f.name}”没有收下：${f.why}`,
  'attachment-outside': (f) => `附件“${f.name}”指向文件夹之外，不予读取。`,
  'already-imported': (f) => `已导入，跳过：索引号 ${f.indexNo}（${f.on} 导入）。`,
  'changed-since': (f) =>
    `“${f.name}”已经导入过（索引号 ${f.indexNo}），现在的内容与那时不同，没有再次导入。确是更正的，请在工作台“更正”；确是另一份的，请改文件名或在表中另编号。`,
  'twice-in-set': (f) => `与这批里的“${f.name}”是同一份文件。`,
  'personal-data': (f) => `有个人信息，没有导入：${f.what}。请遮蔽后再导入；确需公开的，由另一人写明依据后放行。`,
  'check-stops': (f) => `发布前检查未通过：${f.what}`,
  'release-same-person': () => '个人信息必须由导入人以外的人放行。',
  'release-ground': (f) => `放行个人信息必须写明依据，可选：${f.grounds}。`,
  'release-reason': () => '请写明为什么这些个人信息可以公开。',
  'release-not-needed': () => '这份文件没有待放行的个人信息，请刷新后再看。',
  'nothing-chosen': () => '没有选中要导入的文件。',
  'no-files-sent': () => '请选择要导入的文件。',
  'batch-busy': () => '这一批正在处理，请等它完成后再改。',
  'wish-date': (f) => `“${f.name}”的原发布日期“${f.given}”不是有效的日期。`,
  pretended: () => '可以导入。',
};

export const intakeWords: RefusalWords<ImportRefusal> = { ...disclosureWords, ...own };

export function sentences(refusals: readonly Refusal<ImportRefusal>[]): string[] {
  return [...new Set(refusals.map((r) => intakeWords[r.code](r.facts ?? {})))];
}

/** A reader's refusal as one sentence; words written for an upload fit here too. */
export function whyUnreadable(refusals: readonly Refusal<ReadRefusal | FileRefusal>[]): string {
  const words: Readonly<Record<string, string>> = { ...fileRefusalWords, ...readRefusalWords };
  return refusals.map((r) => words[r.code] ?? '不能读取这个文件。').join('');
}

export type IntakeWarning =
  | 'title-from-name'
  | 'created-from-published'
  | 'created-from-signature'
  | 'source-from-organ'
  | 'item-guessed'
  | 'check-warns';

export const intakeWarningWords: Readonly<Record<IntakeWarning, (f: NonNullable<Refusal['facts']>) => string>> = {
  'title-from-name': () => '原文没有标题，用了文件名。',
  'created-from-published': () => '原文没有写生成日期，按原发布日期填写。',
  'created-from-signature': (f) => `生成日期 ${f.date} 取自文末落款。`,
  'source-from-organ': () => '原文没有写来源，按发布机构填写。',
  'item-guessed': (f) => `目录 ${f.code} 依据：${f.signs}。`,
  'check-warns': (f) => `${f.what}`,
};
