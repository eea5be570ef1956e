// gongkai restore: puts an archive or a dump back into an empty place, or tries an archive out without touching what is there.
import { accessSync, constants, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Config } from '../config.ts';
import { archiveKind } from '../platform/backup/archive.ts';
import { type Restored, restore, restoreWords } from '../platform/backup/restore.ts';
import { restoreDump } from '../platform/backup/restore-dump.ts';
import { systemClock } from '../platform/clock.ts';
import { openEmbedded } from '../platform/db/embedded.ts';
import { SHARED_SCHEMA, type Installation } from '../platform/installation.ts';
import { steps } from './backup.ts';
import { type Command, type ExitCode, type Io, Stop } from './command.ts';
import { tellRehearsal } from './note-rehearsal.ts';
import { configFor, logFor, placeHelp, placeOptions, withInstallation } from './with-installation.ts';

export const restoreCommand: Command = {
  options: { ...placeOptions, check: { type: 'boolean' } },
  positionals: ['备份文件'],
  help: `gongkai restore <备份文件> [--check]

把备份恢复到空的数据目录或空的数据库。先核对全部校验值，再写入，写入后逐表读回比对，并重算审计链；
有一处不符就全部撤销。不是空的地方不恢复，不覆盖任何内容。
gongkai backup 的备份可以恢复到嵌入式数据库，也可以恢复到 PostgreSQL（设置 DATABASE_URL）。
“数据目录/dumps”里的每小时副本只含数据库，只能恢复成嵌入式数据库，附件请另拷“数据目录/files”。

  --check            只演练：恢复到内存里核对一遍，不写入备份的内容；备份的镇就在本机的，记下这次演练的
                     时间，/statusz 可以看到
${placeHelp}

例：
  gongkai restore --check /mnt/usb/gongkai-gangkou-20261123-0200.tar.gz
  gongkai restore --data /srv/new /mnt/usb/gongkai-gangkou-20261123-0200.tar.gz
  DATABASE_URL=postgres://gongkai@db/gongkai gongkai restore gongkai-gangkou-20261123-0200.tar.gz`,
  async run(io, args) {
    const file = resolve(args.positionals[0]!);
    const problem = fileProblem(file);
    if (problem !== null) throw new Stop(1, problem);
    const kind = await archiveKind(file);
    if (kind === 'unknown') throw new Stop(1, `不是 gongkai 的备份文件，或文件已损坏：${file}`);
    const config = configFor(io, args);
    if (args.values.check) {
      if (kind === 'physical')
        throw new Stop(1, '--check 只用于 gongkai backup 的备份；每小时副本请恢复到一个空的数据目录来检验。');
      const rehearsed = await rehearse(io, file);
      await record(io, config, file, rehearsed);
      return 0;
    }
    if (kind === 'physical') {
      if (config.databaseUrl !== null) throw new Stop(1, '每小时副本只能恢复成嵌入式数据库，请不要设置 DATABASE_URL。');
      const problem = await restoreDump(file, config.data);
      if (problem !== null) throw new Stop(1, problem);
      io.out(`副本已恢复到 ${config.data}。运行 gongkai doctor 检查，附件请另行拷回 ${join(config.data, 'files')}。`);
      return 0;
    }
    return withInstallation(config, logFor(io), (installation) => put(io, installation, file));
  },
};

/** Why a file cannot be read, or null. */
function fileProblem(file: string): string | null {
  if (!existsSync(file)) return `没有这个文件：${file}`;
  if (!statSync(file).isFile()) return `这不是备份文件，是目录或设备：${file}`;
  try {
    accessSync(file, constants.R_OK);
    return null;
  } catch {
    return `没有权限读这个文件：${file}`;
  }
}

async function put(io: Io, installation: Installation, file: string): Promise<ExitCode> {
  const bars = steps(io);
  const outcome = await restore(installation, file, (label, done, total) => bars.at(label, done, total));
  if (!outcome.ok) bars.stop();
  else bars.end();
  if (!outcome.ok) throw new Stop(1, '没有恢复：', ...outcome.refusals.map((r) => `  ${restoreWords[r.code](r.facts ?? {})}`));
  say(io, '恢复完成', outcome.value);
  io.out('所有人需要重新登录。运行 gongkai doctor 再检查一遍，然后 gongkai serve。');
  return 0;
}

function say(io: Io, what: string, r: Restored): void {
  io.out(`${what}：${r.row.name}（${r.row.slug}），备份时间 ${r.manifest.createdAt}`);
  io.out(`  ${r.rows} 行数据逐表一致，审计链 ${r.manifest.audit.seq} 条相接，${r.files} 个文件校验一致`);
}

/** The rehearsal has passed, whatever becomes of the note. */
async function record(io: Io, config: Config, file: string, { manifest }: Restored): Promise<void> {
  const log = logFor(io);
  try {
    const noted = await tellRehearsal(config, log, { slug: manifest.town.slug, audit: manifest.audit, file });
    if (noted === true) io.out('  演练时间已记下，/statusz 可以看到。');
    if (noted === false) io.out('  本机没有这份备份所属的镇，演练时间没有记下。');
  } catch (fault) {
    if (!(fault instanceof Stop)) log.error({ fault }, 'a rehearsal could not be noted');
    io.err(`演练时间没有记下${fault instanceof Stop ? `：${fault.message}` : '，请稍后重试。'}`);
  }
}

/** Restores into memory and throws it away. */
async function rehearse(io: Io, file: string): Promise<Restored> {
  const data = mkdtempSync(join(tmpdir(), 'gongkai-rehearsal-'));
  const engine = await openEmbedded(null);
  try {
    const installation: Installation = {
      engine,
      data,
      shared: engine.schema(SHARED_SCHEMA),
      clock: systemClock,
      log: logFor(io),
      close: () => engine.close(),
    };
    const bars = steps(io);
    const outcome = await restore(installation, file, (label, done, total) => bars.at(label, done, total));
    if (!outcome.ok) bars.stop();
    else bars.end();
    if (!outcome.ok)
      throw new Stop(1, '这份备份不能恢复：', ...outcome.refusals.map((r) => `  ${restoreWords[r.code](r.facts ?? {})}`));
    say(io, '演练通过', outcome.value);
    return outcome.value;
  } finally {
    await engine.close();
    rmSync(data, { recursive: true, force: true });
  }
}
