import { beforeAll, describe, expect, test } from 'vitest';
import { type LedgerTown, ledgerTown } from '../../test/support/ledger-town.ts';
import { StepFailed, Steps, type When } from '../../test/support/failing-disk.ts';
import { granted } from '../../test/support/people.ts';
import { type Sequenced, sequence, type SequencerDeps } from './sequencer.ts';
import { movePointer, takeFence } from './store.ts';

/** Every checkpoint anybody could have seen, by size: two of one size with different roots would be two histories. */
class Auditor {
  readonly roots = new Map<number, string>();
  contradictions = 0;

  look(w: LedgerTown): void {
    const seen = w.foreign();
    const root = seen.root.toString('base64');
    if ((this.roots.get(seen.size) ?? root) !== root) this.contradictions++;
    this.roots.set(seen.size, root);
  }
}

function withSteps(w: LedgerTown, steps: Steps): SequencerDeps {
  return {
    ...w.deps({ log: (d) => steps.disk('log', d), signer: (d) => steps.disk('signer', d) }),
    pointer: {
      fence: (db) => steps.step('database fence', () => takeFence(db)),
      move: (db, fence, row) => steps.step('database pointer', () => movePointer(db, fence, row)),
    },
  };
}

async function sizes(w: LedgerTown): Promise<string> {
  const signed = granted(await w.deps().signer.last());
  const published = await w.deps().files.checkpoint();
  return `signed ${signed.size}, published ${published?.size}, public ${await w.pointer()}`;
}

const ended = (r: Sequenced | null): unknown => (r?.ok ? r.size : r);

describe('a round', () => {
  let w: LedgerTown;
  const steps = new Steps();
  const auditor = new Auditor();

  beforeAll(async () => {
    w = await ledgerTown();
    await w.say(3);
    expect(ended(await sequence(w.deps()))).toBe(3);
    auditor.look(w);
  });

  /** Steps in order, and what stands after the one at `at` has failed: relative to the size before. */
  async function failing(at: number, when: When): Promise<string> {
    const before = await w.pointer();
    await w.say(2);
    steps.plan(at, when);
    await expect(sequence(withSteps(w, steps))).rejects.toThrow(StepFailed);
    steps.rest();
    auditor.look(w);
    const now = await sizes(w);
    // Whatever failed: a process that starts now finishes the work, and everything is there once.
    expect(ended(await sequence(w.deps()))).toBe(before + 2);
    auditor.look(w);
    const { entries, size } = w.foreign();
    expect(entries.length).toBe(size);
    expect(new Set(entries.map((e) => e.toString())).size).toBe(size);
    expect(await w.pointer()).toBe(before + 2);
    return now.replaceAll(String(before + 2), 'new').replaceAll(String(before), 'old');
  }

  test('fails at any of its storage steps, kept or not, without a second history, and is finished by the next', async () => {
    await w.say(2);
    steps.rest();
    expect(ended(await sequence(withSteps(w, steps)))).toBe(5);
    const order = [...steps.taken];
    const table: string[] = [];
    for (const [at, name] of order.entries())
      table.push(`${name}: ${await failing(at, 'before')} | ${await failing(at, 'after')}`);
    const nothing = 'signed old, published old, public old';
    expect(table).toEqual([
      `database fence: ${nothing} | ${nothing}`,
      `log put tile/entries/000.p/n: ${nothing} | ${nothing}`,
      `log put tile/0/000.p/n: ${nothing} | ${nothing}`,
      `log sync folders: ${nothing} | ${nothing}`,
      `signer replace signed.json: ${nothing} | signed new, published old, public old`,
      'log replace checkpoint: signed new, published old, public old | signed new, published new, public old',
      'database pointer: signed new, published new, public old | signed new, published new, public new',
    ]);
    expect(auditor.contradictions).toBe(0);
  }, 60_000);

  test('that a second sequencer runs at the same moment is done once', async () => {
    await w.say(40);
    const rounds = await Promise.all(Array.from({ length: 6 }, () => sequence(w.deps({}))));
    expect(rounds.filter((r) => r !== null).length).toBeGreaterThan(0);
    await sequence(w.deps());
    auditor.look(w);
    expect(auditor.contradictions).toBe(0);
    expect(w.foreign().size).toBe(await w.pointer());
  });

  test('whose fence somebody else has taken moves no pointer', async () => {
    const before = await w.pointer();
    await w.say(1);
    const deps = w.deps();
    const slow = {
      fence: takeFence,
      move: async (db: Parameters<typeof movePointer>[0], fence: number, row: Parameters<typeof movePointer>[2]) => {
        await takeFence(db);
        return movePointer(db, fence, row);
      },
    };
    expect(await sequence({ ...deps, pointer: slow })).toMatchObject({ ok: false, refusal: { code: 'signer-busy' } });
    expect(await w.pointer()).toBe(before);
    expect(ended(await sequence(w.deps()))).toBe(before + 1);
  });

  test('crosses the edge of a tile with every tile a reader needs', async () => {
    await w.say(600);
    expect((await sequence({ ...w.deps(), most: 150 }))?.ok).toBe(true);
    auditor.look(w);
    for (let last = -1; last !== (await w.pointer()); ) {
      last = await w.pointer();
      await sequence({ ...w.deps(), most: 150 });
      auditor.look(w);
    }
    expect(w.foreign().entries.length).toBeGreaterThan(600);
    expect(auditor.contradictions).toBe(0);
  });
});

describe('broken builds', () => {
  test('a disk that says it replaced the signer’s memory and did not lets two histories be signed, and the auditor sees it', async () => {
    const w = await ledgerTown();
    await w.say(2);
    const forgetful = w.deps({ signer: (d) => ({ ...d, replace: async () => {} }) });
    const fork = async (): Promise<string> => {
      const a = await forgetful.signer.sign({
        size: 2,
        root: Buffer.alloc(32, Math.random() * 255),
        proof: [],
        at: w.town.clock.now(),
      });
      return granted(a).split('\n')[2]!;
    };
    expect(await fork()).not.toBe(await fork());
    const sound = w.deps();
    granted(await sound.signer.sign({ size: 2, root: Buffer.alloc(32, 1), proof: [], at: w.town.clock.now() }));
    expect(await sound.signer.sign({ size: 2, root: Buffer.alloc(32, 2), proof: [], at: w.town.clock.now() })).toMatchObject({
      refusals: [{ code: 'signed-other' }],
    });
  });

  test('a log whose files are not read back publishes what no reader can compute', async () => {
    const w = await ledgerTown();
    await w.say(2);
    // The disk keeps other bytes than it was given: one flipped bit in a leaf hash, as once ended a log of certificates.
    const flipping = (d: Parameters<NonNullable<Parameters<LedgerTown['deps']>[0]>['log'] & object>[0]) => ({
      ...d,
      putNew: (path: string, bytes: Uint8Array) => {
        const bad = Uint8Array.from(bytes);
        if (path.startsWith('tile/0/')) bad[0] = bad[0]! ^ 1;
        return d.putNew(path, bad);
      },
    });
    expect(await sequence(w.deps({ log: flipping }))).toMatchObject({ ok: false, refusal: { code: 'histories-differ' } });
    expect((await w.deps().files.checkpoint())?.size).toBe(0);
    expect(() => w.foreign()).not.toThrow();
  });
});
