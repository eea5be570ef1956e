// The answer on the page: a seal or a black mark, what differs and where, then every step, then the figures for those who ask.
import { toBase64, toHex } from '../../ledger/format/bytes.ts';
import type { Checked } from '../../ledger/format/check-document.ts';
import { ledgerFacts, type Step, type StepState } from '../../ledger/format/verify-document.ts';
import { element } from './ask.ts';

export interface AnswerFacts {
  /** Which key was trusted, and whose word that is. */
  keySaid: string;
  vkeys: readonly string[];
  /** Of computing, downloads not counted. */
  milliseconds: number;
  contentSha256: string | null;
}

const stamps: Readonly<Record<Checked['verdict'], string>> = { fits: '存证相符', differs: '存证不符', incomplete: '尚未核对' };
const marks: Readonly<Record<StepState, readonly [tone: string, word: string]>> = {
  ok: ['ok', '相符'],
  caution: ['warn', '留意'],
  wrong: ['late', '不符'],
  unchecked: ['plain', '未核'],
};

function list(points: readonly string[]): HTMLElement {
  return element('ul', { class: 'points' }, ...points.map((p) => element('li', {}, p)));
}

function verdictOf(checked: Checked, keySaid: string | null): HTMLElement {
  const said = element('div', {}, element('h2', { id: 'verdict' }, checked.headline), element('p', {}, checked.said));
  if (checked.points.length > 0) {
    if (checked.verdict === 'fits') said.append(element('p', { class: 'points-head' }, '请留意：'));
    said.append(list(checked.points));
  }
  // A seal is worth as much as the key behind it, so whose word the key is stands inside its frame.
  if (keySaid) said.append(element('p', { class: 'small muted' }, `所信公钥：${keySaid}。`));
  const stamp = element('div', { class: 'stamp', 'aria-hidden': 'true' }, element('span', {}, stamps[checked.verdict]));
  return element('div', { class: `verdict ${checked.verdict}` }, stamp, said);
}

function stepOf(s: Step): HTMLElement {
  const [tone, word] = marks[s.state];
  const item = element('li', {}, element('span', { class: `tag ${tone}` }, word), element('span', { class: 'said' }, s.said));
  if (s.details && s.details.length > 0 && s.state !== 'wrong')
    item.append(element('details', {}, element('summary', {}, `${s.details.length} 条说明`), list(s.details)));
  return item;
}

function facts(rows: readonly (readonly [label: string, text: string, exact?: boolean])[]): HTMLElement {
  const dl = element('dl', { class: 'facts-list' });
  for (const [label, text, exact] of rows)
    dl.append(element('dt', {}, label), exact ? element('dd', {}, element('code', {}, text)) : element('dd', {}, text));
  return dl;
}

function figures(checked: Checked, about: AnswerFacts): HTMLElement {
  const { receipt } = checked;
  const { entry, checkpoint } = receipt ?? { entry: null, checkpoint: null };
  const rows: [string, string, boolean?][] = [['核对用时', `${about.milliseconds.toFixed(0)} 毫秒（不含下载），全部在本机完成`]];
  for (const vkey of about.vkeys) rows.push(['公钥', vkey, true]);
  if (about.contentSha256) rows.push(['内容文件 SHA-256', about.contentSha256, true]);
  if (entry?.digest) rows.push(['存证里的指纹（加盐）', entry.digest, true]);
  if (entry?.digestSm3) rows.push(['存证里的 SM3 指纹', `${entry.digestSm3}（本页不算 SM3，命令行会核对）`, true]);
  if (checkpoint) rows.push(['存证日志', checkpoint.origin, true]);
  if (checkpoint) rows.push(['快照根', `${toBase64(checkpoint.root)}（${toHex(checkpoint.root).slice(0, 8)}…）`, true]);
  return element('details', { class: 'figures' }, element('summary', {}, '指纹、公钥和用时'), facts(rows));
}

/** Puts the answer in the place of what stood there. */
export function showAnswer(place: HTMLElement, checked: Checked, about: AnswerFacts): void {
  place.textContent = '';
  place.append(verdictOf(checked, checked.receipt ? about.keySaid : null));
  if (checked.receipt) {
    const known = ledgerFacts(checked.receipt);
    if (known.length > 0) place.append(element('h3', {}, '存证上的记录'), facts(known));
    place.append(element('h3', {}, '逐步核对'), element('ol', { class: 'checks' }, ...checked.steps.map(stepOf)));
  }
  if (checked.receipt) place.append(figures(checked, about));
  place.setAttribute('data-verdict', checked.verdict);
}

export function showTrouble(place: HTMLElement, said: string): void {
  place.textContent = '';
  const words = element('div', {}, element('h2', { id: 'verdict' }, '还没法核对'), element('p', {}, said));
  const stamp = element('div', { class: 'stamp', 'aria-hidden': 'true' }, element('span', {}, stamps.incomplete));
  place.append(element('div', { class: 'verdict incomplete' }, stamp, words));
  place.setAttribute('data-verdict', 'incomplete');
}

export function showRunning(place: HTMLElement, said: string): void {
  const line = place.querySelector('.running span');
  if (line) line.textContent = said;
  else {
    place.textContent = '';
    place.removeAttribute('data-verdict');
    place.append(element('p', { class: 'running', role: 'status' }, element('span', {}, said)));
  }
}
