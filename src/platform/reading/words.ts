// Why a foreign document cannot be read, and what its reader should check after it was.

export const readRefusals = [
  'read-kind-not-supported',
  'read-encoding-unknown',
  'read-nothing-found',
  'read-too-large',
  'read-body-refused',
  'sheet-quotes-open',
  'sheet-too-large',
] as const;
export type ReadRefusal = (typeof readRefusals)[number];

export const readRefusalWords: Readonly<Record<ReadRefusal, string>> = {
  'read-kind-not-supported': '只能读入 docx、html、txt 文档和 xlsx、csv 表格，请另存为其中一种格式。',
  'read-encoding-unknown': '无法识别文件的文字编码，请另存为 UTF-8 或 GB18030 编码。',
  'read-nothing-found': '文件里没有找到可以读入的文字。',
  'read-too-large': '文件内容太多，无法作为一份公开文件读入，请拆分后再试，或作为附件上传。',
  'read-body-refused': '文件的内容无法转换为正文，请在编辑页面录入。',
  'sheet-quotes-open': '表格文件里的引号没有成对，无法分清各列，请检查后重新导出。',
  'sheet-too-large': '表格的行列过多，无法读入，请只保留需要的部分。',
};

export const readWarnings = [
  'links-dropped',
  'pictures-dropped',
  'hidden-text-dropped',
  'tracked-changes-accepted',
  'comments-dropped',
  'footnotes-at-end',
  'inner-tables-flattened',
  'content-cut',
  'some-formats-dropped',
  'no-title',
  'no-date',
  'odd-characters-dropped',
] as const;
export type ReadWarning = (typeof readWarnings)[number];

export const readWarningWords: Readonly<Record<ReadWarning, string>> = {
  'links-dropped': '有的链接不能使用，已去掉链接，只保留文字。',
  'pictures-dropped': '有的图片没有读入，请核对后重新插入。',
  'hidden-text-dropped': '原文有隐藏文字，没有读入，请核对。',
  'tracked-changes-accepted': '原文有修订记录，已按接受全部修订读入，请核对。',
  'comments-dropped': '原文有批注，没有读入。',
  'footnotes-at-end': '脚注已放在正文之后，请核对。',
  'inner-tables-flattened': '表格中套有表格，里层表格已改为文字，请核对。',
  'content-cut': '内容过多，后面的部分没有读入。',
  'some-formats-dropped': '有的格式平台不支持，已去掉，请核对版面。',
  'no-title': '没有找到标题，请补填。',
  'no-date': '没有找到发布日期，请补填。',
  'odd-characters-dropped': '原文有看不见的控制字符，已去掉。',
};
