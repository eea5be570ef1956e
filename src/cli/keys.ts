// gongkai keys: how the keys of personal data stand, another master key, a copy of them kept apart from the backups.
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { perform } from '../platform/act/act.ts';
import { systemActor } from '../platform/act/actor.ts';
import { AdminRefused } from '../platform/admin-socket.ts';
import { chooseTown, type Installation, keysFolder, openTown, townRefusalWords, type TownRow } from '../platform/installation.ts';
import type { Town } from '../platform/town.ts';
import { copyKeys, type KeysCopied, liesWithin } from '../platform/vault/copy-keys.ts';
import { VaultFault } from '../platform/vault/fault.ts';
import { keyDiskAt } from '../platform/vault/key-disk.ts';
import { openKeyring } from '../platform/vault/keyring.ts';
import { type KeysStand, lookAtKeys } from '../platform/vault/look-at-keys.ts';
import { forgetMark, markOfTown } from '../platform/vault/town-vault.ts';
import { done } from '../town/outcome.ts';
import { steps } from './backup.ts';
import { type Command, type ExitCode, type Io, Stop } from './command.ts';
import { examineKeys } from './examine-keys.ts';
import { troubleWords } from './key-words.ts';
import { raise } from './raise.ts';
import { askRunning } from './running.ts';
import { configFor, logFor, placeHelp, placeOptions, withInstallation } from './with-installation.ts';

const actions = ['status', 'rotate', 'copy', 'anew'] as const;

interface Asked {
  action: (typeof actions)[number];
  /** Absolute folder the copy goes to. */
  to: string | null;
}

/** What was done, as it also comes over the running program's socket. */
type KeysDone =
  | { action: 'status'; name: string; folder: string; stand: KeysStand }
  | { action: 'rotate'; name: string; folder: string; rewrapped: number; kid: string }
  | { action: 'copy'; name: string; folder: string; copied: KeysCopied }
  | { action: 'anew'; name: string; folder: string };

type Say = (said: { label: string; done: number; total: number }) => void;

export const keysCommand: Command = {
  options: { ...placeOptions, lost: { type: 'boolean' } },
  positionals: ['动作', '[文件夹]'],
  help: `gongkai keys <动作>

个人信息逐案加密，每案一把密钥；清除个人信息就是销毁那一把，数据库、副本和备份里的同时不能再读。
密钥在“数据目录/keys/镇代号”，或环境变量 GONGKAI_KEYS 指定的文件夹下，不在任何备份里。
**没有密钥，恢复的备份里个人信息读不出来，谁也找不回来**：请用 copy 另存，与备份分开保管。
网站运行时也可以执行，由运行中的程序完成。

  gongkai keys status
      有几把主密钥、多少把个案密钥，销毁过多少，在哪个文件夹。
  gongkai keys rotate
      换主密钥：每把个案密钥重新加锁，逐把验过，再销毁旧的主密钥。以前流出的密钥副本从此打不开新的内容，
      清除过的也再拼不回来。中途断了，再运行一次就接着做。换完请马上再 copy 一次。
  gongkai keys copy <文件夹>
      把密钥另存到“文件夹/镇代号”。已有以前的副本就更新它，这里销毁了的，那里也销毁；直接拷贝做不到这一点。
      每次清除个人信息以后、换主密钥以后都要再存，没有更新的旧副本请销毁。
      恢复时把它放回密钥文件夹，或用 GONGKAI_KEYS 指着它。
  gongkai keys anew --lost
      密钥和副本确实都丢了，从头另造一套，才能继续收件。以前加密的个人信息从此永远读不出来。
      先停下网站；密钥文件夹要是空的。记入审计链。
${placeHelp}

例：
  gongkai keys status
  gongkai keys copy /mnt/key-usb`,
  async run(io, args) {
    const [action = '', where] = args.positionals;
    if (!isAction(action)) throw new Stop(2, `没有“${action}”这个动作，可以用 ${actions.join('、')}。`);
    if (action === 'copy' && where === undefined) throw new Stop(2, '请写明另存到哪个文件夹。');
    if (action !== 'copy' && where !== undefined) throw new Stop(2, `多余的内容：${where}`);
    if (action === 'anew' && args.values.lost !== true)
      throw new Stop(2, '另造密钥以后，以前加密的个人信息永远读不出来。先找另存的副本；确实都丢了，再加上 --lost。');
    const config = configFor(io, args);
    const asked: Asked = { action, to: where === undefined ? null : resolve(where) };
    const bars = steps(io);
    const byRunning = await askRunning(config, 'keys', asked, (s) => bars.at(s.label, s.done, s.total));
    const made = byRunning
      ? (byRunning.value as KeysDone)
      : await withInstallation(config, logFor(io), async (installation) => {
          await raise(io, installation);
          const row = await chooseTown(installation, config.town);
          if (!row.ok) throw new Stop(1, ...row.refusals.map((r) => townRefusalWords[r.code](r.facts ?? {})));
          const town = await openTown(installation, row.value);
          return keysAsked(installation, row.value, town, asked, (s) => bars.at(s.label, s.done, s.total)).catch(
            (fault: unknown) => {
              throw fault instanceof AdminRefused ? new Stop(1, fault.message) : fault;
            },
          );
        });
    bars.end();
    return tell(io, made);
  },
};

function isAction(text: string): text is Asked['action'] {
  return (actions as readonly string[]).includes(text);
}

/** Does what was asked; also what a running program does when its administrator asks. Throws AdminRefused, in words. */
export async function keysAsked(
  installation: Installation,
  row: TownRow,
  town: Town,
  order: object,
  say: Say,
): Promise<KeysDone> {
  const { action, to } = order as Asked;
  const folder = keysFolder(installation, row.slug);
  try {
    if (action === 'rotate') return await rotate(town, folder, say);
    if (action === 'copy') return await copy(town, folder, to, say);
    if (action === 'anew') return await anew(installation, row, town, folder);
    return { action: 'status', name: row.name, folder, stand: await lookAtKeys(folder, await markOfTown(town.db)) };
  } catch (fault) {
    if (!(fault instanceof VaultFault)) throw fault;
    throw new AdminRefused(
      troubleWords[fault.why]({ folder, count: fault.about.length, first: fault.about.slice(0, 3).join('、') }),
    );
  }
}

async function rotate(town: Town, folder: string, say: Say): Promise<KeysDone> {
  const ring = openKeyring(keyDiskAt(folder), await markOfTown(town.db));
  ring.mark();
  const former = ring.newest();
  // On record first: a crash in between leaves a row that says more than was done, and the command can be given again.
  await perform(town, systemActor, 'keys.rotate', async (act) => {
    act.record('keys', { former });
    return done(null);
  });
  const { rewrapped } = await town.vault.rotate((done, total) => say({ label: '重新加锁', done, total }));
  return { action: 'rotate', name: town.name, folder, rewrapped, kid: ring.newest() };
}

async function anew(installation: Installation, row: TownRow, town: Town, folder: string): Promise<KeysDone> {
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new AdminRefused(`“${folder}”里还有密钥或别的文件，没有另造。不是这个镇的，请先移走。`);
  await perform(town, systemActor, 'keys.anew', async (act) => {
    act.record('keys', { lost: await markOfTown(act.db) });
    await forgetMark(act.db);
    return done(null);
  });
  await openTown(installation, row);
  return { action: 'anew', name: row.name, folder };
}

async function copy(town: Town, folder: string, given: string | null, say: Say): Promise<KeysDone> {
  if (given === null || resolve(given) !== given) throw new RangeError('a copy of keys needs an absolute folder');
  const to = join(given, town.slug);
  // Other towns' keys lie beside ours.
  if (liesWithin(to, dirname(folder)))
    throw new AdminRefused(`“${given}”就在密钥文件夹里面，存在那里等于没有另存。请写别的磁盘上的文件夹。`);
  const progress = (done: number, total: number): void => say({ label: '另存密钥', done, total });
  const { exclusively, db } = town;
  const copied = await copyKeys({ from: folder, to, mark: await markOfTown(db), exclusively, progress });
  return { action: 'copy', name: town.name, folder: to, copied };
}

function tell(io: Io, made: KeysDone): ExitCode {
  if (made.action === 'status') return tellStand(io, made);
  if (made.action === 'rotate') {
    io.out(`${made.name}已换主密钥：现在是 ${made.kid}，${made.rewrapped} 把个案密钥重新加锁并逐把验过，旧的主密钥已销毁。`);
    io.out('以前另存的副本里还是旧的：请马上再运行 gongkai keys copy，没有更新的旧副本请销毁。');
    return 0;
  }
  if (made.action === 'anew') {
    io.out(`${made.name}已另造一套密钥，在 ${made.folder}，这件事已记入审计链。以前加密的个人信息读不出来了。`);
    io.out('请马上运行 gongkai keys copy 另存；还有别的进程在运行的，请重新启动。');
    return 0;
  }
  const { caseKeys, destroyed, onlyThere } = made.copied;
  io.out(`${made.name}的密钥已另存到 ${made.folder}：个案密钥 ${caseKeys} 把。`);
  if (destroyed > 0) io.out(`  副本里 ${destroyed} 把已随这里销毁。`);
  if (onlyThere > 0)
    io.err(`  副本里有 ${onlyThere} 把这里没有、也没有销毁过，没有动：这里可能丢了密钥，请运行 gongkai doctor。`);
  io.out('请和备份分开保管：拿到两样的人能读到个人信息，只有备份的人读不到。');
  return 0;
}

function tellStand(io: Io, { name, folder, stand }: KeysDone & { action: 'status' }): ExitCode {
  io.out(`${name}的密钥：${folder}`);
  io.out(`  主密钥 ${stand.kids.length} 把${stand.kids.length > 0 ? `（${stand.kids.join('、')}）` : ''}`);
  io.out(`  个案密钥 ${stand.caseKeys} 把，已销毁 ${stand.destroyed} 把`);
  const wrong = examineKeys(folder, stand).filter((f) => !f.ok);
  for (const f of wrong) io.err(`  ${f.said}`);
  return wrong.length === 0 ? 0 : 1;
}
