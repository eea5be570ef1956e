// gongkai serve: the site and the console of one town, until asked to end.
import type { Config } from '../config.ts';
import { startServer } from '../main.ts';
import { chooseTown, type Installation, openTown, townRefusalWords, type TownRow } from '../platform/installation.ts';
import { adminVerbs } from './admin-verbs.ts';
import { type Command, type ExitCode, type Io, Stop } from './command.ts';
import { serveAdmin } from '../platform/admin-socket.ts';
import { inWords } from './fault-words.ts';
import { installationTimetable } from './installation-timetable.ts';
import { raise } from './raise.ts';
import { configFor, logFor, placeHelp, placeOptions, withInstallation } from './with-installation.ts';
import { insistOnLedger, policyInWords } from './with-ledger.ts';

export const serveOptions = { ...placeOptions, host: { type: 'string' }, port: { type: 'string' } } as const;

export const serve: Command = {
  options: serveOptions,
  help: `gongkai serve [选项]

启动网站和工作台，直到收到结束信号（Ctrl-C 或 SIGTERM）。结束时先停止接收新请求，
等正在处理的完成（最多 30 秒），再释放数据目录。

  --port 端口         默认 8787（或环境变量 PORT）
  --host 地址         监听地址，默认 127.0.0.1（或 HOST）
${placeHelp}

其他环境变量：
  GONGKAI_PUBLIC_URL        居民使用的网址，例 https://gk.example.gov.cn；https 时登录 Cookie 只走加密连接
  GONGKAI_HOSTS             还应答的其他主机名，逗号分隔
  GONGKAI_KEYS              存放个人信息密钥的文件夹，默认“数据目录/keys”；可以在另一块磁盘上
  GONGKAI_FONTS             本单位自有字体的文件夹，PDF 公文先用它们
  GONGKAI_TRUSTED_PROXIES   可信反向代理的地址，逗号分隔
  GONGKAI_SITE_MARKS        页脚的网站标识码、备案号，分号分隔
  GONGKAI_SECRET            多个进程共用一个 PostgreSQL 时必须相同，至少 32 个字符
  GONGKAI_CONNECTIONS       PostgreSQL 连接数，默认 10

例：
  gongkai serve
  DATABASE_URL=postgres://gongkai@db/gongkai HOST=0.0.0.0 GONGKAI_PUBLIC_URL=https://gk.example.gov.cn gongkai serve`,
  async run(io, args) {
    const config = configFor(io, args);
    return withInstallation(config, logFor(io), async (installation) => {
      await raise(io, installation);
      const row = await chooseTown(installation, config.town);
      if (!row.ok) throw new Stop(1, ...row.refusals.map((r) => townRefusalWords[r.code](r.facts ?? {})));
      if (row.value.demo) refuseOpenDemo(config);
      return serveTown(io, installation, row.value, config);
    });
  },
};

/** A demonstration lets anybody sign in as anybody, so nobody else may reach it. */
export function refuseOpenDemo(config: Config): void {
  const loopback = ['127.0.0.1', 'localhost', '::1'];
  if (loopback.includes(config.host)) return;
  throw new Stop(
    1,
    `演示站人人可以一键登录任何岗位，只在本机开放，不能监听 ${config.host}。`,
    '请去掉 HOST（或设为 127.0.0.1）；要给别人用，请用 gongkai init 建立正式的镇。',
  );
}

export async function serveTown(
  io: Io,
  installation: Installation,
  row: TownRow,
  config: Config,
  more: readonly string[] = [],
): Promise<ExitCode> {
  const town = await openTown(installation, row);
  await insistOnLedger(installation, town);
  const running = await startServer(installation, town, config, { timetable: installationTimetable(installation) }).catch(
    (fault: unknown) => {
      throw inWords(policyInWords(fault), config);
    },
  );
  const admin =
    installation.engine.kind === 'embedded' ? await serveAdmin(config.data, adminVerbs(installation, row, town, config)) : null;
  town.log.info({ town: row.slug, engine: installation.engine.kind, url: running.url }, 'serving');
  if (io.isTerminal || row.demo) {
    io.err(`\n${town.name}政务公开已启动`);
    io.err(`  网站　　${running.url}/`);
    io.err(`  工作台　${running.url}/console`);
    for (const line of more) io.err(`  ${line}`);
    io.err('  按 Ctrl-C 停止\n');
  }
  await io.untilAskedToEnd();
  town.log.info({}, 'stopping');
  await admin?.close();
  await running.stop();
  return 0;
}
