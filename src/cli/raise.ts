// Bringing the database to the program's level when a command finds it behind.
import { dumpBeforeMigration } from '../platform/backup/dumps.ts';
import { type Installation, migrateEverywhere, pendingEverywhere } from '../platform/installation.ts';
import { type Io, Stop } from './command.ts';

/** Embedded: raised at once, a copy kept from before. PostgreSQL: a person decides when, because other processes use it too. */
export async function raise(io: Io, installation: Installation): Promise<void> {
  const pending = await pendingEverywhere(installation);
  if (pending.length === 0) return;
  if (installation.engine.kind === 'postgres') {
    throw new Stop(
      1,
      `数据库还没有升级到本程序的版本：${pending.map((p) => `${p.schema} 缺 ${p.names.join('、')}`).join('；')}。`,
      '请先运行 gongkai migrate。',
    );
  }
  // A database that was never prepared holds nothing that could be lost.
  if (!pending.some((p) => p.names[0]?.startsWith('0001'))) await dumpBeforeMigration(installation);
  await migrateEverywhere(installation, (applied) => io.err(`数据库升级 ${applied.schema}：${applied.names.join('、')}`));
}
