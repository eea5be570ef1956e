// The witnesses a town's policy names, as the sequencer asks them: lines for the note, and a warning when one has seen more.
import { join } from 'node:path';
import { readFile } from 'node:fs/promises';
import { instantOf } from '../town/day.ts';
import { ed25519Verify, sha256 } from './crypto.ts';
import { openCheckpoint } from './format/checkpoint.ts';
import { parseVkey, type VerifierKey } from './format/note.ts';
import { type Policy, parsePolicy } from './format/policy.ts';
import type { Witnesses } from './sequencer.ts';
import type { Signer } from './signer.ts';
import type { Log } from '../platform/town.ts';
import { collectCosignatures, httpWitness, type WitnessPort } from './witness/client.ts';

/** What the operator wrote beside the log: witnesses with their addresses, and how many are enough. */
export function policyFile(folder: string): string {
  return join(folder, 'policy');
}

/** The file is wrong: said with its line, and nothing starts. */
export class PolicyBroken extends Error {
  constructor(
    readonly line: number,
    readonly why: string,
  ) {
    super(`the ledger's policy cannot be read, line ${line}: ${why}`);
    this.name = 'PolicyBroken';
  }
}

export async function readPolicy(folder: string): Promise<Policy> {
  const read = parsePolicy(sha256, await readFile(policyFile(folder), 'utf8'));
  if (!read.ok) throw new PolicyBroken(read.line, read.why);
  return read.policy;
}

/** Those with an address; `more` by name takes precedence (a demonstration's own). */
export function portsOf(policy: Policy, more: readonly WitnessPort[] = []): WitnessPort[] {
  return policy.witnesses.flatMap((w) => {
    const own = more.find((m) => m.key.keyId === w.key.keyId && m.name === w.key.name);
    if (own) return [own];
    return w.url === null ? [] : [httpWitness({ name: w.key.name, key: w.key, url: w.url })];
  });
}

export interface AskOptions {
  signer: Signer;
  log: Log;
  /** A publication waits no longer for them; who comes later is added later. */
  patienceMs?: number;
}

const PATIENCE_MS = 2_000;

export function askWitnesses(ports: readonly WitnessPort[], options: AskOptions): Witnesses {
  let known: ReadonlyMap<string, number> = new Map();
  let silent = new Set<string>();

  const logKeys = async (): Promise<VerifierKey[]> =>
    (await options.signer.keys(instantOf(0))).map((k) => parseVkey(sha256, k.vkey)).filter((k): k is VerifierKey => k !== null);

  return {
    names: ports.map((p) => p.name),
    async cosign({ note, size, proofFrom }) {
      const patienceMs = options.patienceMs ?? PATIENCE_MS;
      const got = await collectCosignatures(ports, { note, size, proofFrom, logKeys: await logKeys(), known, patienceMs });
      known = got.known;
      const failed = new Set(got.failed.map((f) => f.witness));
      for (const f of got.failed)
        if (!silent.has(f.witness)) options.log.warn({ witness: f.witness, why: f.said }, 'a witness did not sign');
      silent = failed;
      const proven = got.ahead.find((a) => a.proof !== null);
      return {
        lines: got.lines.map((l) => l.line),
        witnessed: got.lines.map((l) => ({ name: l.witness, at: instantOf(l.time * 1000) })),
        ahead: proven ? { name: proven.witness, size: proven.size } : null,
      };
    },
    async ahead(size) {
      const logs = await logKeys();
      for (const port of ports) {
        const shown = await port.latest?.(options.signer.origin);
        const opened = shown ? openCheckpoint(shown, { logs, witnesses: [] }, ed25519Verify) : null;
        if (opened?.ok && opened.checkpoint.origin === options.signer.origin && opened.checkpoint.size > size)
          return { name: port.name, size: opened.checkpoint.size };
      }
      return null;
    },
  };
}
