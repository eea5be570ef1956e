// Keys of the console. Single letters can be turned off (WCAG 2.1.4); that wish is a cookie, since we keep nothing in web storage.
import { element } from './ask.ts';
import { focusFilter, walk } from './rows.ts';

const keys: readonly (readonly [key: string, does: string])[] = [
  ['/', '到筛选框'],
  ['j', '下一行'],
  ['k', '上一行'],
  ['Enter', '打开所在的行'],
  ['g h', '回到待办首页'],
  ['?', '看这张表'],
];

function lettersAreOff(): boolean {
  return /(?:^|;\s*)gk-keys=off(?:;|$)/.test(document.cookie);
}

function setLetters(on: boolean): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in half of the browsers we serve
  document.cookie = `gk-keys=${on ? 'on' : 'off'}; path=/; max-age=31536000; samesite=lax`;
}

function help(): void {
  const list = element('dl', { class: 'keys' });
  for (const [key, does] of keys) {
    const shown = key.split(' ').flatMap((k, i) => [...(i > 0 ? [' '] : []), element('kbd', {}, k)]);
    list.append(element('dt', {}, ...shown), element('dd', {}, does));
  }
  const box = element('input', { type: 'checkbox' });
  box.checked = !lettersAreOff();
  box.addEventListener('change', () => setLetters(box.checked));
  const close = element('button', { type: 'button' }, '关闭');
  const dialog = element(
    'dialog',
    { 'aria-labelledby': 'keys-title' },
    element('h2', { id: 'keys-title' }, '键盘操作'),
    list,
    element('label', { class: 'choice' }, box, '使用单个字母的快捷键'),
    element('div', { class: 'bar' }, close),
  );
  close.addEventListener('click', () => dialog.close());
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'));
}

/** True when the key was ours. `g` waits a second for its second letter. */
function act(key: string, afterG: boolean): boolean {
  if (afterG && key === 'h') location.assign('/console');
  else if (key === '/') return focusFilter();
  else if (key === 'j') walk(1);
  else if (key === 'k') walk(-1);
  else return false;
  return true;
}

export function watchKeys(): void {
  let gAt = 0;
  document.addEventListener('keydown', (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return;
    if (event.key === 'Escape' && event.target instanceof HTMLInputElement && event.target.type === 'search') event.target.blur();
    if (isTyping(event.target)) return;
    if (event.key === '?') {
      event.preventDefault();
      help();
      return;
    }
    if (lettersAreOff()) return;
    const now = Date.now();
    if (act(event.key, now - gAt < 1000)) event.preventDefault();
    gAt = event.key === 'g' ? now : 0;
  });
  const link = element('button', { type: 'button', class: 'link small' }, '键盘操作（?）');
  link.addEventListener('click', help);
  document.querySelector('.console .who')?.append(element('p', {}, link));
}
