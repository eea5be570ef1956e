// Sentences many letters share, and what makes a foreign text fit into one of ours: one line, no signs that are not printed.
import { printable } from '../../../platform/paper/paper.ts';
import { longDay } from '../../../town/day.ts';
import type { LetterFacts } from './letter-facts.ts';
import type { LetterText } from './letter-text.ts';

/** A longer description is named by its beginning: the whole stands in the application. */
const QUOTE_MOST = 200;

/** A text within a sentence. */
export function line(text: string | null | undefined): string {
  return printable(text ?? '')
    .replace(/\s+/g, ' ')
    .trim();
}

export function says(text: string | null | undefined): boolean {
  return line(text) !== '';
}

/** A text of its own: a paragraph for each line. */
export function linesOf(text: string | null | undefined): string[] {
  return printable(text ?? '')
    .split('\n')
    .map(line)
    .filter((l) => l !== '');
}

/** With a full stop, unless it ends in a sign already. */
export function ended(text: string): string {
  return /[。！？；：.!?;…）)”]$/.test(text) ? text : `${text}。`;
}

/** Without the stop it may end in, so that a sentence of ours goes on after it. */
export function unended(text: string): string {
  return text.replace(/[。．.；;，,]+$/, '');
}

/** `理由是：…` in one paragraph, or `理由如下：` and a paragraph for each line. */
export function reasoned(head: string, text: string | null | undefined): string[] {
  const lines = linesOf(text).map(ended);
  if (lines.length === 0) return [];
  return lines.length === 1 ? [`${head}：${lines[0]}`] : [`${head}：`, ...lines];
}

/** A text within 《》 or “”: marks of the same kind in it become the inner ones. */
export function quoted(text: string, most = QUOTE_MOST): string {
  const letters = [...unended(line(text)).replaceAll('“', '‘').replaceAll('”', '’')];
  return letters.length <= most ? `“${letters.join('')}”` : `“${letters.slice(0, most).join('')}……”（全文见申请）`;
}

export function titled(facts: LetterFacts, name: string): string {
  return `${line(facts.house.organ)}${name}`;
}

/** 您 to a person, 贵单位 to an organisation. */
export function you(facts: LetterFacts): string {
  return facts.applicant.kind === 'natural' ? '您' : '贵单位';
}

/** The application this is about, as its first sentence. */
export function aboutRequest(facts: LetterFacts): string {
  const { number, receivedOn, submittedOn } = facts.request;
  return `本机关于${longDay(receivedOn ?? submittedOn)}收到${you(facts)}提出的政府信息公开申请（申请编号：${line(number)}），申请公开的内容为：${quoted(facts.wish.content)}。`;
}

/** The same to others, who need not know who asks. */
export function aboutRequestUnnamed(facts: LetterFacts): string {
  const { number, receivedOn, submittedOn } = facts.request;
  return `本机关于${longDay(receivedOn ?? submittedOn)}收到一件政府信息公开申请（申请编号：${line(number)}）。`;
}

/** 联系方式, as 附注. */
export function contactNote({ house }: LetterFacts): string {
  const parts = [
    `联系单位：${line(house.office)}`,
    ...(says(house.address) ? [`地址：${line(house.address)}`] : []),
    ...(says(house.telephone) ? [`电话：${line(house.telephone)}`] : []),
  ];
  return `（${parts.join('；')}）`;
}

/** Where somebody gets help with the next step; how to reach the office stands below, in the note. */
export function helpSentence({ house }: LetterFacts): string {
  return `有不清楚的地方，可以与${line(house.office)}联系，工作人员会提供帮助。`;
}

/** A letter of paragraphs with the office's contact below it. */
export function letterTo(facts: LetterFacts, title: string, salutation: string, paragraphs: readonly string[]): LetterText {
  return { title: titled(facts, title), salutation: line(salutation), paragraphs: [...paragraphs], note: contactNote(facts) };
}

/** `1.` to number what follows each other; a single one bears none. */
export function numbered(items: readonly string[]): string[] {
  return items.length === 1 ? [...items] : items.map((item, i) => `${i + 1}. ${item}`);
}

/** 附件说明, a paragraph each; letter-paper.ts sets them below each other. */
export function attachmentLines(names: readonly string[]): string[] {
  const shown = names.map(line).filter((n) => n !== '');
  if (shown.length === 1) return [`附件：${shown[0]}`];
  return shown.map((name, i) => `${i === 0 ? '附件：' : ''}${i + 1}. ${name}`);
}

/** Yuan, with fen where there are some. */
export function yuan(amount: number): string {
  return `${Number.isInteger(amount) ? amount : amount.toFixed(2)}元`;
}
