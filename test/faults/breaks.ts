// What is broken on purpose in the builds that the fault tests must fail on. The words they change are looked for in every run
// (breaks.test.ts); the builds themselves are run by `npm run faults`.
import type { Change } from '../support/broken-build.ts';

export const journalBreaks = {
  'opens whatever stands there': {
    file: 'platform/db/recovery.ts',
    from: "  return rebuildFromCopies(places, 'kept');",
    to: "  return { kind: 'found', end: null, synced: NOTHING, notices: [] };",
  },
  'answers before the journal has it': {
    file: 'platform/db/embedded-worker.ts',
    from: '    await kept.commit();',
    to: "    await database.exec('commit');",
  },
  'follows no line of the journal': {
    file: 'platform/db/recovery.ts',
    from: '      writeWal(fresh, line.from, line.wal);',
    to: '',
  },
  'does not sync the journal': {
    file: 'platform/db/journal.ts',
    from: '      fdatasyncSync(fd);',
    to: '',
  },
  'does not sync the name of a new file': {
    file: 'platform/db/journal.ts',
    from: '        syncFolder(this.folder);',
    to: '',
  },
  'does not sync a copy': {
    file: 'platform/db/physical-copy.ts',
    from: '      fsyncSync(this.#fd);',
    to: '',
  },
} as const satisfies Record<string, Change>;

export const receiptBreaks = {
  'a code of its own for each answer': {
    file: 'rooms/requests/submit.ts',
    from: '  const code = codeOf(vault, given.formKey);',
    to: '  const code = codeOf(vault, newId());',
  },
  'answers before it has committed': {
    file: 'rooms/requests/web/public-routes.tsx',
    from: "  const outcome = await perform(ctx.town, applicant, 'requests.submit', async (act) => {",
    to: `  const answersFirst = (_town: unknown, _who: unknown, _verb: string, work: (act: Act) => ReturnType<typeof submitRequest>) =>
    new Promise<Awaited<ReturnType<typeof submitRequest>>>((tell, fail) => {
      perform(ctx.town, applicant, 'requests.submit', async (act) => {
        const result = await work(act);
        tell(result);
        await new Promise((r) => setTimeout(r, 400));
        return result;
      }).catch(fail);
    });
  const outcome = await answersFirst(ctx.town, applicant, 'requests.submit', async (act) => {`,
  },
  'does not know a form again': {
    file: 'rooms/requests/submit.ts',
    from: "  const formHash = vault.blindIndex('request-form', given.formKey);",
    to: "  const formHash = vault.blindIndex('request-form', given.formKey + newId());",
  },
  'counts its numbers in memory': {
    file: 'rooms/requests/store.ts',
    from: `  const { rows } = await sql<{ number: string }>\`with drawn as (\${drawing(REQUESTS, n.year)}),`,
    to: `  const memory = globalThis as { last?: number };
  memory.last = (memory.last ?? 0) + 1;
  const { rows } = await sql<{ number: string }>\`with drawn as (select \${memory.last}::int as last),`,
  },
} as const satisfies Record<string, Change>;
