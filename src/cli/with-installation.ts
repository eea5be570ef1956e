// Opening the installation for a command, as the environment and what was typed say.
import { type Config, configWords, readConfig } from '../config.ts';
import { type Installation, openInstallation } from '../platform/installation.ts';
import { jsonLog, terminalLog } from '../platform/log.ts';
import type { Log } from '../platform/town.ts';
import { type CommandArgs, type Io, Stop, textOption } from './command.ts';
import { inWords } from './fault-words.ts';

/** Options every command has that touches an installation. */
export const placeOptions = {
  data: { type: 'string' },
  town: { type: 'string' },
} as const;

export const placeHelp = `  --data 目录         数据目录（默认 ./data，或环境变量 GONGKAI_DATA）
  --town 代号         有多个镇时指明一个（或 GONGKAI_TOWN）
环境变量 DATABASE_URL=postgres://… 改用 PostgreSQL；不设则用数据目录内的嵌入式数据库。`;

const fromOption: Readonly<Record<string, string>> = { data: 'GONGKAI_DATA', town: 'GONGKAI_TOWN', port: 'PORT', host: 'HOST' };

/** Environment, with what was typed over it. Everything that is wrong is said at once. */
export function configFor(io: Io, args: CommandArgs): Config {
  const env: Record<string, string | undefined> = { ...io.env };
  for (const [option, name] of Object.entries(fromOption)) env[name] = textOption(args, option) ?? env[name];
  const config = readConfig(env);
  if (!config.ok) throw new Stop(1, '配置有误，没有启动：', ...config.refusals.map((r) => `  ${configWords[r.code](r.facts)}`));
  return config.value;
}

export function logFor(io: Io): Log {
  return io.isTerminal ? terminalLog(io.err) : jsonLog(io.out);
}

export async function withInstallation<T>(
  config: Config,
  log: Log,
  work: (installation: Installation) => Promise<T>,
): Promise<T> {
  let installation: Installation;
  try {
    installation = await openInstallation(config, log);
  } catch (fault) {
    throw inWords(fault, config);
  }
  try {
    return await work(installation);
  } catch (fault) {
    throw inWords(fault, config);
  } finally {
    await installation.close();
  }
}
