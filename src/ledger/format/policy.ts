// Whom a reader trusts (c2sp.org/tlog-policy): logs, witnesses, groups of witnesses and how many of them are enough.
import { equal } from './bytes.ts';
import { readSize, type Sha256 } from './merkle.ts';
import { COSIGNATURE, ED25519, MLDSA44, parseVkey, sameKey, type VerifierKey } from './note.ts';

export interface PolicyLog {
  key: VerifierKey;
  vkey: string;
  url: string | null;
}
export interface PolicyWitness {
  /** Known inside the policy only; the key has its own name. */
  name: string;
  key: VerifierKey;
  vkey: string;
  url: string | null;
}
export interface PolicyGroup {
  name: string;
  need: 'all' | 'any' | number;
  /** Witnesses and groups named above. */
  members: readonly string[];
}
export interface Policy {
  logs: readonly PolicyLog[];
  witnesses: readonly PolicyWitness[];
  groups: readonly PolicyGroup[];
  /** A witness, a group, or 'none'. */
  quorum: string;
}

export type PolicyFault =
  | 'not-text'
  | 'line-not-ended'
  | 'unknown-line'
  | 'wrong-number-of-words'
  | 'bad-key'
  | 'wrong-kind-of-key'
  | 'key-twice'
  | 'name-twice'
  | 'name-reserved'
  | 'name-unknown'
  | 'member-twice'
  | 'bad-threshold'
  | 'quorum-twice'
  | 'no-quorum';
export type PolicyParsed = { ok: true; policy: Policy } | { ok: false; line: number; why: PolicyFault };

interface Draft {
  sha: Sha256;
  logs: PolicyLog[];
  witnesses: PolicyWitness[];
  groups: PolicyGroup[];
  names: Set<string>;
  /** A name may be a member once in the whole policy, so that no witness counts twice. */
  members: Set<string>;
  quorum: string | null;
}

/** The first fault with its line, from 1. */
export function parsePolicy(sha: Sha256, text: string): PolicyParsed {
  const lines = text.split('\n');
  const odd = lines.findIndex((l) => /[\u0000-\u0008\u000b-\u001f\u007f]|\p{Cs}/u.test(l));
  if (odd >= 0) return { ok: false, line: odd + 1, why: 'not-text' };
  if (lines.pop() !== '') return { ok: false, line: lines.length + 1, why: 'line-not-ended' };
  const draft: Draft = { sha, logs: [], witnesses: [], groups: [], names: new Set(), members: new Set(), quorum: null };
  for (const [i, line] of lines.entries()) {
    const why = take(draft, line);
    if (why !== null) return { ok: false, line: i + 1, why };
  }
  const { logs, witnesses, groups, quorum } = draft;
  if (quorum === null) return { ok: false, line: lines.length + 1, why: 'no-quorum' };
  return { ok: true, policy: { logs, witnesses, groups, quorum } };
}

function take(draft: Draft, line: string): PolicyFault | null {
  const [kind, ...words] = line.split(/[ \t]+/).filter((w) => w !== '');
  if (kind === undefined || kind.startsWith('#')) return null;
  if (kind === 'log') return takeLog(draft, words);
  if (kind === 'witness') return takeWitness(draft, words);
  if (kind === 'group') return takeGroup(draft, words);
  return kind === 'quorum' ? takeQuorum(draft, words) : 'unknown-line';
}

function takeLog(draft: Draft, words: readonly string[]): PolicyFault | null {
  const [vkey, url] = words;
  if (vkey === undefined || words.length > 2) return 'wrong-number-of-words';
  const key = parseVkey(draft.sha, vkey);
  const why = faultOfKey(key, [ED25519, MLDSA44], draft.logs);
  if (why === null) draft.logs.push({ key: key!, vkey, url: url ?? null });
  return why;
}

function takeWitness(draft: Draft, words: readonly string[]): PolicyFault | null {
  const [name, vkey, url] = words;
  if (name === undefined || vkey === undefined || words.length > 3) return 'wrong-number-of-words';
  const key = parseVkey(draft.sha, vkey);
  const why = faultOfKey(key, [COSIGNATURE, MLDSA44], draft.witnesses) ?? newName(draft, name);
  if (why === null) draft.witnesses.push({ name, key: key!, vkey, url: url ?? null });
  return why;
}

function faultOfKey(
  key: VerifierKey | null,
  kinds: readonly number[],
  before: readonly { key: VerifierKey }[],
): PolicyFault | null {
  if (key === null) return 'bad-key';
  if (!kinds.includes(key.type)) return 'wrong-kind-of-key';
  return before.some((b) => equal(b.key.publicKey, key.publicKey)) ? 'key-twice' : null;
}

function takeGroup(draft: Draft, words: readonly string[]): PolicyFault | null {
  const [name, needText, ...members] = words;
  if (name === undefined || needText === undefined || members.length === 0) return 'wrong-number-of-words';
  const need = needText === 'all' || needText === 'any' ? needText : readSize(needText);
  if (need === null || need === 0 || (typeof need === 'number' && need > members.length)) return 'bad-threshold';
  for (const member of members) {
    if (!draft.names.has(member)) return member === 'none' ? 'name-reserved' : 'name-unknown';
    if (draft.members.has(member)) return 'member-twice';
    draft.members.add(member);
  }
  const why = newName(draft, name);
  if (why === null) draft.groups.push({ name, need, members });
  return why;
}

function newName(draft: Draft, name: string): PolicyFault | null {
  if (name === 'none') return 'name-reserved';
  if (draft.names.has(name)) return 'name-twice';
  draft.names.add(name);
  return null;
}

function takeQuorum(draft: Draft, words: readonly string[]): PolicyFault | null {
  const [name] = words;
  if (name === undefined || words.length > 1) return 'wrong-number-of-words';
  if (draft.quorum !== null) return 'quorum-twice';
  if (name !== 'none' && !draft.names.has(name)) return 'name-unknown';
  draft.quorum = name;
  return null;
}

export function formatPolicy(p: Policy): string {
  const url = (x: { url: string | null }): string => (x.url === null ? '' : ` ${x.url}`);
  const lines = [
    ...p.logs.map((l) => `log ${l.vkey}${url(l)}`),
    ...p.witnesses.map((w) => `witness ${w.name} ${w.vkey}${url(w)}`),
    ...p.groups.map((g) => `group ${g.name} ${g.need} ${g.members.join(' ')}`),
    `quorum ${p.quorum}`,
  ];
  return `${lines.join('\n')}\n`;
}

/** Names, as the policy calls them, of its witnesses among keys whose cosignature was verified. */
export function witnessesAmong(policy: Policy, keys: readonly VerifierKey[]): Set<string> {
  return new Set(policy.witnesses.filter((w) => keys.some((k) => sameKey(k, w.key))).map((w) => w.name));
}

/** `names` are the policy's names of witnesses that have signed; any other name counts for nothing. */
export function quorumMet(policy: Policy, names: ReadonlySet<string>): boolean {
  if (policy.quorum === 'none') return true;
  const met = new Set(policy.witnesses.map((w) => w.name).filter((name) => names.has(name)));
  for (const { name, need, members } of policy.groups) {
    const least = need === 'all' ? members.length : need === 'any' ? 1 : need;
    if (members.filter((m) => met.has(m)).length >= least) met.add(name);
  }
  return met.has(policy.quorum);
}
