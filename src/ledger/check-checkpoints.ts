// The moments a page shows of its entry are kept in the database, beside the notes they come from. Each is held against its
// note, whose signatures the owner of the database cannot write.
import type { Town } from '../platform/town.ts';
import { PolicyBroken, readPolicy } from './ask-witnesses.ts';
import type { Found } from './check-log.ts';
import { ed25519Verify } from './crypto.ts';
import { toBase64 } from './format/bytes.ts';
import { openCheckpoint } from './format/checkpoint.ts';
import type { Policy } from './format/policy.ts';
import { CLOCK_SLACK_MS } from './signer.ts';
import { type CheckpointRow, checkpointsAfter } from './store.ts';

const PIECE = 200;

/** Rows that were right, as they were: a signature takes longer to read than a row. */
const sound = new Map<string, Map<number, string>>();

async function policyOf(town: Town): Promise<Policy | null> {
  try {
    return await readPolicy(town.ledgerFolder);
  } catch (fault) {
    if (fault instanceof PolicyBroken || (fault as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw fault;
  }
}

/** A witness that is asked no longer stays in the policy, without an address: what it has signed still counts. */
function rowProblem(row: CheckpointRow, policy: Policy): string | null {
  const keys = { logs: policy.logs.map((l) => l.key), witnesses: policy.witnesses.map((w) => w.key) };
  const opened = openCheckpoint(row.note, keys, ed25519Verify);
  if (!opened.ok) return '记下的存证快照没有真的签名';
  if (opened.checkpoint.size !== row.size || toBase64(opened.checkpoint.root) !== row.root) return '记下的存证快照与签名的不同';
  const times = opened.cosigned.map((c) => c.time * 1000);
  const isWitnessed = row.witnessedAt !== null;
  const isRight = isWitnessed ? times.includes(Date.parse(row.witnessedAt!)) : times.length === 0;
  return isRight ? null : '记下的见证时间与见证方签的不同';
}

/** Looks at every checkpoint that is kept; one that was right before and is the same since is not computed again. */
export async function checkCheckpoints(town: Town, found: Found): Promise<void> {
  const policy = await policyOf(town);
  if (!policy) {
    found.set('ledger:policy', '见证规则读不出来');
    return;
  }
  const known = sound.get(town.ledgerFolder) ?? new Map<number, string>();
  sound.set(town.ledgerFolder, known);
  let latest = 0;
  for (let after = -1; ; ) {
    const rows = await checkpointsAfter(town.db, after, PIECE);
    for (const row of rows) {
      const mark = `${row.root} ${row.witnessedAt} ${row.note}`;
      const signedAt = Date.parse(row.signedAt);
      const isBehind = signedAt < latest - CLOCK_SLACK_MS;
      const what = isBehind ? '记下的签名时间早于前一张快照' : known.get(row.size) === mark ? null : rowProblem(row, policy);
      if (what) found.set(`checkpoint:${row.size}`, what);
      else known.set(row.size, mark);
      if (!isBehind) latest = Math.max(latest, signedAt);
    }
    if (rows.length < PIECE) return;
    after = rows.at(-1)!.size;
  }
}
