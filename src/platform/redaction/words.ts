// Why a file cannot be released with passages hidden, and what the clerk reads.
import type { Refusal } from '../../town/outcome.ts';
import { type FileRefusal, fileRefusals, fileRefusalWords } from '../files/words.ts';

export const redactionRefusals = [
  'no-passages',
  'too-many-passages',
  'empty-passage',
  'passage-too-long',
  'no-ground',
  'mark-says-it',
  'not-found',
  'no-such-occurrence',
  'no-text',
  'unreadable-text',
  'readers-differ',
  'has-objects',
  'cannot-read',
  'cannot-rebuild',
  'encrypted',
  'too-large',
  'still-there',
  'text-differs',
  'box-not-black',
  'too-slow',
  'too-much-memory',
  'redaction-busy',
] as const;

/** Our own reasons, and those of the guards every upload passes. */
export type RedactionRefusal = (typeof redactionRefusals)[number] | FileRefusal;

type Facts = NonNullable<Refusal['facts']>;
const named = (f: Facts): string => `第${f.place}处（“${f.passage}”）`;
const page = (f: Facts): string => (f.page === undefined ? '' : `第${f.page}页`);

/** What the guards say, word for word. */
const guardWords = {} as Record<FileRefusal, () => string>;
for (const code of fileRefusals) guardWords[code] = () => fileRefusalWords[code];

/** The sentences quote what is to be hidden, so they are shown to the clerk and never written to a log. */
export const redactionWords: Readonly<Record<RedactionRefusal, (facts: Facts) => string>> = {
  ...guardWords,
  'no-passages': () => '还没有指明要遮盖的文字。',
  'too-many-passages': (f) => `一次最多遮盖${f.most}处，请分成几个文件办理。`,
  'empty-passage': (f) => `第${f.place}处没有写要遮盖的文字。`,
  'passage-too-long': (f) => `第${f.place}处超过${f.most}字，请分成几处。`,
  'no-ground': (f) => `${named(f)}没有写依据，或依据超过${f.most}字。每处遮盖都要写明依据。`,
  'mark-says-it': (f) => `${named(f)}会出现在遮盖标记里，等于没有遮盖。请把要遮盖的文字写完整，或换一种依据的写法。`,
  'not-found': (f) => `${named(f)}在文件里没有找到。请对照原文核对，从原文复制最稳妥。`,
  'no-such-occurrence': (f) => `${named(f)}在文件里只出现${f.found}次，没有第${f.wanted}次。`,
  'no-text': (f) =>
    `${page(f)}是图片（扫描件），没有可以核对的文字，平台无法证明已经遮盖。请用有文字的原件，或人工涂黑后重新扫描。`,
  'unreadable-text': (f) => `${page(f)}有文字看得见、读不出（字体没有编码），平台无法核对。请用原来的软件重新导出后再遮盖。`,
  'readers-differ': (f) => `用两种程序读这份文件，${named(f)}出现的次数不同，无法保证全部遮盖。请用原来的软件重新导出后再遮盖。`,
  'has-objects': (f) =>
    `文件里有图表、嵌入对象或不常见格式的图片${f.what ? `（${f.what}）` : ''}，里面的文字无法核对。请改为普通图片（png、jpg）后再遮盖。`,
  'cannot-read': () => '文件无法读取，可能已损坏。请用原来的软件重新保存后再遮盖。',
  'cannot-rebuild': () => '遮盖后的文件没有通过打开检查，没有放出。请用原来的软件另存一份再试。',
  encrypted: () => '文件设有密码或加密保护，请取消保护后再遮盖。',
  'too-large': (f) => (f.pages ? `文件有${f.pages}页，最多${f.most}页，请分成几个文件。` : '文件太大，请分成几个文件。'),
  'still-there': (f) =>
    `重建后的文件里仍能读到${named(f)}${f.part ? `（在${f.part}）` : ''}，没有放出。请改用其他方式处理这份文件。`,
  'text-differs': (f) => `重建后的文件${page(f)}，文字与应当留下的不一致，没有放出。请改用其他方式处理这份文件。`,
  'box-not-black': (f) => `${page(f)}的遮盖块没有通过检查，没有放出。`,
  'too-slow': () => '文件过于复杂，没有在限定时间内处理完，已停止处理。请拆分或简化后再遮盖。',
  'too-much-memory': () => '文件过于复杂，处理时占用内存过多，已停止处理。请拆分或简化后再遮盖。',
  'redaction-busy': () => '正在遮盖的文件太多，请过一会儿再试。',
};
