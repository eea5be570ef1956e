// Every form, filled with what nobody should send: it is taken or refused in words.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Deed, deeds, type Party } from '../../src/rooms/requests/deeds.ts';
import { newFormKey } from '../../src/rooms/requests/door.ts';
import { residentsForms } from '../permissions/expected.ts';
import { sampleApplication } from '../support/requests.ts';
import { type SampleState, sampleStates } from '../support/sample-requests.ts';
import type { Who } from '../support/sample-sessions.ts';
import { routesOf, type WholeTown, wholeTown } from '../support/whole-town.ts';
import { names, reader, share } from './aim.ts';
import { faultsOf } from './judge.ts';
import { texts } from './values.ts';

let it: WholeTown;
let posts: readonly string[];
beforeAll(async () => {
  it = await wholeTown();
  posts = routesOf(it.app).filter((r) => r.startsWith('POST '));
}, 120_000);
afterAll(() => it?.stop());

/** Somebody who is that to the sample requests. */
const holderOf: Readonly<Record<Exclude<Party, 'applicant'>, Who>> = {
  office: 'openness-office',
  handler: 'drafter',
  head: 'department-head',
  leader: 'principal',
  window: 'window',
};

describe('forms', () => {
  async function sent(
    wrong: string[],
    route: string,
    form: Parameters<WholeTown['post']>[2],
    { as = reader(route), url = it.example(route) }: { as?: Who; url?: string } = {},
  ): Promise<number> {
    let answer = await it.post(url, as, form);
    if (answer.statusCode === 401) {
      await it.renew(as);
      answer = await it.post(url, as, form);
    }
    if (answer.statusCode === 429) wrong.push(`${route}: not looked at, too many requests`);
    const label = `${route} as ${as} with ${JSON.stringify(form?.fields ?? form?.headers ?? {}).slice(0, 80)}`;
    for (const fault of faultsOf(answer)) wrong.push(`${label}: ${fault}`);
    return answer.statusCode;
  }

  /** Signed-out visitors get their token with the form. */
  async function tokenFor(route: string): Promise<string | undefined> {
    if (reader(route) !== 'nobody') return undefined;
    return /name="_token" value="([^"]+)"/.exec((await it.get('/console/sign-in')).body)?.[1];
  }

  test('sent empty say what is missing', async () => {
    const wrong: string[] = [];
    for (const route of posts) await sent(wrong, route, { token: await tokenFor(route) });
    expect(wrong).toEqual([]);
  });

  test('filled with anything at all are taken or refused in words', async () => {
    const fields = names('form');
    expect(fields.length).toBeGreaterThan(60);
    const wrong: string[] = [];
    for (const route of posts) {
      const token = await tokenFor(route);
      for (const [, k] of share(texts)) {
        const filled = Object.fromEntries(fields.map((n, j) => [n, texts[(j + k) % texts.length] as string]));
        await sent(wrong, route, { token, fields: filled });
      }
    }
    expect(wrong).toEqual([]);
  }, 300_000);

  test('with the same hostile word in every field are refused in words too', async () => {
    const fields = names('form');
    const wrong: string[] = [];
    for (const route of posts) {
      const token = await tokenFor(route);
      for (const text of ['\u0000', "'", '99999999999999999999999', '👩‍👩‍👧‍👦\u202e', '__proto__', '2026-02-31'])
        await sent(wrong, route, { token, fields: Object.fromEntries(fields.map((n) => [n, text])) });
    }
    expect(wrong).toEqual([]);
  }, 300_000);

  test('for each deed on a request, in a state that allows it, are taken or refused in words', async () => {
    const route = 'POST /console/requests/:id';
    const fields = names('form').filter((n) => n !== 'deed');
    expect(fields).toEqual(
      expect.arrayContaining(['on', 'until', 'period', 'pages', 'whom', 'opinion', 'openedOn', 'lateReason']),
    );
    const wrong: string[] = [];
    let [tries, lookedAt] = [0, 0];
    for (const [deed, { by, in: states }] of Object.entries<Deed>(deeds)) {
      const state = sampleStates.find((s) => states.includes(s)) as SampleState;
      const who = {
        url: `/console/requests/${it.requests.receipts[state].id}`,
        as: holderOf[by[0] as Exclude<Party, 'applicant'>],
      };
      for (const [, k] of share(texts)) {
        const filled = Object.fromEntries(fields.map((n, j) => [n, texts[(j + k) % texts.length] as string]));
        const status = await sent(wrong, route, { fields: { ...filled, deed } }, who);
        tries++;
        if (status === 422 || status === 303) lookedAt++;
      }
    }
    expect(wrong).toEqual([]);
    // Nearly all of them came as far as the deed's own rule or the state before it; none was simply not found.
    expect(lookedAt).toBeGreaterThan(tries * 0.9);
  }, 300_000);

  test('of whoever holds a receipt are taken or refused in words, and so is an application with one bad field among good ones', async () => {
    const wrong: string[] = [];
    const token = await tokenFor('POST /requests');
    const { number, code } = it.requests.receipts.received;
    for (const route of residentsForms.filter((r) => r !== 'POST /requests'))
      for (const text of texts) {
        const others = Object.fromEntries(
          ['text', 'correction', 'why', 'title', 'letter', 'file', 'as', 'what'].map((n) => [n, text]),
        );
        await sent(wrong, route, { token, fields: { ...others, number, code } });
      }
    const { agent: _nobody, idKind: _usual, ...lines } = sampleApplication();
    const good = { ...lines, kind: 'natural', carrier: 'paper', obtaining: 'collect' };
    const bad = texts.filter((t) => t.length > 1 && t.length < 300);
    for (const [j, field] of [...Object.keys(good), 'formKey', 'agentName', 'agentId', 'idKind', 'help'].entries())
      for (const text of bad.filter((_, k) => k % 4 === j % 4))
        await sent(wrong, 'POST /requests', { token, fields: { ...good, formKey: newFormKey(), [field]: text } });
    expect(wrong).toEqual([]);
  }, 300_000);

  test('of the wrong kind are refused, whatever they hold', async () => {
    const before = await it.digest();
    const wrong: string[] = [];
    const kinds: readonly (readonly [string, string])[] = [
      ['application/json', '{"a":1'],
      ['application/json', '{"_token":"x","__proto__":{"x":1}}'],
      ['text/xml', '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'],
      ['text/plain', 'a=b'],
      ['multipart/form-data', 'no boundary'],
      ['multipart/form-data; boundary=b', '--b\r\ncontent-disposition: form-data; name="a"\r\n\r\nnever ended'],
      ['multipart/form-data; boundary=b', '--b\r\ncontent-disposition: form-data; name="__proto__"\r\n\r\nx\r\n--b--\r\n'],
      [
        'multipart/form-data; boundary=b',
        '--b\r\ncontent-disposition: form-data; name="file"; filename="../../x.docx"\r\n\r\nPK\r\n--b--\r\n',
      ],
      ['application/x-www-form-urlencoded; charset=utf-16', 'a=%ff%fe&b=%'],
      ['', 'a=b'],
      ['nonsense', 'a=b'],
    ];
    for (const route of posts) {
      for (const [type, payload] of kinds) {
        const status = await sent(wrong, route, { headers: { 'content-type': type }, payload });
        if (status < 400) wrong.push(`${route} took ${type}: ${status}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(await it.digest()).toBe(before);
  }, 240_000);

  test('larger than a form can be are refused before they are read', async () => {
    const wrong: string[] = [];
    for (const route of ['POST /console/chains', 'POST /console/drafts/:id/save', 'POST /console/sign-in']) {
      const token = (await tokenFor(route)) ?? it.csrf(reader(route));
      const payload = Buffer.from(`_token=${token}&a=${'x'.repeat(61 * 1024 * 1024)}`);
      const status = await sent(wrong, route, { payload });
      if (status !== 413) wrong.push(`${route}: ${status}`);
    }
    expect(wrong).toEqual([]);
  });
});
