// Is this person still signed in, and with which form token? Asked before text could be lost, never kept anywhere.

export type SessionState = { kind: 'signed-in' } | { kind: 'signed-out' } | { kind: 'offline' } | { kind: 'unknown' };

export const signInAgain = '登录已过期。请在新窗口登录后回到本页，这里的文字还在。';
export const notConnected = '网络不通，没有提交。这里的文字还在，请稍后再试。';

export function tokenOf(form: HTMLFormElement): string {
  return form.querySelector<HTMLInputElement>('input[name="_token"]')?.value ?? '';
}

/** A page everybody signed in may open; this one may be the answer to a form and have no address of its own. */
const PAGE = '/console/account';

/** Asks the server for a page; when its form token has changed, all forms here take the new one. */
export async function renewToken(): Promise<SessionState> {
  let response: Response;
  try {
    response = await fetch(PAGE, { credentials: 'same-origin', headers: { accept: 'text/html' } });
  } catch {
    return { kind: 'offline' };
  }
  if (response.redirected && new URL(response.url).pathname.startsWith('/console/sign-in')) return { kind: 'signed-out' };
  if (!response.ok) return { kind: 'unknown' };
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  const token = page.querySelector<HTMLInputElement>('input[name="_token"]')?.value;
  if (!token) return { kind: 'unknown' };
  for (const field of document.querySelectorAll<HTMLInputElement>('input[name="_token"]')) field.value = token;
  return { kind: 'signed-in' };
}
