// gongkai demo: the invented town, made when it is not there, served on this machine only.
import type { AuthDeps } from '../platform/auth/account.ts';
import { demoPeople } from '../platform/auth/demo.ts';
import { eraseDemonstration, eraseTown } from '../platform/backup/erase.ts';
import { placeOf } from '../platform/backup/backup.ts';
import { today } from '../platform/clock.ts';
import { MigrationRefused } from '../platform/db/migrate.ts';
import { createTown, type Installation, ledgerFolder, listTowns, openTown, type TownRow } from '../platform/installation.ts';
import type { Town } from '../platform/town.ts';
import { noteStanding, standings } from '../platform/standing.ts';
import { staffIdentity } from '../rooms/people/door.ts';
import type { Instant } from '../town/day.ts';
import { roleNames } from '../town/roles.ts';
import { type Command, type ExitCode, type Io, Stop } from './command.ts';
import type { Config } from '../config.ts';
import { raise } from './raise.ts';
import { createFor } from './ledger.ts';
import type { PastLedger } from './demo/timeline.ts';
import { makeDemoWitnesses } from '../ledger/witness/demo-witnesses.ts';
import { townLedger, withPort } from '../main.ts';
import { refuseOpenDemo, serve, serveOptions, serveTown } from './serve.ts';
import { configFor, logFor, placeHelp, withInstallation } from './with-installation.ts';

export interface Seed {
  /** The moment the town's clock starts from when it is made: its year is as full in any season. */
  present: Instant;
  /** Fills an empty demonstration town; hears itself how far it is. Its deeds reach the ledger at their own moments. */
  load(town: Town, progress: (done: number, all: number) => void, ledger: PastLedger): Promise<void>;
}

const DEMO = { slug: 'gangkou', name: '港口镇', demo: true };

export function demoCommand(seed: Seed): Command {
  return {
    options: { ...serveOptions, reset: { type: 'boolean' }, prepare: { type: 'boolean' }, 'or-serve': { type: 'boolean' } },
    help: `gongkai demo [--reset] [选项]

看演示：第一次运行时建立虚构的港口镇（机构、人员、三十三项目录、一年的公开文件），然后在本机启动。
登录页上可以一键以任何岗位的虚构人员登录。只在本机开放。

  --reset             删除演示镇，重新建立（只对演示镇有效，正式的镇不会被删除）
  --prepare           只建好演示镇，不启动
  --or-serve          数据目录里是正式的镇时，改为启动它（npm start 用）
  --port 端口         默认 8787（或环境变量 PORT）
  --host 地址         只能是本机地址，默认 127.0.0.1
${placeHelp}

例：
  gongkai demo
  gongkai demo --reset --port 9000`,
    async run(io, args) {
      // The ledger is named after the address, so a free port is picked before it is made.
      const config = await withPort(configFor(io, args));
      // With --or-serve it is not known yet whether this is a demonstration.
      if (!args.values['or-serve']) refuseOpenDemo(config);
      let real = false;
      const code = await withInstallation<ExitCode>(config, logFor(io), async (installation) => {
        // Nothing of a real town is touched here, its level neither.
        const others = (await listTowns(installation)).filter((t) => !t.demo);
        if (others.length > 0) {
          real = args.values['or-serve'] === true;
          if (real) return 0;
          throw new Stop(
            1,
            `这里已有正式的镇（${others.map((t) => t.name).join('、')}），不在同一处建立演示。请用 --data 换一个数据目录。`,
          );
        }
        refuseOpenDemo(config);
        // Before the migrations are compared: a demonstration made by another program must not stand in its own way.
        const erased = args.values.reset === true && (await eraseDemonstration(installation));
        if (!erased) await raiseDemo(io, installation);
        const row = await present(io, installation, seed, config);
        if (args.values.prepare) return 0;
        return serveTown(io, installation, row, config, await accounts(installation, row));
      });
      return real ? serve.run(io, args) : code;
    },
  };
}

/** A place that was just emptied needs no raising: making the town brings its tables to this program's level. */
async function raiseDemo(io: Io, installation: Installation): Promise<void> {
  try {
    await raise(io, installation);
  } catch (fault) {
    if (!(fault instanceof MigrationRefused)) throw fault;
    throw new Stop(1, fault.message, '演示里没有要保留的东西，可以运行 gongkai demo --reset 重新建立。');
  }
}

/** The invented staff, for the person who has just started the demonstration. */
async function accounts(installation: Installation, row: TownRow): Promise<string[]> {
  const town = await openTown(installation, row);
  const identify: AuthDeps['identify'] = (t, accountId, day) => staffIdentity(t.db, accountId, day);
  // Only looks people up; nothing is signed.
  const people = await demoPeople({ identify, secret: Buffer.alloc(0) }, town, today(town.clock));
  const lines = people.map(
    ({ username, staff }) =>
      `  ${username.padEnd(16)} ${staff.name}　${staff.organName}　${staff.roles.map((r) => roleNames[r]).join('、')}`,
  );
  return ['演示账号（在登录页点选即可登录，不需要口令）：', ...lines];
}

/** The demonstration town, made when it is not there or when a former making was cut short. */
async function present(io: Io, installation: Installation, seed: Seed, config: Config): Promise<TownRow> {
  const found = (await listTowns(installation)).find((t) => t.demo);
  if (found) {
    const whole = (await standings(installation.engine.schema(found.schema)))['demo-made'] !== undefined;
    if (whole) return found;
    await eraseTown(installation, placeOf(found));
  }
  const row = await createTown(installation, { ...DEMO, present: seed.present });
  const town = await openTown(installation, row);
  const bar = io.progress('建立演示镇');
  await seed.load(
    town,
    (done, all) => bar.at(done, all),
    async (past) => {
      await createFor(installation, past, config.publicUrl);
      await makeDemoWitnesses(ledgerFolder(installation.data, row.slug));
      return townLedger(installation, past);
    },
  );
  await noteStanding(town, 'demo-made', { at: town.clock.now() });
  bar.end('完成');
  return row;
}
