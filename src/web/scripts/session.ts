// Is this person still signed in, and with which form token? Asked before text could be lost, never kept anywhere.

export type SessionState = { kind: 'signed-in' } | { kind: 'signed-out' } | { kind: 'unknown' };

export const signInAgain = '登录已过期。请在新窗口登录后回到本页，这里的文字还在。';

export function tokenOf(form: HTMLFormElement): string {
  return form.querySelector<HTMLInputElement>('input[name="_token"]')?.value ?? '';
}

/** Asks the server for this very page; when its form token has changed, all forms here take the new one. */
export async function renewToken(): Promise<SessionState> {
  let response: Response;
  try {
    response = await fetch(location.href, { credentials: 'same-origin', headers: { accept: 'text/html' } });
  } catch {
    return { kind: 'unknown' };
  }
  if (response.redirected && new URL(response.url).pathname.startsWith('/console/sign-in')) return { kind: 'signed-out' };
  if (!response.ok) return { kind: 'unknown' };
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  const token = page.querySelector<HTMLInputElement>('input[name="_token"]')?.value;
  if (!token) return { kind: 'unknown' };
  for (const field of document.querySelectorAll<HTMLInputElement>('input[name="_token"]')) field.value = token;
  return { kind: 'signed-in' };
}
