// Asking the program that holds the data directory. Only the embedded database has one owner; on PostgreSQL every command
// does its own work, so that no other town's program ever answers for the one that was meant.
import type { Config } from '../config.ts';
import { AdminRefused, askAdmin, type Said } from '../platform/admin-socket.ts';
import type { TownRow } from '../platform/installation.ts';
import { Stop } from './command.ts';
import { inWords } from './fault-words.ts';

/** The answer of the running program, or undefined when the command must do it itself. */
export async function askRunning(
  config: Config,
  verb: string,
  asked: object,
  hear: (said: Said) => void,
): Promise<{ value: unknown } | undefined> {
  if (config.databaseUrl !== null) return undefined;
  try {
    return await askAdmin(config.data, verb, { ...asked, town: config.town }, hear);
  } catch (fault) {
    throw fault instanceof AdminRefused ? new Stop(1, fault.message) : inWords(fault, config);
  }
}

/** Refuses an order for a town that is not the one this program serves. */
export function meantFor(row: TownRow, asked: Readonly<Record<string, unknown>>): void {
  if (asked.town !== null && asked.town !== undefined && asked.town !== row.slug)
    throw new AdminRefused(`正在运行的是“${row.slug}”（${row.name}），不是“${String(asked.town)}”。没有执行。`);
}
