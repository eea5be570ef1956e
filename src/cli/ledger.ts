// gongkai ledger: makes a town's ledger once, audits anybody's from outside, changes the key, goes on after a restored backup.
import { originOf, createLedger, type CreateRefusal } from '../ledger/create-ledger.ts';
import { adoptLog, adoptWords } from '../ledger/adopt-log.ts';
import { rotateKey } from '../ledger/rotate-key.ts';
import { setClockBack } from '../ledger/set-clock-back.ts';
import { townLedger } from '../main.ts';
import type { Config } from '../config.ts';
import { chooseTown, type Installation, ledgerFolder, openTown, townRefusalWords } from '../platform/installation.ts';
import type { Town } from '../platform/town.ts';
import { sayAllOwed } from '../rooms/catalogue/door.ts';
import { keepNumbers, sealFormer } from '../rooms/disclosure/door.ts';
import { auditCommandRun } from './ledger-audit.ts';
import { type Command, type CommandArgs, type ExitCode, type Io, Stop } from './command.ts';
import { raise } from './raise.ts';
import { configFor, logFor, placeHelp, placeOptions, withInstallation } from './with-installation.ts';
import { insistOnLedger, isLocalAddress } from './with-ledger.ts';

const createWords: Readonly<Record<CreateRefusal, (f: Readonly<Record<string, string | number>>) => string>> = {
  'ledger-exists': (f) => `这个镇已经有公开存证（${f.origin}），不能再建第二本：两本账等于没有账。没有改动任何内容。`,
  'folder-used': (f) =>
    `“${f.folder}”里已有一本存证，数据库却不知道它：数据库多半恢复到了建立存证以前。没有另建，请恢复较新的数据库备份。`,
  'origin-wrong': (f) => `“${f.origin}”不能用作存证的名称。请检查 GONGKAI_PUBLIC_URL。`,
};

const text = { type: 'string' } as const;

export const ledgerCommand: Command = {
  options: { ...placeOptions, state: text, policy: text, vkey: text, json: { type: 'boolean' }, again: { type: 'boolean' } },
  positionals: ['动作', '[网址或目录]'],
  help: `gongkai ledger <动作>

公开存证：每一件公开行为都写进只能追加的存证，谁都可以核对。

  gongkai ledger create
      建立本镇的存证，只能一次。名称取自 GONGKAI_PUBLIC_URL，以后不变；以前已经公开的文件一并写入，
      并如实注明存证时间。没有存证不能启动网站。
  gongkai ledger audit <网址或目录>
      从外面重算一本存证：逐条、逐个散列、签名、见证、与上次所见是否一致，并列出存证里逾期未公开的任务。
        --state 文件     上次看到哪里，默认 ./gongkai-audit-<名称>.json，每次更新
        --vkey 公钥      已知的存证公钥；不给时第一次信任网站给出的，并说明
        --policy 文件    见证方与法定数（tlog-policy 格式）
        --again          已有状态也从第一条重新读起，并核对上次的树根
        --json           每条发现一行 JSON
  gongkai ledger rotate
      换签名密钥：新旧两把同签 90 天，换钥本身也写入存证。
  gongkai ledger adopt
      恢复了旧备份、存证比数据库新时，把存证里多出的条目认回数据库，之后可以继续。缺少的文件内容要另行找回。
  gongkai ledger clock
      服务器时钟曾经走到将来、因此不再签名时，先把时钟校准，再用这个命令从现在起继续签名。这件事记入审计链。
${placeHelp}

例：
  GONGKAI_PUBLIC_URL=https://gk.example.gov.cn gongkai ledger create
  gongkai ledger audit https://gk.example.gov.cn --policy policy.txt`,
  async run(io, args) {
    const [action, where] = args.positionals;
    if (action === 'audit') return auditCommandRun(io, args);
    if (where !== undefined) throw new Stop(2, `多余的内容：${where}`);
    const work = Object.hasOwn(actions, action ?? '') ? actions[action as keyof typeof actions] : undefined;
    if (!work) throw new Stop(2, `没有“${action}”这个动作，可以用 create、audit、rotate、adopt、clock。`);
    const config = configFor(io, args);
    return withInstallation<ExitCode>(config, logFor(io), async (installation) => {
      await raise(io, installation);
      const row = await chooseTown(installation, config.town);
      if (!row.ok) throw new Stop(1, ...row.refusals.map((r) => townRefusalWords[r.code](r.facts ?? {})));
      const town = await openTown(installation, row.value);
      return work({ io, args, config, installation, town });
    });
  },
};

interface Place {
  io: Io;
  args: CommandArgs;
  config: Config;
  installation: Installation;
  town: Town;
}

const actions = { create, rotate, adopt, clock } as const;

/** Makes the ledger and puts on record what was public before it. Also what the demonstration begins with. */
export async function createFor(
  installation: Installation,
  town: Town,
  publicUrl: string,
): Promise<{ origin: string; vkey: string }> {
  const made = await createLedger(town, ledgerFolder(installation.data, town.slug), originOf(publicUrl));
  if (!made.ok) throw new Stop(1, ...made.refusals.map((r) => createWords[r.code](r.facts ?? {})));
  return made.value;
}

async function create({ io, config, installation, town }: Place): Promise<ExitCode> {
  const { origin, vkey } = await createFor(installation, town, config.publicUrl);
  const running = await townLedger(installation, town);
  const bar = io.progress('写入已经公开的文件');
  const sealed = await sealFormer(town, (done, all) => bar.at(done, all));
  const owed = await sayAllOwed(town);
  await running.settle();
  await running.stop();
  bar.end('完成');
  io.out(`${town.name}的公开存证已建立：${origin}`);
  io.out(`  公钥　${vkey}`);
  if (sealed + owed > 0) io.out(`  已写入以前公开的文件 ${sealed} 版、在办的公开任务 ${owed} 项，页面会如实注明写入存证的时间。`);
  io.out('');
  io.out(`签名密钥在“${ledgerFolder(installation.data, town.slug)}/signer”，不在数据备份里：请现在就复制两份，分开保管。`);
  io.out('请把公钥印在公开栏上，并请县档案馆、学校等外单位见证（见运维手册“公开存证”、见证方手册）。');
  if (isLocalAddress(config)) io.err(`注意：存证以 ${origin} 为名，这是本机地址。正式使用请先设 GONGKAI_PUBLIC_URL 再建。`);
  return 0;
}

async function rotate({ io, installation, town }: Place): Promise<ExitCode> {
  await insistOnLedger(installation, town);
  const folder = ledgerFolder(installation.data, town.slug);
  const made = await rotateKey(town, folder);
  const running = await townLedger(installation, town);
  const settled = await running.settle();
  await running.stop();
  if (!settled?.ok) throw new Stop(1, '新密钥已经生成，换钥还没有写进存证：存证现在不能继续，请看日志，处理后启动网站即会补上。');
  io.out(`已换签名密钥，换钥已写入存证。新公钥：${made.vkey}`);
  io.out(`旧密钥同签到 ${made.formerUntil.slice(0, 10)}，此前请把新公钥告知见证方、印上公开栏。`);
  return 0;
}

async function adopt({ io, installation, town }: Place): Promise<ExitCode> {
  await insistOnLedger(installation, town);
  const adopted = await adoptLog(town, ledgerFolder(installation.data, town.slug), keepNumbers);
  if (!adopted.ok) throw new Stop(1, ...adopted.refusals.map((r) => adoptWords[r.code](r.facts ?? {})));
  const { entries, published: lost } = adopted.value;
  io.out(`认回 ${entries} 条存证，数据库与存证重新一致。`);
  if (lost.length > 0) {
    io.out(`其中 ${lost.length} 件在存证里已经公开、数据库里没有内容，页面会列为“存证有、内容缺”，请尽快找回后重新发布：`);
    for (const id of lost.slice(0, 50)) io.out(`  ${id}`);
    if (lost.length > 50) io.out(`  …… 另有 ${lost.length - 50} 件`);
  }
  return 0;
}

async function clock({ io, installation, town }: Place): Promise<ExitCode> {
  await insistOnLedger(installation, town);
  const set = await setClockBack(town, ledgerFolder(installation.data, town.slug));
  if (!set.ok && set.refusals[0]!.code === 'clock-fits')
    throw new Stop(1, '本机时钟不比上次签名晚，不是时钟的问题，没有改动。请先看 /statusz 里不签名的原因。');
  if (!set.ok) throw new Stop(1, `没有改动：${set.refusals.map((r) => r.code).join('、')}，见运维手册“公开存证”。`);
  io.out(`上次签名记为 ${set.value.from}，比现在晚；从 ${set.value.to} 起继续签名，这件事已记入审计链。`);
  io.out('时钟走快期间签过的存证不变，它们的时间以见证方的为准。');
  return 0;
}
