import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { configWords, readConfig } from './config.ts';

describe('the environment', () => {
  test('is told everything that is wrong with it at once, in sentences', () => {
    const config = readConfig({
      PORT: 'eighty',
      DATABASE_URL: 'mysql://x',
      GONGKAI_PUBLIC_URL: 'ftp://x',
      GONGKAI_CONNECTIONS: '0',
      GONGKAI_SECRET: 'short',
      GONGKAI_SITE_MARKS: '一；二；三；四；五；六',
    });
    expect(config.ok).toBe(false);
    if (config.ok) return;
    expect(config.refusals.map((r) => r.code).sort()).toEqual([
      'bad-connections',
      'bad-database-url',
      'bad-marks',
      'bad-port',
      'bad-public-url',
      'bad-secret',
    ]);
    for (const r of config.refusals) expect(configWords[r.code](r.facts)).toMatch(/[\u4e00-\u9fff]/);
  });

  test('that is half right is refused where it is wrong, and only there', () => {
    const codes = (env: Record<string, string>): unknown => {
      const config = readConfig(env);
      return config.ok ? [] : config.refusals.map((r) => [r.code, r.facts?.given]);
    };
    expect(codes({ PORT: 'x' })).toEqual([['bad-port', 'x']]);
    expect(codes({ DATABASE_URL: 'postgres://u:p@ss@host:abc/x' })).toEqual([['bad-database-url', undefined]]);
    for (const given of ['https://gk.example.gov.cn/gk', 'https://a.example/?x=1', 'https://user@a.example'])
      expect(codes({ GONGKAI_PUBLIC_URL: given })).toEqual([['bad-public-url', given]]);
    expect(codes({ GONGKAI_TRUSTED_PROXIES: '127.0.0.1, proxy.local, 10.0.0.0/33, ::1/64' })).toEqual([
      ['bad-proxy', 'proxy.local、10.0.0.0/33'],
    ]);
    expect(codes({ GONGKAI_KEYS: '/nowhere/keys' })).toEqual([['bad-keys', resolve('/nowhere/keys')]]);
    expect(codes({ GONGKAI_HOSTS: 'https://a.example, b.example:8443, c d' })).toEqual([
      ['bad-host-name', 'https://a.example、c d'],
    ]);
    expect(codes({ GONGKAI_PUBLIC_URL: 'https://gk.example.gov.cn/', GONGKAI_TRUSTED_PROXIES: '10.0.0.0/8,fd00::/8' })).toEqual(
      [],
    );
  });

  test('never has its password quoted back', () => {
    const config = readConfig({
      DATABASE_URL: 'mysql://user:geheim@host/db',
      GONGKAI_SECRET: 'kurz-geheim',
      GONGKAI_SMTP_URL: 'smtp://gk:geheim@mail.example.gov.cn/x',
    });
    expect(JSON.stringify(config)).not.toContain('geheim');
  });

  test('that says nothing means this machine, port 8787, ./data, the embedded database', () => {
    const config = readConfig({ PORT: '', DATABASE_URL: '', HOST: '', GONGKAI_PUBLIC_URL: '' });
    expect(config).toMatchObject({
      ok: true,
      value: {
        host: '127.0.0.1',
        port: 8787,
        data: resolve('data'),
        databaseUrl: null,
        publicUrl: 'http://127.0.0.1:8787',
        secret: null,
        keys: null,
      },
    });
    if (config.ok) expect(Object.isFrozen(config.value)).toBe(true);
  });

  test('may name an IPv6 address, several hosts and proxies', () => {
    const config = readConfig({
      HOST: '::1',
      PORT: '9000',
      GONGKAI_HOSTS: 'a.example, b.example',
      GONGKAI_TRUSTED_PROXIES: '10.0.0.1',
    });
    expect(config).toMatchObject({
      ok: true,
      value: { publicUrl: 'http://[::1]:9000', hosts: ['a.example', 'b.example'], trustedProxies: ['10.0.0.1'] },
    });
  });
});
