// Entries a second from the outbox to a published checkpoint: bundles and tiles on disk, synced, read back, signed, pointer moved.
import { sha256 } from '../src/ledger/crypto.ts';
import { diskAt } from '../src/ledger/disk.ts';
import { utf8 } from '../src/ledger/format/bytes.ts';
import { leafHash, verifyInclusion } from '../src/ledger/format/merkle.ts';
import { logFiles } from '../src/ledger/log-files.ts';
import { entryReader } from '../src/ledger/read-log.ts';
import { sequence, type SequencerDeps } from '../src/ledger/sequencer.ts';
import { openSigner } from '../src/ledger/signer.ts';
import { startLedger } from '../src/ledger/start-ledger.ts';
import { inclusionProof } from '../src/ledger/tree.ts';
import { showCovered } from '../src/rooms/disclosure/door.ts';
import { fillOutbox } from './ledger-fill.ts';
import { atLeast, none, type Row } from './row.ts';
import type { World } from './world.ts';

const ENTRIES = 100_000;
const IN_SMALL_ROUNDS = 20_000;
const SMALL_ROUND = 1_000;
const PROVED = 200;
const PER_SECOND = 5_000;

const secondsSince = (began: number): number => (performance.now() - began) / 1000;

/** Rounds until nothing is left. */
async function publishAll(deps: SequencerDeps): Promise<void> {
  for (let grew = true; grew; ) {
    const round = await sequence(deps);
    if (!round?.ok) throw new Error(`the ledger does not go on: ${JSON.stringify(round)}`);
    grew = round.grew;
  }
}

/** Entries of the published log whose path does not lead to the root that was signed. */
async function unproved({ files }: SequencerDeps): Promise<number> {
  const published = await files.checkpoint();
  if (!published) throw new Error('nothing is published');
  const { size, root } = published;
  const read = entryReader(files, size);
  let wrong = 0;
  for (let k = 0; k < PROVED; k++) {
    const index = (k * 7_368_787) % size;
    const proof = await inclusionProof(sha256, files.hashes(size), index, size);
    const leaf = leafHash(sha256, utf8((await read(index)) ?? ''));
    if (!verifyInclusion(sha256, { index, size, leaf, proof, root })) wrong++;
  }
  return wrong;
}

export async function ledgerAppend(world: World): Promise<Row[]> {
  const { town } = world;
  await town.running?.stop();
  const files = logFiles(diskAt(town.ledgerFolder));
  const origin = (await files.checkpoint())?.origin ?? '';
  const deps: SequencerDeps = { town, files, signer: openSigner(town.ledgerFolder, origin), witnesses: null };
  try {
    let began = performance.now();
    await fillOutbox(world, ENTRIES);
    const filling = secondsSince(began);
    began = performance.now();
    await publishAll(deps);
    const publishing = secondsSince(began);
    await fillOutbox(world, IN_SMALL_ROUNDS);
    began = performance.now();
    await publishAll({ ...deps, most: SMALL_ROUND });
    const small = secondsSince(began);
    const wrong = await unproved(deps);
    return [
      atLeast(`存证追加 ${ENTRIES} 条：落盘、读回重算、签名、公开`, ENTRIES / publishing, PER_SECOND, '条/秒'),
      atLeast('连同行为提交在内', ENTRIES / (filling + publishing), PER_SECOND, '条/秒'),
      atLeast(`每 ${SMALL_ROUND} 条签一次、公开一次`, IN_SMALL_ROUNDS / small, PER_SECOND, '条/秒'),
      none(`其后验不过的路径（查 ${PROVED} 条）`, wrong, '条'),
    ];
  } finally {
    town.running = await startLedger(town, { folder: town.ledgerFolder, covered: [showCovered] });
  }
}
