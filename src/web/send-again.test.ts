// Nobody's typing is lost when a form is turned back: signed out meanwhile, an old page, identity to be confirmed first.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type WholeTown, wholeTown } from '../../test/support/whole-town.ts';

const origin = 'http://127.0.0.1:8787';
const typed = { name: '港口镇“老”<站>', note: '第一行\n第二行' };
const hidden = (body: string, name: string): string | undefined =>
  new RegExp(`<input type="hidden" name="${name}" value="([^"]*)"`).exec(body)?.[1];

let whole: WholeTown;
let save: string;
beforeAll(async () => {
  whole = await wholeTown();
  save = whole.example('POST /console/drafts/:id/save');
});
afterAll(() => whole.stop());

describe('a form that is turned back', () => {
  test('carries nothing under the name of a visitor when it may come from elsewhere', async () => {
    const stale = await whole.post(save, 'drafter', { fields: typed, token: 'old' });
    expect(stale.statusCode).toBe(403);
    expect(hidden(stale.body, 'name')).toBeUndefined();
    const foreign = await whole.post(save, 'drafter', {
      fields: typed,
      token: 'old',
      headers: { origin: 'http://evil.example' },
    });
    expect(foreign.statusCode).toBe(403);
    expect(foreign.body).not.toContain('第一行');
  });

  test('never shows a password again', async () => {
    const answer = await whole.post('/console/account/password', 'drafter', {
      fields: { current: 'secret-one', password: 'secret-two' },
      token: 'old',
      headers: { origin },
    });
    expect(answer.statusCode).toBe(403);
    expect(answer.body).not.toContain('secret-');
  });

  test('signed out: says so, keeps every field, and has no token to give', async () => {
    const answer = await whole.post(save, undefined, { fields: typed, headers: { origin } });
    expect(answer.statusCode).toBe(401);
    expect(answer.body).toContain('填写的内容都还在');
    expect(answer.body).toContain(`action="${save}"`);
    expect(hidden(answer.body, 'note')).toBe(typed.note);
    expect(hidden(answer.body, 'name')).toBe('港口镇“老”&lt;站>');
    expect(hidden(answer.body, '_token')).toBeUndefined();
  });

  test('an old page: the next try has the token and every field', async () => {
    const answer = await whole.post(save, 'drafter', { fields: typed, token: 'old', headers: { origin } });
    expect(answer.statusCode).toBe(403);
    expect(answer.body).toContain('再次提交');
    expect(hidden(answer.body, 'note')).toBe(typed.note);
    expect([...answer.body.matchAll(/name="_token" value="([^"]*)"/g)].map((m) => m[1])).toContain(whole.csrf('drafter'));
    expect(answer.body).not.toContain('value="old"');
  });

  test('of somebody without an account: the next try goes through', async () => {
    const answer = await whole.post('/requests', undefined, { fields: typed, token: 'old', headers: { origin } });
    expect(answer.statusCode).toBe(403);
    expect(hidden(answer.body, 'note')).toBe(typed.note);
    const token = hidden(answer.body, '_token');
    expect((await whole.post('/requests', undefined, { fields: typed, token, headers: { origin } })).statusCode).toBe(422);
  });

  test('of uploads the text comes back, and which files have to be chosen again', async () => {
    const part = (name: string, value: string, more = ''): string =>
      `--b\r\ncontent-disposition: form-data; name="${name}"${more}\r\n\r\n${value}\r\n`;
    const answer = await whole.post(save, undefined, {
      token: null,
      headers: { origin, 'content-type': 'multipart/form-data; boundary=b' },
      payload: `${part('attachment', 'x'.repeat(100), '; filename="名单.xlsx"')}${part('title', '公示')}--b--\r\n`,
    });
    expect(answer.statusCode).toBe(401);
    expect(hidden(answer.body, 'title')).toBe('公示');
    expect(answer.body).toContain('名单.xlsx');
  });
});
