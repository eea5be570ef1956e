// Where files are handed in: the documents with their attachments, and the table that speaks of them.
import type { VNode } from 'preact';
import { FileField } from '../../../../kit/form-field/part.tsx';
import type { Problem } from '../../../../kit/problem-summary/part.tsx';

/** What server.ts takes in one submission. */
const AT_ONCE = 20;

export function UploadFields({ problems, filesNeeded }: { problems: readonly Problem[]; filesNeeded: boolean }): VNode {
  return (
    <>
      <FileField
        label="文件"
        name="files"
        many
        required={filesNeeded}
        problems={problems}
        accept=".txt,.html,.htm,.docx,.pdf,.xlsx,.jpg,.jpeg,.png"
        hint={`txt、html、docx 各成一份公开文件；pdf、xlsx、jpg、png 作为附件，由元数据表写明属于哪一份。一次最多 ${AT_ONCE} 个、共 60 兆字节，可以分几次加；上百份的请用命令行 gongkai import。`}
      />
      <FileField
        label="元数据表"
        name="sheet"
        problems={problems}
        accept=".csv,.xlsx"
        hint="每行一份：文件名（必有）、编号、标题、文号、目录、机构、生成日期、发布日期、来源、体裁、主题分类、有效性、关键词、概述、附件。没有表也可以，标题、日期、来源从原文里找。"
      />
    </>
  );
}
