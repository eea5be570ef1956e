// The script of the page that checks documents against the ledger, the only one a public page has. It stands inside of the page,
// so that a saved copy works without the town and without a network. It keeps nothing.
import './verify-older-browsers.ts';
import { toHex } from '../../ledger/format/bytes.ts';
import { type Checked, checkDocument } from '../../ledger/format/check-document.ts';
import type { Gathered } from '../../ledger/format/gather-files.ts';
import { parsePolicy, type Policy } from '../../ledger/format/policy.ts';
import { type Wanted, wantedOf } from '../../ledger/format/wanted-document.ts';
import { element } from './ask.ts';
import { ed25519Verify, sha256 } from './verify-crypto.ts';
import { fragmentOf } from './verify-page-tree.ts';
import { type AnswerFacts, showAnswer, showRunning, showTrouble } from './verify-show.ts';
import { fromFiles, fromSite, ownKeys, Trouble } from './verify-sources.ts';

function byId<T extends HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no #${id}`);
  return found as T;
}

/** A copy that was saved or handed on has no town behind it. */
const isCopy = document.documentElement.hasAttribute('data-copy') || !/^https?:$/.test(location.protocol);
const answer = byId('answer');
let running = 0;

function siteKey(): string {
  return (byId('site-key').textContent ?? '').trim();
}

function sitePolicy(): Policy | null {
  const read = parsePolicy(sha256, byId('site-policy').textContent ?? '');
  return read.ok ? read.policy : null;
}

/** The reader's own word goes before a file's, a file's before the site's. */
function trusted(fromFile: readonly string[]): { vkeys: readonly string[]; keySaid: string } {
  const own = byId<HTMLTextAreaElement>('own-key')
    .value.split(/\s+/)
    .filter((w) => w !== '');
  if (own.length > 0) return { vkeys: own, keySaid: '您粘贴的公钥' };
  if (fromFile.length > 0) return { vkeys: fromFile, keySaid: '您选择的文件里的公钥' };
  const site = siteKey();
  const said = isCopy ? '这份副本带着的公钥，请与公开栏上的存证单核对' : '本站给出的公钥，请与公开栏上的存证单核对';
  return { vkeys: site.split(/\s+/).filter((w) => w !== ''), keySaid: site === '' ? '没有公钥' : said };
}

async function check(gather: (tell: (said: string) => void) => Promise<Gathered>): Promise<void> {
  const turn = ++running;
  const tell = (said: string): void => {
    if (turn === running) showRunning(answer, said);
  };
  answer.setAttribute('aria-busy', 'true');
  try {
    if (siteKey() === '' && !isCopy) await loadKeys();
    const gathered = await gather(tell);
    const { vkeys, keySaid } = trusted(gathered.vkeys);
    const policy = gathered.policy ?? sitePolicy() ?? undefined;
    const began = performance.now();
    const checked: Checked = checkDocument(
      { sha: sha256, verify: ed25519Verify },
      { ...gathered, vkeys, policy, parse: fragmentOf },
    );
    const milliseconds = performance.now() - began;
    const contentSha256 = gathered.content ? toHex(sha256(gathered.content)) : null;
    const about: AnswerFacts = { keySaid, vkeys, milliseconds, contentSha256 };
    if (turn === running) showAnswer(answer, checked, about);
  } catch (fault) {
    if (!(fault instanceof Trouble)) throw fault;
    if (turn === running) showTrouble(answer, fault.message);
  } finally {
    if (turn === running) answer.removeAttribute('aria-busy');
  }
  if (turn === running) answer.focus();
}

async function loadKeys(): Promise<void> {
  try {
    const { vkey, policy } = await ownKeys();
    byId('site-key').textContent = vkey;
    byId('site-policy').textContent = policy;
    byId('site-key-missing').hidden = vkey !== '';
  } catch (fault) {
    if (!(fault instanceof Trouble)) throw fault;
  }
}

function checkNumber(wanted: Wanted): void {
  byId<HTMLInputElement>('index-no').value = wanted.indexNo;
  byId<HTMLInputElement>('edition').value = wanted.edition === null ? '' : String(wanted.edition);
  void check((tell) => fromSite(wanted, tell));
}

function fromFragment(): void {
  let text = location.hash;
  try {
    text = decodeURIComponent(text);
  } catch {
    // A fragment somebody cut in the middle of a letter is looked at as it is.
  }
  const wanted = wantedOf(text);
  if (wanted && !isCopy) checkNumber(wanted);
}

function startByNumber(): void {
  const form = byId<HTMLFormElement>('by-number');
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const typed = wantedOf(byId<HTMLInputElement>('index-no').value.trim());
    const edition = byId<HTMLInputElement>('edition').value.trim();
    if (!typed) showTrouble(answer, '请填写文件页上的索引号，例如 11341899999900011F/202611-00012；也可以粘贴文件页的网址。');
    else if (edition !== '' && !/^[1-9][0-9]{0,4}$/.test(edition))
      showTrouble(answer, '版次请填数字，例如 1；不填就核对现行版本。');
    else checkNumber({ indexNo: typed.indexNo, edition: edition === '' ? typed.edition : Number(edition) });
  });
  form.hidden = isCopy;
}

function startByFiles(): void {
  const chosen: File[] = [];
  const input = byId<HTMLInputElement>('files');
  const names = byId('chosen');
  const show = (): void => {
    names.textContent = '';
    chosen.forEach((file, i) => {
      const away = element('button', { type: 'button', class: 'link', 'aria-label': `去掉 ${file.name}` }, '去掉');
      away.addEventListener('click', () => {
        chosen.splice(i, 1);
        show();
      });
      names.append(element('li', {}, element('span', {}, file.name), away));
    });
  };
  input.addEventListener('change', () => {
    for (const file of Array.from(input.files ?? [])) {
      const before = chosen.findIndex((c) => c.name === file.name && c.size === file.size);
      if (before >= 0) chosen.splice(before, 1);
      chosen.push(file);
    }
    input.value = '';
    show();
  });
  byId<HTMLFormElement>('by-files').addEventListener('submit', (event) => {
    event.preventDefault();
    if (chosen.length === 0)
      showTrouble(answer, '请先选择文件：存证凭据（.tlog-proof）和内容文件（content.json），还可以加上保存的网页和附件。');
    else void check((tell) => fromFiles(chosen, tell));
  });
}

function start(): void {
  byId('not-started').hidden = true;
  byId('tool').hidden = false;
  // A page that was saved with an answer on it must not seem to have checked anything.
  answer.textContent = '';
  startByNumber();
  startByFiles();
  window.addEventListener('hashchange', fromFragment);
  window.addEventListener('beforeprint', () => {
    for (const d of Array.from(document.querySelectorAll<HTMLDetailsElement>('#answer details'))) d.open = true;
  });
  if (isCopy) byId('site-key-missing').hidden = siteKey() !== '';
  else if (wantedOf(location.hash) === null) void loadKeys();
  fromFragment();
}

start();
