// The environment, read once and frozen. Everything that is wrong with it is said at once, in sentences.
import { statSync } from 'node:fs';
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import {
  type DispatchSettings,
  type DispatchSettingsRefusal,
  dispatchSettingsWords,
  readDispatchSettings,
} from './platform/dispatch/settings.ts';
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
  /** Printed at the foot of public pages as they are: 网站标识码, ICP 备案号, 公安备案号. */
  readonly siteMarks: readonly string[];
  /** Signs forms of people not signed in; null: kept in the data directory. Several processes must share one. */
  readonly secret: string | null;
  /** Absolute directory of the site's own fonts for papers (方正小标宋, 仿宋_GB2312 …), or null. */
  readonly fonts?: string | null;
  /** Absolute directory of the keys personal data is sealed with, or null: `keys` in the data directory. */
  readonly keys?: string | null;
  /** How dispatches go out: mail server, gateways for SMS and WeChat. */
  readonly dispatch?: DispatchSettings;
}

export type ConfigRefusal =
  | 'bad-port'
  | 'bad-secret'
  | 'bad-database-url'
  | 'bad-public-url'
  | 'bad-connections'
  | 'bad-host-name'
  | 'bad-proxy'
  | 'bad-marks'
  | 'bad-fonts'
  | 'bad-keys'
  | DispatchSettingsRefusal;

export const configWords: Readonly<Record<ConfigRefusal, (f: Refusal['facts']) => string>> = {
  'bad-port': (f) => `PORT 应是 0 到 65535 的整数，现在是“${f?.given}”。`,
  'bad-secret': () => 'GONGKAI_SECRET 至少要 32 个字符；不设时自动生成，存放在数据目录。',
  'bad-database-url': () => 'DATABASE_URL 应如 postgres://用户:口令@主机:端口/库名；口令里的特殊字符要写成 %40 这样的形式。',
  'bad-public-url': (f) => `GONGKAI_PUBLIC_URL 应是 http(s):// 开头的网址，只写到主机名和端口，不带路径，现在是“${f?.given}”。`,
  'bad-host-name': (f) => `GONGKAI_HOSTS 应是主机名，逗号分隔，不带 http:// 和路径；不能用的：“${f?.given}”。`,
  'bad-proxy': (f) => `GONGKAI_TRUSTED_PROXIES 应是 IP 地址或网段（如 10.0.0.0/8），逗号分隔；不能用的：“${f?.given}”。`,
  'bad-marks': () =>
    'GONGKAI_SITE_MARKS 最多五项，用分号隔开，每项不超过 60 个字，如“网站标识码 0000000000；某ICP备00000000号”。',
  'bad-fonts': (f) => `GONGKAI_FONTS 应是存放字体文件（.ttf、.otf、.ttc）的文件夹；没有这个文件夹：“${f?.given}”。`,
  'bad-keys': (f) =>
    `GONGKAI_KEYS 应是存放密钥的文件夹，要先建好（权限 700）；没有这个文件夹，或所在的磁盘没有挂上：“${f?.given}”。`,
  ...dispatchSettingsWords,
  'bad-connections': (f) => `GONGKAI_CONNECTIONS 应是 1 到 500 的整数，现在是“${f?.given}”。`,
};

function list(text: string | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map((s) => s.trim())
    .filter((s) => s !== '');
}

function isAddressOrNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  const version = isIP(address);
  if (version === 0 || more.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
}

function isHostName(text: string): boolean {
  const url = `http://${text}/`;
  return !/[\s/@?#\\]/.test(text) && URL.canParse(url) && new URL(url).hostname !== '';
}

/** Where the site is, and nothing below it: its own addresses begin at the root. */
function isSiteAddress(text: string): boolean {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return false;
  const url = new URL(text);
  return url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '' && url.password === '';
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
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
  if (databaseUrl !== null && !(/^postgres(ql)?:\/\//.test(databaseUrl) && URL.canParse(databaseUrl)))
    refusals.push({ code: 'bad-database-url' });
  const host = env.HOST && env.HOST !== '' ? env.HOST : '127.0.0.1';
  const publicUrl = (env.GONGKAI_PUBLIC_URL || `http://${host.includes(':') ? `[${host}]` : host}:${port}`).replace(/\/+$/, '');
  // One of our own making is as good as the host and port it is made of.
  if (env.GONGKAI_PUBLIC_URL && !isSiteAddress(publicUrl)) refusals.push({ code: 'bad-public-url', facts: { given: publicUrl } });
  const hosts = list(env.GONGKAI_HOSTS);
  const oddHosts = hosts.filter((h) => !isHostName(h));
  if (oddHosts.length > 0) refusals.push({ code: 'bad-host-name', facts: { given: oddHosts.join('、') } });
  const trustedProxies = list(env.GONGKAI_TRUSTED_PROXIES);
  const oddProxies = trustedProxies.filter((p) => !isAddressOrNetwork(p));
  if (oddProxies.length > 0) refusals.push({ code: 'bad-proxy', facts: { given: oddProxies.join('、') } });
  const siteMarks = (env.GONGKAI_SITE_MARKS ?? '')
    .split(/[;；]/)
    .map((mark) => mark.trim())
    .filter((mark) => mark !== '');
  if (siteMarks.length > 5 || siteMarks.some((mark) => [...mark].length > 60)) refusals.push({ code: 'bad-marks' });
  const secret = env.GONGKAI_SECRET && env.GONGKAI_SECRET !== '' ? env.GONGKAI_SECRET : null;
  if (secret !== null && secret.length < 32) refusals.push({ code: 'bad-secret', facts: {} });
  const fonts = env.GONGKAI_FONTS && env.GONGKAI_FONTS !== '' ? resolve(env.GONGKAI_FONTS) : null;
  if (fonts !== null && !isFolder(fonts)) refusals.push({ code: 'bad-fonts', facts: { given: fonts } });
  const keys = env.GONGKAI_KEYS && env.GONGKAI_KEYS !== '' ? resolve(env.GONGKAI_KEYS) : null;
  if (keys !== null && !isFolder(keys)) refusals.push({ code: 'bad-keys', facts: { given: keys } });
  const dispatch = readDispatchSettings(env);
  refusals.push(...dispatch.refusals);
  if (refusals.length > 0) return { ok: false, refusals };
  return done(
    Object.freeze({
      host,
      port,
      data: resolve(env.GONGKAI_DATA && env.GONGKAI_DATA !== '' ? env.GONGKAI_DATA : 'data'),
      databaseUrl,
      connections,
      publicUrl,
      hosts,
      trustedProxies,
      town: env.GONGKAI_TOWN && env.GONGKAI_TOWN !== '' ? env.GONGKAI_TOWN : null,
      siteMarks,
      secret,
      fonts,
      keys,
      dispatch: dispatch.settings,
    }),
  );
}
