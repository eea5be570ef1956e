import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { goodDocx, pdf, wordEntries, wordParagraph, zip } from '../../../test/support/foreign-files.ts';
import { folderWith, type IntakeTown, intakeTown, oldPage } from '../../../test/support/intake-town.ts';
import { codesOf, granted } from '../../../test/support/people.ts';
import { sheetBytes } from '../../platform/http/sheet.ts';
import { day } from '../../town/day.ts';
import type { ReleaseGround } from '../checks/door.ts';
import { documentById, editionById } from '../disclosure/door.ts';
import { listBatches } from './batches.ts';
import { gather } from './gather.ts';
import { importSet, type SetLine, type SetOptions } from './import-set.ts';

/** Of nobody: the region code is not in use. */
const ID = (() => {
  const head = '99990019900307001';
  const sum = [...head].reduce((n, c, i) => n + Number(c) * [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2][i]!, 0);
  return `${head}${'10X98765432'[sum % 11]}`;
})();
const plain: SetOptions = { choices: { item: null, organ: null }, via: '测试', dryRun: false, release: null };
let t: IntakeTown;
beforeAll(async () => {
  t = await intakeTown();
}, 60_000);

async function take(
  files: Readonly<Record<string, string | Uint8Array>> | string,
  more: Partial<SetOptions> = {},
): Promise<readonly SetLine[]> {
  const set = granted(await gather(typeof files === 'string' ? files : folderWith(files)));
  return granted(await importSet(t.town, t.importer, set, { ...plain, ...more })).lines;
}
const count = async (table: string): Promise<number> =>
  (await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(t.town.db)).rows[0]!.n;
const why = (line: SetLine | undefined): string => line?.found.why.join('') ?? '';

describe('refused', { timeout: 60_000 }, () => {
  it('whoever is neither of the openness office nor system administrator', async () => {
    const set = granted(await gather(folderWith({ 'a.txt': oldPage({ title: '2014年度部门决算公开' }) })));
    for (const role of ['drafter', 'principal', 'audit-admin', 'security-admin'] as const)
      expect(codesOf(await importSet(t.town, t.people.actors[role], set, plain))).toEqual(['not-allowed']);
    expect(codesOf(await importSet(t.town, { ...t.importer, staffId: null }, set, plain))).toEqual(['not-allowed']);
  });

  it('a path that is not there, an empty folder, a sheet without files, two sheets', async () => {
    expect(codesOf(await gather('/nowhere/at/all'))).toEqual(['path-missing']);
    expect(codesOf(await gather(folderWith({ '.hidden': 'x', '~$a.docx': 'x' })))).toEqual(['set-empty']);
    expect(codesOf(await gather(folderWith({ 'a.csv': '标题,发布日期\n甲,2014-01-01\n', 'a.txt': 'x' })))).toEqual([
      'sheet-no-file-column',
    ]);
    expect(codesOf(await gather(folderWith({ 'a.csv': '文件名\na.txt\n', 'b.csv': '文件名\na.txt\n', 'a.txt': 'x' })))).toEqual([
      'sheets-several',
    ]);
    expect(codesOf(await gather(folderWith({ 'a.csv': '文件名,"标题\na.txt,x\n', 'a.txt': 'x' })))).toEqual([
      'sheet-cannot-read',
    ]);
  });

  it('each file for its own reason, in one sentence, while the others are imported', async () => {
    const before = await count('disclosure_documents');
    const lines = await take({
      '好.txt': oldPage({ title: '2014年度镇级财政决算情况' }),
      '坏.docx': 'not a zip',
      '加密.docx': Buffer.concat([
        Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
        Buffer.from('EncryptedPackage', 'utf16le'),
      ]),
      '宏.docm': 'PK',
      '旧.doc': 'x',
      '图.jpg': 'x',
      '空.txt': '',
      '乱.txt': Buffer.from([0xff, 0xfe, 0xff, 0xff, 0x00, 0xd8]),
      '无日期.txt': '关于2014年预算的说明\n\n一、收入\n\n全年收入一千万元，支出一千万元。\n',
      '看不出.txt': oldPage({ title: '关于有关事项的说明' }),
      '外人.txt': oldPage({ title: '2014年第三季度低保对象公示', source: '某某日报' }),
      '将来.txt': oldPage({ title: '2027年预算公开', on: '2027-01-01' }),
      '带宏.docx': zip(wordEntries(wordParagraph('x'), [{ name: 'word/vbaProject.bin', bytes: 'x' }])),
    });
    const said = Object.fromEntries(lines.map((l) => [l.name, l.state === 'imported' ? 'ok' : why(l)]));
    expect(said['好.txt']).toBe('ok');
    expect(said['坏.docx']).toContain('不一致');
    expect(said['加密.docx']).toContain('密码');
    for (const name of ['宏.docm', '旧.doc', '图.jpg']) expect(said[name], name).toContain('不是可以导入的文档');
    expect(said['空.txt']).toContain('空的');
    expect(said['乱.txt']).toContain('编码');
    expect(said['无日期.txt']).toContain('没有找到原来的发布日期');
    expect(said['看不出.txt']).toContain('请指定目录');
    expect(said['外人.txt']).toContain('某某日报');
    expect(said['将来.txt']).toContain('晚于今天');
    expect(said['带宏.docx']).toContain('宏');
    expect(await count('disclosure_documents')).toBe(before + 1);
  });

  it('an oversized file without being read', async () => {
    const root = folderWith({ '大.txt': '' });
    writeFileSync(join(root, '大.txt'), Buffer.alloc(51 * 1024 * 1024, 'a'));
    expect(why((await take(root))[0])).toContain('50兆');
  });

  it('links that lead out of the folder', async () => {
    const root = folderWith({ 'a.txt': oldPage({ title: '2013年度部门决算说明' }) });
    symlinkSync('/etc/passwd', join(root, 'b.txt'));
    const set = granted(await gather(root));
    expect(set.entries.map((e) => e.name)).toEqual(['a.txt']);
    expect(set.notes.join()).toContain('b.txt');
  });

  it('rows of a sheet that name nothing, lead outside, have impossible dates or values of no list', async () => {
    const lines = await take({
      'a.txt': oldPage({ title: '2012年度部门决算说明' }),
      '元数据.csv': [
        '文件名,标题,目录,机构,发布日期,生成日期,体裁,附件',
        'c.txt,甲,04,财政所,2014-01-01,,,',
        '../../etc/passwd,乙,04,财政所,2014-01-01,,,',
        'a.txt,丙,99,外星所,2014年2月30日,,旨,没有.pdf',
        ',丁,04,财政所,2014-01-01,,,',
        'a.txt,戊,11,财政所,2014-01-01,2014-02-01,,../x.pdf',
      ].join('\n'),
    });
    expect(why(lines[0])).toContain('“c.txt”不在');
    expect(why(lines[1])).toContain('文件夹之外');
    for (const part of ['第 4 行', '2014年2月30日', '“99”', '外星所', '“旨”', '没有.pdf']) expect(why(lines[2])).toContain(part);
    expect(why(lines[3])).toBe('第 5 行没有写文件名。');
    expect(why(lines[4])).toMatch(/2014-02-01 晚于原发布日期[\s\S]*文件夹之外/);
  });
});

describe('personal data', { timeout: 60_000 }, () => {
  const page = (n: number): string =>
    oldPage({
      title: `2015年第${n}季度临时救助发放名单`,
      text: `发放名单如下，共一人。\n\n王样例，身份证号 ${ID}，救助金额 ${n}00 元。`,
    });
  const release = (staffId: string, ground = 'consent', reason = '本人已书面同意') => ({
    staffId: staffId as never,
    name: '江样例',
    ground: ground as ReleaseGround,
    reason,
    at: t.town.clock.now(),
  });

  it('stops a file, and is not repeated in the reason', async () => {
    const [line] = await take({ 'p1.txt': page(1) });
    expect(line).toMatchObject({ state: 'failed', found: { releasable: true } });
    expect(why(line)).toContain('身份证号');
    expect(why(line)).not.toContain('19900307');
  });
  it('is released by nobody but a second person, on a ground, with a reason', async () => {
    const root = folderWith({ 'p2.txt': page(2) });
    const self = t.importer.staffId!;
    expect(why((await take(root, { release: release(self) }))[0])).toContain('以外的人');
    expect(why((await take(root, { release: release(t.second.staff.id, 'because') }))[0])).toContain('依据');
    expect(why((await take(root, { release: release(t.second.staff.id, 'consent', ' ') }))[0])).toContain('为什么');
    expect((await take(root, { release: release(t.second.staff.id) }))[0]).toMatchObject({ state: 'imported' });
    const { rows } = await sql<{
      name: string;
      ground: string;
    }>`select staff_name as name, ground from checks_dismissals`.execute(t.town.db);
    expect(rows).toEqual([{ name: '江样例', ground: 'consent' }]);
  });
});

describe('a set', { timeout: 60_000 }, () => {
  it('leaves nothing at all when it is only rehearsed', async () => {
    const tables = [
      'disclosure_documents',
      'disclosure_events',
      'intake_batches',
      'intake_files',
      'intake_sources',
      'platform_files',
      'platform_audit',
      'catalogue_duties',
      'disclosure_index_series',
    ];
    const before = await Promise.all(tables.map(count));
    const version = t.town.publicVersion.current();
    const root = folderWith({ 'a.txt': oldPage({ title: '2011年度部门决算说明' }), 'b.txt': oldPage({ title: '看不出来' }) });
    expect((await take(root, { dryRun: true })).map((l) => l.state)).toEqual(['ready', 'refused']);
    expect(await Promise.all(tables.map(count))).toEqual(before);
    expect(t.town.publicVersion.current()).toBe(version);
  });

  it('becomes documents once, however often it is run; changed content is a conflict', async () => {
    const root = folderWith({
      '年/1.txt': oldPage({ title: '2010年度部门决算说明' }),
      '年/2.txt': oldPage({ title: '2010年度安全生产检查情况' }),
    });
    const first = await take(root);
    expect(first.map((l) => l.state)).toEqual(['imported', 'imported']);
    const second = await take(root);
    expect(second.map((l) => [l.state, l.indexNo])).toEqual(first.map((l) => ['skipped', l.indexNo]));
    expect(why(second[0])).toContain(first[0]!.indexNo!);
    writeFileSync(
      join(root, '年/1.txt'),
      oldPage({ title: '2010年度部门决算说明', text: '一、改过的内容\n\n与那时完全不同的一段文字，逐项列出。' }),
    );
    const third = await take(root);
    expect(third.map((l) => l.state)).toEqual(['failed', 'skipped']);
    expect(why(third[0])).toContain('内容与那时不同');
  });

  it('run twice at the same moment becomes documents once', async () => {
    const root = folderWith({ 'same.txt': oldPage({ title: '2009年度部门决算说明' }) });
    const states = (await Promise.all([take(root), take(root)])).map((lines) => lines[0]!.state).sort();
    expect(states).toEqual(['imported', 'skipped']);
  });

  it('holds one document where two files are the same', async () => {
    const page = oldPage({ title: '2008年度部门决算说明' });
    const lines = await take({ 'a.txt': page, 'b.txt': page });
    expect(lines.map((l) => l.state)).toEqual(['imported', 'skipped']);
    expect(why(lines[1])).toContain('a.txt');
  });

  it('follows its sheet: what the sheet says stands over what the file says; attachments come along', async () => {
    const table = await sheetBytes('表', [{ title: '户数' }, { title: '金额' }], [[3, 900]]);
    const sheet = await sheetBytes(
      '元数据',
      ['文件名', '编号', '标题', '文号', '目录', '机构', '生成日期', '发布日期', '来源', '体裁', '关键词', '概述', '附件'].map(
        (title) => ({ title }),
      ),
      [
        [
          '通知.docx',
          'A-1',
          '关于发放2016年补贴的通知',
          '港政〔2016〕7号',
          '惠农补贴',
          'finance',
          '2016/3/1',
          '2016年3月9日',
          '财政所',
          '通知',
          '补贴 一卡通',
          '说明补贴的对象和标准。',
          '明细.xlsx',
        ],
      ],
    );
    const root = folderWith({ '通知.docx': await goodDocx(), '附件/明细.xlsx': table, '说明.xlsx': sheet });
    const [line] = await take(root);
    expect(why(line)).toBe('');
    const document = (await documentById(t.town.db, line!.documentId!))!;
    const edition = (await editionById(t.town.db, document.currentEditionId!))!;
    expect(document).toMatchObject({ itemCode: '12', organId: t.people.finance.id, state: 'published' });
    expect(edition).toMatchObject({
      title: '关于发放2016年补贴的通知',
      docNo: '港政〔2016〕7号',
      createdOn: '2016-03-01',
      claimedOn: '2016-03-09',
      sourceUnit: '财政所',
      genre: '通知',
      keywords: ['补贴', '一卡通'],
      summary: '说明补贴的对象和标准。',
      attachments: [{ name: '明细.xlsx', kind: 'xlsx' }],
    });
    expect(line!.indexNo).toMatch(/\/201603-/);
    // The row's own key: another file under it is a conflict, whatever its name.
    const moved = folderWith({ '别名.txt': oldPage({ title: '别的' }), '元数据.csv': '文件名,编号,目录\n别名.txt,A-1,12\n' });
    expect(why((await take(moved))[0])).toContain('内容与那时不同');
  });

  it('is on record with who, from which file, and the way it came', async () => {
    const [line] = await take({
      'r.html': `<html><body>${oldPage({ title: '2007年度部门决算说明' }).replace(/^.+$/gm, '<p>$&</p>')}</body></html>`,
    });
    expect(why(line)).toBe('');
    const { rows } = await sql<{ entry: string }>`
      select entry from platform_audit where subject = ${`document:${line!.documentId}`} and verb = 'intake.import'`.execute(
      t.town.db,
    );
    const record = rows.map((r) => JSON.parse(r.entry)).find((e) => 'imported' in e.detail);
    expect(record.staff).toBe(t.importer.staffId);
    expect(record.detail).toMatchObject({ imported: 'r.html', claimed: day('2015-03-20'), via: '测试' });
    expect(record.detail.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(t.town.files.has(String(record.detail.sha256))).toBe(true);
    expect((await listBatches(t.town.db, { q: '', state: '' }, 1)).batches[0]).toMatchObject({
      channel: 'command-line',
      state: 'done',
      documents: 1,
      imported: 1,
    });
  });

  it('takes an item for all, and an organ for those whose source is unknown', async () => {
    const [line] = await take(
      { 'x.txt': oldPage({ title: '有关事项的说明', source: '某某日报' }) },
      { choices: { item: '09', organ: t.people.finance.id } },
    );
    expect(line).toMatchObject({
      state: 'imported',
      found: { itemCode: '09', organId: t.people.finance.id, source: '某某日报' },
    });
  });

  it('says what a PDF needs, wherever it stands', async () => {
    expect(why((await take({ 'a.pdf': pdf() }))[0])).toContain('附件');
  });
});
