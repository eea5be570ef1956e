// gongkai <command>: finds the command, checks what was typed, says the exit code.
import { parseArgs } from 'node:util';
import { programVersion } from '../platform/version.ts';
import { type Command, type CommandArgs, type ExitCode, type Io, Stop } from './command.ts';

interface Entry {
  summary: string;
  /** Loaded when called, so that help comes at once. */
  load(): Promise<Command>;
}

const commands: Readonly<Record<string, Entry>> = {
  serve: { summary: '启动网站和工作台', load: async () => (await import('./serve.ts')).serve },
  demo: {
    summary: '看演示：虚构的港口镇，只在本机',
    load: async () => {
      const { loadSeed, seedPresent } = await import('./demo/load-seed.ts');
      return (await import('./demo.ts')).demoCommand({ load: loadSeed, present: seedPresent });
    },
  },
  init: { summary: '建立一个镇，给出第一位管理员的一次性链接', load: async () => (await import('./init.ts')).init },
  migrate: { summary: '把数据库升级到本程序的版本', load: async () => (await import('./migrate.ts')).migrateCommand },
  export: { summary: '把整个公开网站写成可以离线打开的文件', load: async () => (await import('./export.ts')).exportCommand },
  import: { summary: '导入以前公开过的信息', load: async () => (await import('./import.ts')).importCommand },
  archive: {
    summary: '归档移交：一份文件（或一年）的全部来龙去脉',
    load: async () => (await import('./archive.ts')).archiveCommand,
  },
  'annual-report': {
    summary: '核对已经公开的年度报告：缺什么，哪里对不上',
    load: async () => (await import('./annual-report.ts')).annualReportCommand,
  },
  backup: { summary: '把一个镇完整备份成一个文件', load: async () => (await import('./backup.ts')).backup },
  restore: { summary: '把备份恢复到空的地方，或演练恢复', load: async () => (await import('./restore.ts')).restoreCommand },
  keys: { summary: '个人信息的密钥：现状、换主密钥、另存', load: async () => (await import('./keys.ts')).keysCommand },
  ledger: { summary: '公开存证：建立、从外面核对、换密钥', load: async () => (await import('./ledger.ts')).ledgerCommand },
  verify: { summary: '核对一份公开文件是否就是存证上的那一份', load: async () => (await import('./verify.ts')).verifyCommand },
  witness: { summary: '为别处的公开存证做见证', load: async () => (await import('./witness.ts')).witnessCommand },
  doctor: { summary: '检查一切可能出问题的地方', load: async () => (await import('./doctor.ts')).doctor },
};

export const commandNames: readonly string[] = Object.keys(commands);

function overview(): string {
  const width = Math.max(...Object.keys(commands).map((n) => n.length));
  return [
    `公开 gongkai ${programVersion}：乡镇政务公开平台`,
    '',
    '用法：gongkai <命令> [选项]',
    '',
    ...Object.entries(commands).map(([name, c]) => `  ${name.padEnd(width)}  ${c.summary}`),
    '',
    '每个命令的说明：gongkai <命令> --help',
    '退出码：0 完成；1 未执行，原因已说明；2 用法不对；3 故障',
  ].join('\n');
}

/** Runs one command line (without node and script). Never throws. */
export async function runGongkai(argv: readonly string[], io: Io): Promise<ExitCode> {
  const [name, ...rest] = argv;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    const asked = name === 'help' && rest[0] !== undefined ? commands[rest[0]] : undefined;
    io.out(asked ? (await asked.load()).help : overview());
    return name === undefined ? 2 : 0;
  }
  if (name === '--version' || name === '-v') {
    io.out(programVersion);
    return 0;
  }
  const entry = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!entry) {
    io.err(`没有“${name}”这个命令。\n`);
    io.err(overview());
    return 2;
  }
  try {
    const command = await entry.load();
    const args = readArgs(command, rest);
    if (args === 'help') {
      io.out(command.help);
      return 0;
    }
    return await command.run(io, args);
  } catch (fault) {
    if (fault instanceof Stop) {
      io.err(fault.message);
      if (fault.code === 2) io.err(`说明：gongkai ${name} --help`);
      return fault.code;
    }
    io.err(`出现故障，没有完成：${fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)}`);
    return 3;
  }
}

function readArgs(command: Command, rest: readonly string[]): CommandArgs | 'help' {
  let parsed: ReturnType<typeof parseArgs>;
  try {
    parsed = parseArgs({
      args: [...rest],
      options: { ...command.options, help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
      strict: true,
    });
  } catch (fault) {
    throw new Stop(2, usageProblem(fault));
  }
  if (parsed.values.help) return 'help';
  const wanted = command.positionals ?? [];
  const least = wanted.filter((p) => !p.startsWith('[')).length;
  if (parsed.positionals.length < least) throw new Stop(2, `还缺：${wanted.slice(parsed.positionals.length, least).join(' ')}`);
  if (parsed.positionals.length > wanted.length)
    throw new Stop(2, `多余的内容：${parsed.positionals.slice(wanted.length).join(' ')}`);
  return { values: parsed.values as CommandArgs['values'], positionals: parsed.positionals };
}

function usageProblem(fault: unknown): string {
  const { code, message } = fault as { code?: string; message: string };
  const quoted = /'([^']+)'/.exec(message)?.[1] ?? '';
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return `没有这个选项：${quoted}`;
  if (code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE')
    return /argument missing|ambiguous/.test(message) ? `选项 ${quoted} 后面要有值。` : `选项 ${quoted} 后面不能有值。`;
  return message;
}
