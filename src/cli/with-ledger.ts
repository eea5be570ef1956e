// A town with its ledger running, for commands whose acts the public is to see; and the sentence for a town that has none.
import type { Config } from '../config.ts';
import { PolicyBroken } from '../ledger/ask-witnesses.ts';
import { readHead } from '../ledger/store.ts';
import { townLedger } from '../main.ts';
import { type Installation, ledgerFolder, openTown, type TownRow } from '../platform/installation.ts';
import type { Town } from '../platform/town.ts';
import { Stop } from './command.ts';
import { existsSync } from 'node:fs';

/** Nothing is served, and nothing published, without a ledger: 公开以存证为准. */
export async function insistOnLedger(installation: Installation, town: Town): Promise<void> {
  const folder = ledgerFolder(installation.data, town.slug);
  if ((await readHead(town.db)) === null) {
    throw new Stop(
      1,
      `${town.name}还没有建立公开存证，不能启动：没有存证，谁也不能证明什么时候公开过什么。`,
      `请先运行 gongkai ledger create（一次即可；GONGKAI_PUBLIC_URL 要先设成居民使用的网址，存证以它为名）。`,
    );
  }
  if (!existsSync(folder)) {
    throw new Stop(
      1,
      `数据库里记着${town.name}的公开存证，但“${folder}”不在：存证的文件和密钥丢了，或者只恢复了数据库。`,
      '请把存证目录从备份或原来的机器拷回原处再启动。密钥不在数据备份里，要另外保管（见运维手册“公开存证”）。',
    );
  }
}

/** Runs work on a town whose acts reach its ledger. */
export async function withLedger<T>(installation: Installation, row: TownRow, work: (town: Town) => Promise<T>): Promise<T> {
  const town = await openTown(installation, row);
  await insistOnLedger(installation, town);
  const running = await townLedger(installation, town).catch((fault: unknown) => {
    throw policyInWords(fault);
  });
  try {
    return await work(town);
  } finally {
    await running.settle();
    await running.stop();
  }
}

/** A policy somebody mistyped is no fault of ours. */
export function policyInWords(fault: unknown): unknown {
  if (!(fault instanceof PolicyBroken)) return fault;
  return new Stop(1, `存证目录里的 policy 文件第 ${fault.line} 行写得不对（${fault.why}），没有启动。格式见运维手册“公开存证”。`);
}

/** Words of a configuration that names no public address of its own. */
export function isLocalAddress(config: Config): boolean {
  const { hostname } = new URL(config.publicUrl);
  return hostname === 'localhost' || hostname === '[::1]' || /^127\./.test(hostname);
}
