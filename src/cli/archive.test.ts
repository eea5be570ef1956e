// Most of it on files and on a town in the process; the command itself with an installation of nothing.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { livedDocument, type LivedDocument, published } from '../../test/support/archives.ts';
import { codesOf, granted } from '../../test/support/people.ts';
import { draft, publishingTown, type PublishingTown } from '../../test/support/publishing.ts';
import { quietLog } from '../../test/support/stand-ins.ts';
import { perform } from '../platform/act/act.ts';
import { createTown, openInstallation } from '../platform/installation.ts';
import { withdraw, writeArchives } from '../rooms/disclosure/door.ts';
import { day } from '../town/day.ts';
import { archiveAsked, archiveCommand } from './archive.ts';
import { type CommandArgs, type Io, Stop } from './command.ts';

let root: string;
let w: PublishingTown;
let lived: LivedDocument;
let other: { indexNo: string };

async function run(positionals: string[], values: CommandArgs['values']): Promise<{ code: number; out: string }> {
  const out: string[] = [];
  const io: Io = {
    out: (line) => void out.push(line),
    err: (line) => void out.push(line),
    ask: async () => null,
    progress: () => ({ at() {}, end() {} }),
    isTerminal: false,
    env: { GONGKAI_DATA: join(root, 'data') },
    untilAskedToEnd: async () => {},
  };
  try {
    return { code: await archiveCommand.run(io, { values, positionals }), out: out.join('\n') };
  } catch (stop) {
    if (!(stop instanceof Stop)) throw stop;
    return { code: stop.code, out: stop.message };
  }
}

const wish = (more: Partial<Parameters<typeof writeArchives>[1]> = {}) => ({
  indexNo: null,
  from: null,
  until: null,
  to: join(root, 'stick'),
  ...more,
});

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'gongkai-archive-'));
  w = await publishingTown();
  lived = await livedDocument(w);
  w.town.clock.set('2027-01-05T02:00:00Z');
  const gone = await published(w, { title: '第二年撤回的通知' });
  other = gone;
  const office = w.people.actors['openness-office'];
  granted(await perform(w.town, office, 'test', (act) => withdraw(act, gone.id, '标准有误', 'wrong')));
  await draft(w);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('gongkai archive', () => {
  test('says what is missing or wrong before anything is opened', async () => {
    const to = { to: join(root, 'x') };
    expect(await run([], to)).toMatchObject({ code: 2, out: expect.stringContaining('索引号') });
    expect(await run(['all'], {})).toMatchObject({ code: 2, out: expect.stringContaining('--to') });
    expect(await run(['不是索引号'], to)).toMatchObject({ code: 2 });
    expect(await run(['all'], { ...to, from: '2026-13-01' })).toMatchObject({ code: 2 });
    expect(await run(['all'], { ...to, from: '2026-12-31', until: '2026-01-01' })).toMatchObject({ code: 2 });
    expect(await run([lived.indexNo], { ...to, from: '2026-01-01' })).toMatchObject({ code: 2 });
    expect(await run(['all'], { check: root })).toMatchObject({ code: 2 });
    expect(await run([], { check: join(root, 'nowhere') })).toMatchObject({ code: 2 });
    expect(existsSync(join(root, 'x'))).toBe(false);
  });

  test('opens the installation itself, and says so when nothing was ever public', async () => {
    const installation = await openInstallation({ data: join(root, 'data'), databaseUrl: null, connections: 1 }, quietLog);
    await createTown(installation, { slug: 'gangkou', name: '港口镇', demo: false });
    await installation.close();
    const none = await run(['all'], { to: join(root, 'x') });
    expect(none).toMatchObject({ code: 1, out: expect.stringContaining('没有公开过文件') });
    expect(await run(['11341899999900011F/202611-00012'], { to: join(root, 'x') })).toMatchObject({ code: 1 });
    expect(existsSync(join(root, 'x'))).toBe(false);
  });

  test('refuses an unknown number, an empty span, a file for a folder', async () => {
    expect(codesOf(await writeArchives(w.town, wish({ indexNo: '11341899999900011F/209901-00001' })))).toEqual([
      'document-unknown',
    ]);
    expect(codesOf(await writeArchives(w.town, wish({ until: day('2020-01-01') })))).toEqual(['none-in-span']);
    writeFileSync(join(root, 'file'), '');
    expect(codesOf(await writeArchives(w.town, wish({ to: join(root, 'file') })))).toEqual(['place-is-file']);
    expect(existsSync(join(root, 'stick'))).toBe(false);
  });

  test('writes one document’s folder whole, refuses to write over it, and leaves nothing half made', async () => {
    const to = join(root, 'one');
    const made = granted(await writeArchives(w.town, wish({ indexNo: lived.indexNo, to })));
    expect(made).toMatchObject({ documents: 1, folder: join(to, `归档-${lived.indexNo.replace('/', '_')}`) });
    expect(readdirSync(made.folder).sort()).toEqual(
      ['README.txt', 'SHA256SUMS', 'acts.jsonl', 'editions', 'files', 'index.html', 'index.json', 'ledger'].sort(),
    );
    const before = readFileSync(join(made.folder, 'index.json'));
    expect(codesOf(await writeArchives(w.town, wish({ indexNo: lived.indexNo, to })))).toEqual(['folder-exists']);
    expect(readFileSync(join(made.folder, 'index.json'))).toEqual(before);
    expect(readdirSync(to)).toHaveLength(1);
    expect(await run([], { check: made.folder, vkey: join(made.folder, 'ledger', 'vkey') })).toMatchObject({ code: 0 });
  });

  test('a fault in between leaves no folder that looks whole', async () => {
    const to = join(root, 'broken');
    const town = { ...w.town, files: { ...w.town.files, read: () => Promise.reject(new Error('disk')) } };
    await expect(writeArchives(town, wish({ indexNo: lived.indexNo, to }))).rejects.toThrow('disk');
    expect(readdirSync(to)).toEqual([]);
  });

  test('a year is its documents and no other year’s, each settled in one index; what was withdrawn is among them', async () => {
    const first = granted(await writeArchives(w.town, wish({ from: day('2026-01-01'), until: day('2026-12-31') })));
    expect(first.documents).toBe(1);
    expect(first.folder).toBe(join(root, 'stick', '归档移交-港口镇-2026-01-01至2026-12-31'));
    const all = granted(await archiveAsked(w.town, { ...wish() }, () => {}));
    expect(all.folder).toBe(join(root, 'stick', '归档移交-港口镇-截至2027-01-05'));
    const index = JSON.parse(readFileSync(join(all.folder, 'index.json'), 'utf8')) as {
      documents: { indexNo: string; state: string }[];
    };
    expect(index.documents.map((d) => [d.indexNo, d.state])).toEqual([
      [lived.indexNo, 'published'],
      [other.indexNo, 'withdrawn'],
    ]);
    expect(readFileSync(join(all.folder, 'index.html'), 'utf8')).toContain('已撤回');
    expect(await run([], { check: all.folder })).toMatchObject({ code: 0, out: expect.stringContaining('全部相符') });
  });

  test('a receiver is told which archive lacks a file, which is changed, which is missing', async () => {
    const made = granted(await writeArchives(w.town, wish({ to: join(root, 'third') })));
    const [one, two] = readdirSync(made.folder)
      .filter((n) => n.startsWith('归档-'))
      .sort();
    rmSync(join(made.folder, one!, 'editions', '1', 'content.json'));
    writeFileSync(join(made.folder, one!, 'files', 'x.exe'), '');
    const lacking = await run([], { check: made.folder });
    expect(lacking.code).toBe(1);
    expect(lacking.out).toContain('少了文件：editions/1/content.json');
    expect(lacking.out).toContain('多出文件：files/x.exe');
    rmSync(join(made.folder, two!), { recursive: true });
    mkdirSync(join(made.folder, '归档-x'));
    writeFileSync(join(made.folder, '归档-x', 'SHA256SUMS'), '');
    const missing = await run([], { check: made.folder });
    expect(missing.out).toContain(`少了文件：${two}/SHA256SUMS`);
    expect(missing.out).toContain('总目录里没有：归档-x');
    expect(await run([], { check: made.folder, vkey: '不是公钥' })).toMatchObject({ code: 2 });
  });
});
