// Which logs a witness watches: what the operator wrote, as lines of verifier keys or as a trust policy.
import { sha256 } from '../crypto.ts';
import { ED25519, parseVkey, type VerifierKey } from '../format/note.ts';
import { parsePolicy } from '../format/policy.ts';

export type KnownLogs = { ok: true; logs: readonly VerifierKey[] } | { ok: false; line: number; why: string };

function asLines(text: string): KnownLogs {
  const logs: VerifierKey[] = [];
  for (const [at, line] of text.split('\n').entries()) {
    const trimmed = line.trim();
    if (trimmed === '' || trimmed.startsWith('#')) continue;
    const key = parseVkey(sha256, trimmed);
    if (key === null) return { ok: false, line: at + 1, why: '不是公钥（vkey）' };
    if (key.type !== ED25519) return { ok: false, line: at + 1, why: '是公钥，但不是存证自己的（见证方的公钥不写在这里）' };
    logs.push(key);
  }
  return { ok: true, logs };
}

/** A policy is told by its first word; everything else is one verifier key a line, with # for remarks. */
export function readKnownLogs(text: string): KnownLogs {
  const isPolicy = /^(log|witness|group|quorum)[ \t]/m.test(text);
  const policy = isPolicy ? parsePolicy(sha256, text) : null;
  if (policy && !policy.ok) return { ok: false, line: policy.line, why: `信任策略写得不对（${policy.why}）` };
  const read = policy ? { ok: true as const, logs: policy.policy.logs.map((l) => l.key) } : asLines(text);
  if (!read.ok) return read;
  const logs = read.logs.filter((key) => key.type === ED25519);
  return logs.length > 0 ? { ok: true, logs } : { ok: false, line: 1, why: '没有存证的公钥（Ed25519）' };
}
