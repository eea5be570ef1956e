// The rows of the page's tables: filtered while one types, walked through with the keyboard.
import { element } from './ask.ts';

function rows(): HTMLTableRowElement[] {
  return [...document.querySelectorAll<HTMLTableRowElement>('main table:not(.bars) tbody tr')].filter(
    (row) => !row.closest('.ProseMirror'),
  );
}

/** Moves to the next or previous visible row: its first link has the focus, so Enter opens it. */
export function walk(step: 1 | -1): void {
  const visible = rows().filter((row) => !row.hidden);
  if (visible.length === 0) return;
  const at = visible.findIndex((row) => row.classList.contains('here'));
  const next = visible[at < 0 ? (step > 0 ? 0 : visible.length - 1) : Math.min(visible.length - 1, Math.max(0, at + step))]!;
  for (const row of visible) row.classList.toggle('here', row === next);
  const target = next.querySelector<HTMLElement>('a[href], button');
  if (target) target.focus();
  else {
    next.tabIndex = -1;
    next.focus();
  }
  next.scrollIntoView({ block: 'nearest' });
}

/** Hides rows without the words typed; every word must be there. */
function filterRows(words: string, say: (sentence: string) => void): void {
  const wanted = words
    .toLowerCase()
    .split(/\s+/)
    .filter((w) => w !== '');
  const all = rows();
  for (const row of all) {
    const text = (row.textContent ?? '').toLowerCase();
    row.hidden = !wanted.every((word) => text.includes(word));
  }
  const shown = all.filter((row) => !row.hidden).length;
  say(
    wanted.length === 0
      ? ''
      : shown === 0
        ? '本页没有符合的行；按回车在全部记录中查找。'
        : `本页显示 ${shown} 行，共 ${all.length} 行`,
  );
}

export function watchFilters(): void {
  const input = document.querySelector<HTMLInputElement>('[data-live-filter]');
  if (!input || rows().length === 0) return;
  const says = element('p', { class: 'small muted', role: 'status' });
  (input.closest('form') ?? input.parentElement ?? input).after(says);
  let timer = 0;
  input.addEventListener('input', () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => filterRows(input.value, (sentence) => (says.textContent = sentence)), 120);
  });
}

export function focusFilter(): boolean {
  const input = document.querySelector<HTMLInputElement>(
    '[data-live-filter], .filter-bar input[type="search"], main input[type="search"]',
  );
  input?.focus();
  input?.select();
  return input !== null;
}
