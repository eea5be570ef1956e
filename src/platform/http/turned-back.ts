// Forms that came but were not carried out: signed out meanwhile, an old page, identity to be confirmed. What was typed is
// never lost: it goes back with the page that says so, in a form that sends it again.
import type { FastifyRequest } from 'fastify';
import { Fields } from './form.ts';
import type { Policy } from './policy.ts';
import { readUpload } from './read-upload.ts';

export type TurnedBack = 'signed-out' | 'old-page' | 'unconfirmed';

const happened: Readonly<Record<TurnedBack, string>> = {
  'signed-out': '登录已过期，这次提交没有执行。',
  'old-page': '页面停留太久，表单已失效，这次提交没有执行。',
  unconfirmed: '这一步需要再次确认身份，还没有执行。',
};

const next: Readonly<Record<TurnedBack, string>> = {
  'signed-out': '填写的内容都还在：请在新窗口登录，再回到这一页点“再次提交”。',
  'old-page': '填写的内容都还在，请点“再次提交”。',
  unconfirmed: '填写的内容都还在：请在新窗口确认身份，再回到这一页点“再次提交”。',
};

const startAgain: Readonly<Record<TurnedBack, string>> = {
  'signed-out': '请登录后再填写、提交。',
  'old-page': '请返回上一页，刷新后再提交。',
  unconfirmed: '请先确认身份，再回到原来的一页提交。',
};

export function turnedBack(why: TurnedBack, form: Fields): string {
  return `${happened[why]}${form.names().length > 0 ? next[why] : startAgain[why]}`;
}

/**
 * Passwords are not shown again. What a browser did not declare to come from our own pages (its `Origin` is checked before)
 * may be anybody's, and nobody is led to send that under their own name.
 */
export function maySendAgain(request: FastifyRequest, policy: Policy): boolean {
  if (policy === 'signing-in' || /^\/console\/(?:account|confirm)(?:[/?]|$)/.test(request.url)) return false;
  return request.headers.origin !== undefined || request.headers['sec-fetch-site'] === 'same-origin';
}

/** The typed fields of a form nobody is yet known to have sent: no files, and no more than an ordinary form may have. */
export async function typedFields(request: FastifyRequest, limit: number): Promise<Fields> {
  if (!request.isMultipart()) return Fields.from(request.body);
  try {
    return await readUpload(request, limit, { files: false });
  } catch {
    return Fields.from({});
  }
}
