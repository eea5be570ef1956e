// The environment, read once and frozen. Everything that is wrong with it is said at once, in sentences.
import { resolve } from 'node:path';
import { done, type Outcome, type Refusal } from './town/outcome.ts';

export interface Config {
  readonly host: string;
  readonly port: number;
  /** Absolute directory of everything that is ours on disk: embedded database, files, dumps. */
  readonly data: string;
  /** PostgreSQL address, or null for the embedded database. */
  readonly databaseUrl: string | null;
  /** Connections a town may hold on PostgreSQL. */
  readonly connections: number;
  /** Address residents use, without trailing slash; decides absolute links and whether cookies are Secure. */
  readonly publicUrl: string;
  /** Host names answered to, besides the one of publicUrl; empty in demo mode means loopback names only. */
  readonly hosts: readonly string[];
  /** Addresses of reverse proxies whose X-Forwarded-For is believed. */
  readonly trustedProxies: readonly string[];
  /** Town served when an installation has several; null for the only one. */
  readonly town: string | null;
  /** Signs forms of people not signed in; null: kept in the data directory. Several processes must share one. */
  readonly secret: string | null;
}

export type ConfigRefusal = 'bad-port' | 'bad-secret' | 'bad-database-url' | 'bad-public-url' | 'bad-connections';

export const configWords: Readonly<Record<ConfigRefusal, (f: Refusal['facts']) => string>> = {
  'bad-port': (f) => `PORT 应是 0 到 65535 的整数，现在是“${f?.given}”。`,
  'bad-secret': () => 'GONGKAI_SECRET 至少要 32 个字符；不设时自动生成，存放在数据目录。',
  'bad-database-url': () => 'DATABASE_URL 应以 postgres:// 或 postgresql:// 开头。',
  'bad-public-url': (f) => `GONGKAI_PUBLIC_URL 应是 http(s):// 开头的网址，现在是“${f?.given}”。`,
  'bad-connections': (f) => `GONGKAI_CONNECTIONS 应是 1 到 500 的整数，现在是“${f?.given}”。`,
};

function list(text: string | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map((s) => s.trim())
    .filter((s) => s !== '');
}

export function readConfig(env: Readonly<Record<string, string | undefined>>): Outcome<Config, ConfigRefusal> {
  const refusals: Refusal<ConfigRefusal>[] = [];
  const port = Number(env.PORT || 8787);
  if (!Number.isInteger(port) || port < 0 || port > 65535) refusals.push({ code: 'bad-port', facts: { given: env.PORT ?? '' } });
  const connections = Number(env.GONGKAI_CONNECTIONS || 10);
  if (!Number.isInteger(connections) || connections < 1 || connections > 500) {
    refusals.push({ code: 'bad-connections', facts: { given: env.GONGKAI_CONNECTIONS ?? '' } });
  }
  const databaseUrl = env.DATABASE_URL && env.DATABASE_URL !== '' ? env.DATABASE_URL : null;
  if (databaseUrl !== null && !/^postgres(ql)?:\/\//.test(databaseUrl)) refusals.push({ code: 'bad-database-url' });
  const host = env.HOST && env.HOST !== '' ? env.HOST : '127.0.0.1';
  const publicUrl = (env.GONGKAI_PUBLIC_URL || `http://${host.includes(':') ? `[${host}]` : host}:${port}`).replace(/\/+$/, '');
  if (!/^https?:\/\//.test(publicUrl) || !URL.canParse(publicUrl))
    refusals.push({ code: 'bad-public-url', facts: { given: publicUrl } });
  const secret = env.GONGKAI_SECRET && env.GONGKAI_SECRET !== '' ? env.GONGKAI_SECRET : null;
  if (secret !== null && secret.length < 32) refusals.push({ code: 'bad-secret', facts: {} });
  if (refusals.length > 0) return { ok: false, refusals };
  return done(
    Object.freeze({
      host,
      port,
      data: resolve(env.GONGKAI_DATA && env.GONGKAI_DATA !== '' ? env.GONGKAI_DATA : 'data'),
      databaseUrl,
      connections,
      publicUrl,
      hosts: list(env.GONGKAI_HOSTS),
      trustedProxies: list(env.GONGKAI_TRUSTED_PROXIES),
      town: env.GONGKAI_TOWN && env.GONGKAI_TOWN !== '' ? env.GONGKAI_TOWN : null,
      secret,
    }),
  );
}
