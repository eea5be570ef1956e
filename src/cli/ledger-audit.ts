// gongkai ledger audit: recomputes somebody's ledger from outside, remembers what was seen, tells it as a colleague would.
import { readFileSync, statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { type Audited, auditLog } from '../ledger/audit/audit-log.ts';
import { type AuditState, readAuditState, writeAuditState } from '../ledger/audit/audit-state.ts';
import { sha256 } from '../ledger/crypto.ts';
import { diskAt } from '../ledger/disk.ts';
import { fromUtf8, utf8 } from '../ledger/format/bytes.ts';
import { parseCheckpoint } from '../ledger/format/checkpoint.ts';
import { parseNote, parseVkey } from '../ledger/format/note.ts';
import { type Policy, parsePolicy } from '../ledger/format/policy.ts';
import { type Clock, systemClock } from '../platform/clock.ts';
import { dayOf } from '../town/day.ts';
import { type CommandArgs, type ExitCode, type Io, Stop, textOption } from './command.ts';
import { auditJson, auditLines, contradiction, type Told } from './ledger-audit-words.ts';
import { type LogPlace, placeOf } from './somebodys-log.ts';

/**
 * `audit <address>`. Options: state, policy, vkey, json, again (reads from the first entry although there is a state).
 * 0 sound · 1 not sound · 2 wrong usage · 3 nobody answers.
 */
export async function auditCommandRun(io: Io, args: CommandArgs, clock: Clock = systemClock): Promise<ExitCode> {
  const address = args.positionals[1];
  if (address === undefined) throw new Stop(2, '请写明要核验的网址或目录：gongkai ledger audit <网址或目录>');
  const policy = policyAt(textOption(args, 'policy'));
  const given = vkeyOf(textOption(args, 'vkey'));
  const place = await placeOf(address);
  const file = resolve(textOption(args, 'state') ?? `gongkai-audit-${fileSafe(await originAt(place))}.json`);
  const state = stateAt(file);
  const offered = await keysServed(place);
  const { vkeys, keyFrom } = keysFor(place, { given, state, policy, offered });
  const now = clock.now();
  const bar = io.progress('核验');
  const audited = await auditLog({
    ...place,
    vkeys,
    offered,
    policy,
    state,
    again: args.values.again === true,
    now,
    progress: (done, total) => bar.at(done, total),
  });
  bar.end(audited.isSound ? '完成' : '有问题');
  const told: Told = { where: place.where, today: dayOf(now), keyFrom, policy };
  for (const line of args.values.json === true ? auditJson(audited, told) : auditLines(audited, told)) io.out(line);
  const kept = await keep(file, audited, state, now);
  if (args.values.json !== true) io.out(kept);
  return audited.isSound ? 0 : 1;
}

function policyAt(path: string | null): Policy | null {
  if (path === null) return null;
  const parsed = parsePolicy(sha256, textAt(path, '见证方名单') ?? notThere(path, '见证方名单'));
  if (!parsed.ok)
    throw new Stop(2, `见证方名单 ${path} 第 ${parsed.line} 行不对（${parsed.why}）。格式见 c2sp.org/tlog-policy。`);
  return parsed.policy;
}

function vkeyOf(text: string | null): string | null {
  if (text !== null && parseVkey(sha256, text) === null)
    throw new Stop(2, '--vkey 不是公钥。它的样子是“名称+八位十六进制+Base64”，请整行复制。');
  return text;
}

function textAt(path: string, what: string): string | null {
  if (statSync(path, { throwIfNoEntry: false }) === undefined) return null;
  try {
    return fromUtf8(readFileSync(path)) ?? '';
  } catch (fault) {
    throw new Stop(2, `读不了${what} ${path}（${(fault as NodeJS.ErrnoException).code ?? '未知原因'}）。`);
  }
}

function notThere(path: string, what: string): never {
  throw new Stop(2, `没有${what} ${path}。`);
}

function stateAt(file: string): AuditState | null {
  const text = textAt(file, '状态文件');
  if (text === null) return null;
  const state = readAuditState(text);
  if (state === null) throw new Stop(2, `状态文件 ${file} 读不懂或被改动，没有核验。若要从头核起，请把它移到别处。`);
  return state;
}

/** What the checkpoint calls itself: for the name of a file only, since nothing of it has been checked yet. */
async function originAt(place: LogPlace): Promise<string> {
  const note = parseNote(fromUtf8((await place.read('checkpoint')) ?? new Uint8Array()) ?? '');
  return (note && parseCheckpoint(note.text)?.origin) ?? 'unknown';
}

function fileSafe(origin: string): string {
  return origin.replace(/[^A-Za-z0-9.-]+/g, '_').slice(0, 120);
}

/** From the address for keys, or from the log's own policy, which lies in its folder too. */
async function keysServed(place: LogPlace): Promise<string[]> {
  const served = async (path: string): Promise<string> => fromUtf8((await place.read(path)) ?? new Uint8Array()) ?? '';
  const keys = (await served('vkey')).split('\n').filter((line) => parseVkey(sha256, line) !== null);
  const policy = parsePolicy(sha256, await served('policy'));
  return [...new Set([...keys, ...(policy.ok ? policy.policy.logs.map((l) => l.vkey) : [])])];
}

interface KeySources {
  given: string | null;
  state: AuditState | null;
  policy: Policy | null;
  offered: readonly string[];
}

/** What the auditor was told counts, then what was seen before; the site's own word only where there is nothing else. */
function keysFor(place: LogPlace, from: KeySources): { vkeys: readonly string[]; keyFrom: Told['keyFrom'] } {
  if (from.given !== null) return { vkeys: [from.given], keyFrom: 'given' };
  if (from.state !== null) return { vkeys: from.state.vkeys, keyFrom: 'state' };
  const listed = from.policy?.logs.map((l) => l.vkey) ?? [];
  if (listed.length > 0) return { vkeys: listed, keyFrom: 'policy' };
  if (from.offered.length > 0) return { vkeys: from.offered, keyFrom: 'served' };
  throw new Stop(2, `${place.where} 没有公钥（vkey）。请用 --vkey 写明这本存证的公钥。`);
}

/** The state of a sound tree, atomically; of one that is not, the proof beside the old state. */
async function keep(file: string, audited: Audited, before: AuditState | null, now: ReturnType<Clock['now']>): Promise<string> {
  const disk = diskAt(dirname(file));
  if (audited.state !== null) {
    await disk.replace(basename(file), utf8(writeAuditState(audited.state)));
    return `状态已存到 ${file}，下次从这里接着核。`;
  }
  const lied = audited.findings.some((f) => ['forked', 'shrunk', 'rewritten', 'not-grown'].includes(f.what));
  if (before === null || !lied) return '状态没有保存。';
  const name = `${basename(file, '.json')}-contradiction-${audited.checkpoint?.size ?? 0}.txt`;
  await disk.replace(name, utf8(contradiction(before.checkpoint, audited.checkpoint?.note ?? null, now)));
  return `两份互相矛盾的签名快照已存到 ${resolve(dirname(file), name)}，请妥善保存。`;
}
