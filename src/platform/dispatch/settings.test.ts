import { describe, expect, test } from 'vitest';
import { channelsOf, dispatchAdapters } from './adapters.ts';
import { dispatchSettingsWords, readDispatchSettings } from './settings.ts';

const SECRET = 'geheim'.repeat(6);
const FROM = 'gk@gangkou.example.gov.cn';

const codes = (env: Record<string, string>): string[] => readDispatchSettings(env).refusals.map((r) => r.code);
const mail = (url: string, from = FROM) => readDispatchSettings({ GONGKAI_SMTP_URL: url, GONGKAI_MAIL_FROM: from });

describe('settings of dispatches', () => {
  test('that are half there are refused at once, in sentences without a secret', () => {
    const { refusals } = readDispatchSettings({
      GONGKAI_SMTP_URL: 'http://gk:geheim@mail.example.gov.cn',
      GONGKAI_SMS_URL: 'http://geheim@sms.example.gov.cn/',
      GONGKAI_GATEWAY_SECRET: 'geheim',
    });
    expect(refusals.map((r) => r.code)).toEqual(['bad-mail-from', 'bad-smtp-url', 'bad-gateway-url', 'bad-gateway-secret']);
    const said = refusals.map((r) => dispatchSettingsWords[r.code](r.facts)).join('');
    expect(said).toMatch(/GONGKAI_SMS_URL/);
    expect(said + JSON.stringify(refusals)).not.toContain('geheim');
  });

  test('name a mail server and nothing more', () => {
    const odd = [
      'mail.example',
      'smtp://',
      'smtp://h/x',
      'smtp://h?x',
      'smtp://h#x',
      'smtp://gk@h',
      'smtp://:pw@h',
      'smtp://a:%zz@h',
      'smtp://h:99999',
      'lmtp://h',
    ];
    for (const url of odd) expect(mail(url).refusals.map((r) => r.code)).toEqual(['bad-smtp-url']);
    for (const from of [
      '',
      'gk',
      'a@b',
      'A <gk@example.gov.cn',
      `${FROM}, other@example.org`,
      `${FROM}\r\nBcc: a@example.org`,
      `A\n<${FROM}>`,
    ])
      expect(mail('smtps://h', from).refusals.map((r) => r.code)).toEqual(['bad-mail-from']);
  });

  test('name a gateway that is reached encrypted, or on this machine', () => {
    for (const url of [
      'x',
      'http://sms.example.gov.cn/',
      'ftp://127.0.0.1/',
      'https://a:b@sms.example/',
      'https://sms.example/#a',
      'http://127.0.0.1.example.org/',
    ])
      expect(codes({ GONGKAI_WECHAT_URL: url, GONGKAI_GATEWAY_SECRET: SECRET })).toEqual(['bad-gateway-url']);
    for (const url of [
      'https://sms.example.gov.cn/send?town=gangkou',
      'http://127.0.0.1:8790/sms',
      'http://localhost:1/',
      'http://[::1]:1/',
    ])
      expect(codes({ GONGKAI_SMS_URL: url, GONGKAI_GATEWAY_SECRET: SECRET })).toEqual([]);
  });

  test('that say nothing mean that nothing goes out', () => {
    const { settings, refusals } = readDispatchSettings({ GONGKAI_SMTP_URL: '', GONGKAI_MAIL_FROM: FROM, GONGKAI_SMS_URL: '' });
    expect(refusals).toEqual([]);
    expect(channelsOf(settings, false)).toEqual(new Set());
    expect(dispatchAdapters(settings, new Set(['mail']), () => Promise.reject(new Error()))).toEqual([]);
  });

  test('are read: password, ports, and whether TLS must come first', () => {
    expect(mail('smtps://gk%40x:p%40ss%20w@mail.example.gov.cn', `港口镇 <${FROM}>`).settings.mail).toEqual({
      host: 'mail.example.gov.cn',
      port: 465,
      implicitTls: true,
      startTls: false,
      account: { name: 'gk@x', password: 'p@ss w' },
      from: { name: '港口镇', address: FROM },
    });
    expect(mail('smtp://mail.example.gov.cn/').settings.mail).toMatchObject({ port: 587, startTls: true, account: null });
    expect(mail('smtp://[2001:db8::1]:25').settings.mail).toMatchObject({ host: '2001:db8::1', port: 25, startTls: true });
    for (const host of ['127.0.0.1', 'localhost', '[::1]'])
      expect(mail(`smtp://${host}:25`).settings.mail).toMatchObject({ port: 25, startTls: false });
  });

  test('open the channels that are set, and none in a demonstration', () => {
    const { settings } = readDispatchSettings({
      GONGKAI_SMTP_URL: 'smtps://h.example',
      GONGKAI_MAIL_FROM: FROM,
      GONGKAI_WECHAT_URL: 'https://w.example/',
      GONGKAI_GATEWAY_SECRET: SECRET,
    });
    const open = channelsOf(settings, false);
    expect(open).toEqual(new Set(['mail', 'wechat']));
    expect(channelsOf(settings, true)).toEqual(new Set());
    const never = () => Promise.reject(new Error());
    expect(dispatchAdapters(settings, open, never).map((a) => a.channel)).toEqual(['mail', 'wechat']);
    expect(dispatchAdapters(settings, channelsOf(settings, true), never)).toEqual([]);
  });
});
