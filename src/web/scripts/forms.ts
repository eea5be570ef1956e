// Forms of the console: dangerous buttons ask first, text that was typed is not lost by leaving or by an expired session.
import { ask, element } from './ask.ts';
import { notConnected, renewToken, signInAgain } from './session.ts';

const dirty = new Set<HTMLFormElement>();
/** Forms whose submission we have already looked at. */
const cleared = new WeakSet<HTMLFormElement>();
/** Forms whose session is being asked for: a second click meanwhile sends nothing. */
const asked = new WeakSet<HTMLFormElement>();

function warnsOnLeaving(form: HTMLFormElement): boolean {
  return form.method === 'post' && !form.hasAttribute('data-autosave-url') && !form.querySelector('[data-autosave-url]');
}

/** Whatever somebody may have filled in, on a page for people who are signed in. */
function holdsTyping(form: HTMLFormElement): boolean {
  if (form.method !== 'post' || !document.querySelector('.console .who')) return false;
  return form.querySelector('textarea, select, input:not([type="hidden"])') !== null;
}

function submitterOf(event: SubmitEvent): HTMLElement | null {
  return event.submitter;
}

async function confirmFirst(form: HTMLFormElement, button: HTMLElement, text: string): Promise<void> {
  const answer = await ask({ title: '请确认', text, ok: button.textContent?.trim() || '确定', danger: true });
  if (!answer) return;
  if (holdsTyping(form)) return checkSessionFirst(form, button);
  cleared.add(form);
  form.requestSubmit(button);
}

function sayAbove(form: HTMLFormElement, sentence: string, ...more: (string | Node)[]): void {
  form.querySelector('.kept-text')?.remove();
  const box = element('p', { class: 'notice late kept-text', role: 'alert', tabindex: '-1' }, sentence, ...more);
  form.prepend(box);
  box.focus();
}

async function checkSessionFirst(form: HTMLFormElement, button: HTMLElement | null): Promise<void> {
  asked.add(form);
  const session = await renewToken();
  asked.delete(form);
  if (session.kind === 'signed-out') {
    sayAbove(
      form,
      signInAgain,
      ' ',
      element('a', { href: '/console/sign-in', target: '_blank', rel: 'noopener' }, '在新窗口登录'),
    );
    return;
  }
  if (session.kind === 'offline') return sayAbove(form, notConnected);
  form.querySelector('.kept-text')?.remove();
  cleared.add(form);
  form.requestSubmit(button);
}

export function watchForms(): void {
  for (const form of document.forms) {
    if (warnsOnLeaving(form) && form.querySelector('[aria-invalid="true"]')) dirty.add(form);
  }
  document.addEventListener('input', (event) => {
    const form = event.target instanceof Element ? event.target.closest('form') : null;
    if (form && warnsOnLeaving(form)) dirty.add(form);
  });
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || event.defaultPrevented) return;
    const button = submitterOf(event);
    const text = button?.getAttribute('data-confirm') ?? form.getAttribute('data-confirm');
    const looked = cleared.has(form);
    if (!looked && button && text) {
      event.preventDefault();
      void confirmFirst(form, button, text);
      return;
    }
    if (!looked && holdsTyping(form)) {
      event.preventDefault();
      if (!asked.has(form)) void checkSessionFirst(form, button);
      return;
    }
    cleared.delete(form);
    dirty.delete(form);
  });
  window.addEventListener('beforeunload', (event) => {
    if ([...dirty].some((form) => form.isConnected)) event.preventDefault();
  });
}
