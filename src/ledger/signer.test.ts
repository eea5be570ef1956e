import { chmodSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import { type LedgerTown, ledgerTown } from '../../test/support/ledger-town.ts';
import { codesOf, granted } from '../../test/support/people.ts';
import { leafOf, treeHead } from '../../test/support/independent-log.ts';
import { instantOf } from '../town/day.ts';
import { sha256 } from './crypto.ts';
import { utf8 } from './format/bytes.ts';
import { sequence, type Witnesses } from './sequencer.ts';
import { setClockBack } from './set-clock-back.ts';
import { openSigner, signerFolder } from './signer.ts';
import { consistencyProof } from './tree.ts';

let w: LedgerTown;
const at = () => w.town.clock.now();

beforeEach(async () => {
  w = await ledgerTown();
  await w.say(5);
  await sequence(w.deps());
});

const rootOf = (texts: readonly string[]): Uint8Array => treeHead(texts.map((t) => leafOf(utf8(t))));

describe('the signer refuses', () => {
  test('a smaller log, and another log of the same size', async () => {
    const { signer } = w.deps();
    expect(codesOf(await signer.sign({ size: 4, root: rootOf(['a']), proof: [], at: at() }))).toEqual(['signed-more']);
    expect(codesOf(await signer.sign({ size: 5, root: rootOf(['a']), proof: [], at: at() }))).toEqual(['signed-other']);
  });

  test('a larger log that does not grow from what it signed: without a proof, with somebody else’s, with one of its own bent', async () => {
    const { signer, files } = w.deps();
    const root = rootOf(['a', 'b', 'c', 'd', 'e', 'f', 'g']);
    expect(codesOf(await signer.sign({ size: 7, root, proof: [], at: at() }))).toEqual(['signed-other']);
    expect(codesOf(await signer.sign({ size: 7, root, proof: [rootOf(['x']), rootOf(['y'])], at: at() }))).toEqual([
      'signed-other',
    ]);
    await w.say(2);
    await sequence(w.deps());
    const proof = await consistencyProof(sha256, files.hashes(7), 5, 7);
    expect(codesOf(await signer.sign({ size: 9, root, proof, at: at() }))).toEqual(['signed-other']);
  });

  test('a clock more than a minute behind its last signature, and no less', async () => {
    const last = Date.parse(granted(await w.deps().signer.last()).at);
    await w.say(1);
    w.town.clock.set(instantOf(last - 61_000));
    expect(await sequence(w.deps())).toMatchObject({ ok: false, refusal: { code: 'clock-behind' } });
    w.town.clock.set(instantOf(last - 59_000));
    expect(await sequence(w.deps())).toMatchObject({ ok: true, size: 6 });
  });

  test('a clock more than a minute behind a witness that is asked', async () => {
    const cosigned = (names: readonly string[], ms: number): Witnesses => ({
      names,
      cosign: async () => ({
        lines: [],
        witnessed: names.map((name) => ({ name, at: instantOf(Date.parse(at()) + ms) })),
        ahead: null,
      }),
      ahead: async () => null,
    });
    const round = async (witnesses: Witnesses) => {
      await w.say(1);
      return sequence(w.deps({ witnesses }));
    };
    expect(await round(cosigned(['archive', 'school'], 59_000))).toMatchObject({ ok: true });
    expect(await round(cosigned(['archive', 'school'], 61_000))).toMatchObject({ ok: true });
    expect(await round(cosigned(['school'], 0))).toMatchObject({
      ok: false,
      refusal: { code: 'clock-behind-witness', facts: { witness: 'school' } },
    });
    expect(await round(cosigned(['another'], 0))).toMatchObject({ ok: true });
  });

  test('nothing any more once a clock that ran ahead is set back by the operator', async () => {
    const last = Date.parse(granted(await w.deps().signer.last()).at);
    const ahead = instantOf(last + 400 * 86_400_000);
    await w.say(1);
    w.town.clock.set(ahead);
    expect((await sequence(w.deps()))?.ok).toBe(true);
    await w.say(1);
    w.town.clock.set(instantOf(last + 1_000));
    expect(await sequence(w.deps())).toMatchObject({ ok: false, refusal: { code: 'clock-behind' } });
    expect(await setClockBack(w.town, w.town.ledgerFolder)).toMatchObject({ ok: true, value: { from: ahead } });
    expect((await sequence(w.deps()))?.ok).toBe(true);
    expect(codesOf(await setClockBack(w.town, w.town.ledgerFolder))).toEqual(['clock-fits']);
    expect(
      (await sql`select entry from platform_audit where verb = 'ledger.set-clock-back'`.execute(w.town.db)).rows,
    ).toHaveLength(1);
  });

  test('to begin anew when its memory is gone, empty, typed by somebody or of another log', async () => {
    const file = join(signerFolder(w.town.ledgerFolder), 'signed.json');
    const memory = readFileSync(file, 'utf8');
    const { note, at: signedAt } = JSON.parse(memory) as { note: string; at: string };
    for (const broken of [
      null,
      JSON.stringify({ note: '', at: signedAt }),
      JSON.stringify({ note: note.replace(/\n5\n/, '\n4\n'), at: signedAt }),
      JSON.stringify({ note: note.replaceAll('gk.example', 'hk.example'), at: signedAt }),
    ]) {
      if (broken === null) rmSync(file);
      else writeFileSync(file, broken);
      await w.say(1);
      expect(await sequence(w.deps()), String(broken)).toMatchObject({ ok: false, refusal: { code: 'state-missing' } });
    }
    writeFileSync(file, memory);
    expect((await sequence(w.deps()))?.ok).toBe(true);
  });

  test('without its key', async () => {
    const file = join(signerFolder(w.town.ledgerFolder), 'key-1.pem');
    const secret = readFileSync(file);
    expect(statSync(file).mode & 0o777).toBe(0o400);
    chmodSync(file, 0o600);
    rmSync(file);
    await w.say(1);
    expect(await sequence(w.deps())).toMatchObject({ ok: false, refusal: { code: 'key-missing' } });
    writeFileSync(file, secret);
    expect((await sequence(w.deps()))?.ok).toBe(true);
  });
});

describe('the signer', () => {
  test('gives the same note for what it signed last, however often it is asked', async () => {
    const { signer, files } = w.deps();
    const published = (await files.checkpoint())!;
    const asked = { size: 5, root: published.root, proof: [], at: at() };
    expect(granted(await signer.sign(asked))).toBe(granted(await signer.sign(asked)));
  });

  test('asked by two at once for two different logs signs one of them', async () => {
    const [one, other] = [w.deps().signer, openSigner(w.town.ledgerFolder, w.deps().signer.origin)];
    const fresh = await ledgerTown();
    const a = fresh.deps().signer;
    const b = openSigner(fresh.town.ledgerFolder, a.origin);
    const answers = await Promise.all([
      a.sign({ size: 1, root: rootOf(['one']), proof: [], at: at() }),
      b.sign({ size: 1, root: rootOf(['other']), proof: [], at: at() }),
    ]);
    expect(answers.filter((x) => x.ok).length).toBe(1);
    expect(answers.flatMap(codesOf)).toEqual(['signed-other']);
    expect(granted(await one.last()).size).toBe(granted(await other.last()).size);
  });
});
