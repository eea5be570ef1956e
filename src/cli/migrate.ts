// gongkai migrate: brings the database to the program's level, and prints what was done.
import { listTowns, migrateEverywhere, pendingEverywhere } from '../platform/installation.ts';
import { dumpBeforeMigration } from '../platform/backup/dumps.ts';
import type { Command } from './command.ts';
import { configFor, logFor, placeHelp, placeOptions, withInstallation } from './with-installation.ts';

export const migrateCommand: Command = {
  options: { ...placeOptions, check: { type: 'boolean' } },
  help: `gongkai migrate [--check]

把数据库升级到本程序的版本：先升级各镇共用部分，再逐镇升级。每个升级文件在自己的事务里执行，
中途失败不留半成品，可以重新运行。嵌入式数据库升级前自动留一份副本在“数据目录/dumps”。

  --check            只列出还没有执行的升级，不执行；有未执行的，退出码为 1
${placeHelp}

例：
  gongkai migrate --check
  DATABASE_URL=postgres://gongkai@db/gongkai gongkai migrate`,
  async run(io, args) {
    const config = configFor(io, args);
    return withInstallation(config, logFor(io), async (installation) => {
      const pending = await pendingEverywhere(installation);
      if (pending.length === 0) {
        io.out('数据库已是本程序的版本，没有要升级的。');
        return 0;
      }
      if (args.values.check) {
        for (const p of pending) io.out(`${p.schema}：待执行 ${p.names.join('、')}`);
        return 1;
      }
      if ((await listTowns(installation)).length > 0) await dumpBeforeMigration(installation);
      let count = 0;
      await migrateEverywhere(installation, (applied) => {
        count += applied.names.length;
        io.out(`${applied.schema}：已执行 ${applied.names.join('、')}`);
      });
      io.out(`完成，共执行 ${count} 个升级。`);
      return 0;
    });
  },
};
