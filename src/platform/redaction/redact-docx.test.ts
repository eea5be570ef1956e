import fc from 'fast-check';
import mammoth from 'mammoth';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import {
  goodDocx,
  picture,
  relations,
  wordEntries,
  wordParagraph,
  zip,
  type ZipEntry,
} from '../../../test/support/foreign-files.ts';
import { cutParagraph, people } from '../../../test/support/redactable-files.ts';
import { unzipped } from '../../../test/support/unzipped.ts';
import type { Outcome } from '../../town/outcome.ts';
import type { Passage } from './passage.ts';
import { readWord, redactDocx } from './redact-docx.ts';
import type { RedactedFile } from './redaction-job.ts';
import { hideInStory, type Story } from './word-stories.ts';

const ground = '个人隐私';
const MARK = '【已遮盖：个人隐私】';
const { name, id, mobile } = people;
const list = (...texts: readonly string[]): Passage[] => texts.map((text) => ({ text, ground }));
const codes = (outcome: Outcome<unknown>): readonly string[] => (outcome.ok ? [] : outcome.refusals.map((r) => r.code));
function made(outcome: Outcome<RedactedFile>): Buffer {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.refusals));
  return Buffer.from(outcome.value.bytes);
}
const word = (body: string, extra: readonly ZipEntry[] = [], types = ''): Buffer => zip(wordEntries(body, extra, types));
const read = async (bytes: Buffer): Promise<string> => (await mammoth.extractRawText({ buffer: bytes })).value;

/** Everything in the package with its tags squeezed out, as somebody looking for a leak would do it. */
function squeezed(bytes: Buffer): string {
  return unzipped(bytes)
    .normalize('NFKC')
    .replace(/<[^>]*>/g, '')
    .replace(/[\s\u00ad\u200b-\u200f\ufeff]/g, '');
}

const plain = (text: string): string => text.normalize('NFKC');

const REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const relation = (n: number, type: string, target: string, more = ''): string =>
  `<Relationship Id="rId${n}" Type="${REL}/${type}" Target="${target}" ${more}/>`;
const CONTENT = 'application/vnd.openxmlformats-officedocument.wordprocessingml.';
const override = (part: string, type: string): string => `<Override PartName="/${part}" ContentType="${type}"/>`;
const NS =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"';
const drawing = (uri: string, inner: string): string =>
  `<w:r><w:drawing><wp:inline ${NS}><wp:extent cx="900000" cy="900000"/><wp:docPr id="1" name="${name}的照片" descr="${name}站在门口" title="${name}"/><a:graphic><a:graphicData uri="${uri}">${inner}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`;
const PICTURE_URI = 'http://schemas.openxmlformats.org/drawingml/2006/picture';
const image = `<pic:pic><pic:nvPicPr><pic:cNvPr id="2" name="${name}.png" descr="${name}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rId7"/></pic:blipFill><pic:spPr/></pic:pic>`;
const box = (text: string): string => `<w:txbxContent><w:p><w:r><w:t>${text}</w:t></w:r></w:p></w:txbxContent>`;
const field = (instruction: string, result: string): string =>
  `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>${instruction}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>${result}</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`;

/** The name in every place of a Word file that can hold one. */
async function loaded(): Promise<Buffer> {
  const part = (root: string, inner: string): string => `<w:${root} ${NS}>${inner}</w:${root}>`;
  const note = (n: number): string => `<w:footnote w:id="${n}">${cutParagraph(`注：${name}之父`, [3, 4])}</w:footnote>`;
  const body = [
    `<w:p><w:pPr><w:pStyle w:val="${name}样式"/></w:pPr><w:r><w:t>标题</w:t></w:r></w:p>`,
    cutParagraph(
      `兹有${name}，身份证${id}，来镇。`,
      [3, 5, 12, 20],
      ['<w:proofErr w:type="spellStart"/>', `<w:bookmarkStart w:id="1" w:name="${name}"/>`, '<w:r><w:softHyphen/></w:r>'],
    ),
    `<w:p><w:r><w:t>经办</w:t></w:r><w:del w:id="3" w:author="${name}"><w:r><w:delText>原写${name}</w:delText></w:r></w:del><w:ins w:id="4" w:author="${name}" w:date="2026-03-02T00:00:00Z"><w:r><w:t>改写${name}</w:t></w:r></w:ins></w:p>`,
    `<w:p><w:hyperlink r:id="rId5" w:tooltip="${name}"><w:r><w:t>主页</w:t></w:r></w:hyperlink>${field(`HYPERLINK "mailto:${name}@example.cn"`, name)}<w:fldSimple w:instr=" AUTHOR ${name} "><w:r><w:t>${name}</w:t></w:r></w:fldSimple></w:p>`,
    `<w:p><w:commentRangeStart w:id="0"/><w:r><w:t>此处</w:t></w:r><w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>`,
    `<w:sdt><w:sdtPr><w:alias w:val="${name}"/><w:tag w:val="${name}"/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>填写：${name}</w:t></w:r></w:p></w:sdtContent></w:sdt>`,
    `<w:p><w:r><w:t>张</w:t></w:r><w:r><mc:AlternateContent ${NS}><mc:Choice Requires="wps">${drawing('http://schemas.microsoft.com/office/word/2010/wordprocessingShape', `<wps:wsp><wps:txbx>${box(`框中${name}`)}</wps:txbx></wps:wsp>`)}</mc:Choice><mc:Fallback><w:pict><v:shape id="${name}" alt="${name}" o:gfxdata="${name}"><v:textbox>${box(`框中${name}`)}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>建国</w:t></w:r></w:p>`,
    `<w:p>${drawing(PICTURE_URI, image)}</w:p>`,
    `<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏的${name}</w:t></w:r><w:r><w:t>公开的</w:t></w:r></w:p>`,
    `<w:p><w:r><w:sym w:font="宋体" w:char="5F20"/></w:r><w:r><w:t>建国</w:t></w:r><w:r><w:tab/><w:t>138</w:t><w:noBreakHyphen/><w:t>1234 5678</w:t></w:r></w:p>`,
    `<w:p><w:r><w:ruby><w:rt><w:r><w:t>${name}</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>某人</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>`,
    '<w:sectPr><w:headerReference w:type="default" r:id="rId1"/></w:sectPr>',
  ].join('');
  const watermark = `<w:p><w:r><w:pict><v:shape type="#_x0000_t136"><v:textpath string="仅供${name}使用"/></v:shape></w:pict></w:r></w:p>`;
  const extra: ZipEntry[] = [
    { name: 'word/header1.xml', bytes: part('hdr', `${cutParagraph(`送：${name}`, [3])}${watermark}`) },
    { name: 'word/footnotes.xml', bytes: part('footnotes', note(2)) },
    {
      name: 'word/comments.xml',
      bytes: part('comments', `<w:comment w:id="0" w:author="${name}">${wordParagraph(name)}</w:comment>`),
    },
    {
      name: 'word/styles.xml',
      bytes: part(
        'styles',
        `<w:style w:type="paragraph" w:customStyle="1" w:styleId="${name}样式"><w:name w:val="${name}样式"/></w:style>`,
      ),
    },
    {
      name: 'word/settings.xml',
      bytes: part('settings', `<w:docVars><w:docVar w:name="who" w:val="${name}"/></w:docVars><w:defaultTabStop w:val="420"/>`),
    },
    { name: `word/media/${name}.png`, bytes: await picture('png', true) },
    { name: 'docProps/core.xml', bytes: `<core><creator>${name}</creator></core>` },
    { name: 'docProps/custom.xml', bytes: `<custom>${name}</custom>` },
    { name: 'docProps/thumbnail.jpeg', bytes: await picture('jpeg') },
    { name: 'customXml/item1.xml', bytes: `<data>${name}${id}</data>` },
    relations(
      relation(1, 'header', 'header1.xml') +
        relation(2, 'footnotes', 'footnotes.xml') +
        relation(3, 'comments', 'comments.xml') +
        relation(4, 'styles', 'styles.xml') +
        relation(5, 'hyperlink', `http://example.cn/${name}`, 'TargetMode="External"') +
        relation(6, 'customXml', '../customXml/item1.xml') +
        relation(7, 'image', `media/${name}.png`) +
        relation(8, 'settings', 'settings.xml'),
    ),
  ];
  const types = ['header1:header', 'footnotes:footnotes', 'comments:comments', 'styles:styles', 'settings:settings']
    .map((pair) => pair.split(':') as [string, string])
    .map(([file, type]) => override(`word/${file}.xml`, `${CONTENT}${type}+xml`));
  return word(body, extra, `${types.join('')}<Default Extension="png" ContentType="image/png"/>`);
}

describe('what is refused', () => {
  test('what is not a Word file, is locked, is empty', async () => {
    expect(codes(await redactDocx(Buffer.from('没有'), list(name)))).toEqual(['cannot-read']);
    const locked = zip(wordEntries(wordParagraph(name)).map((entry) => ({ ...entry, encrypted: true })));
    expect(codes(await redactDocx(locked, list(name)))).toEqual(['encrypted']);
    expect(codes(await redactDocx(word('<w:p/>'), list(name)))).toEqual(['no-text']);
  });

  test('what the guards of uploads refuse, in their words', async () => {
    const macros = word(wordParagraph(name), [{ name: 'word/vbaProject.bin', bytes: 'x' }]);
    expect(codes(await redactDocx(macros, list(name)))).toEqual(['file-has-macros']);
  });

  test('a chart, an embedded object and a picture no program can look into', async () => {
    const chart = `<w:p><w:r><w:t>${name}</w:t></w:r>${drawing('http://schemas.openxmlformats.org/drawingml/2006/chart', '<c:chart xmlns:c="c" r:id="rId1"/>')}</w:p>`;
    expect(codes(await redactDocx(word(chart), list(name)))).toEqual(['has-objects']);
    const object = `${wordParagraph(name)}<w:p><w:r><w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office"/></w:object></w:r></w:p>`;
    expect(codes(await redactDocx(word(object), list(name)))).toEqual(['has-objects']);
    const metafile = [
      { name: 'word/media/a.emf', bytes: '\u0001\u0000\u0000\u0000 EMF' },
      relations(relation(7, 'image', 'media/a.emf')),
    ];
    expect(
      codes(await redactDocx(word(`${wordParagraph(name)}<w:p>${drawing(PICTURE_URI, image)}</w:p>`, metafile), list(name))),
    ).toEqual(['has-objects']);
  });

  test('a passage that only stood in what is taken out anyway', async () => {
    const deleted = `${wordParagraph('正文')}<w:p><w:del w:author="x"><w:r><w:delText>${name}</w:delText></w:r></w:del></w:p>`;
    expect(codes(await redactDocx(word(deleted), list(name)))).toEqual(['not-found']);
  });

  test('a redactor that leaves one run is caught by the proof, and one that forgets a place', async () => {
    const bytes = word(cutParagraph(`证号${id}止`, [6, 12]) + wordParagraph(id));
    const leavesRun = (story: Story, hidings: Parameters<typeof hideInStory>[1]): void => {
      const run = story.pieces.find((p) => p.from > hidings[0]!.from && p.to <= hidings[0]!.to)!;
      const before = run.node.children;
      const parent = run.parent.children;
      hideInStory(story, hidings);
      run.node.children = before;
      run.parent.children = parent;
      const paragraph = story.paragraphs[0]!.node;
      if (!paragraph.children.includes(run.parent)) paragraph.children.push(run.parent);
    };
    expect(codes(await redactDocx(bytes, list(id), leavesRun))).toEqual(['text-differs']);
    const forgets = (story: Story, hidings: Parameters<typeof hideInStory>[1]): void => hideInStory(story, hidings.slice(1));
    expect(codes(await redactDocx(bytes, list(id), forgets))).toEqual(['text-differs', 'still-there']);
    expect(codes(await redactDocx(await loaded(), list(name), () => {}))).toContain('still-there');
  });
});

describe('what comes out', () => {
  test('the name is in no part of a file that had it in all of them', async () => {
    const outcome = await redactDocx(await loaded(), list(name, id, mobile));
    const bytes = made(outcome);
    const all = squeezed(bytes);
    for (const hidden of [name, id, mobile]) expect(all).not.toContain(hidden);
    expect(unzipped(bytes)).not.toContain(name);
    expect(unzipped(bytes)).not.toMatch(
      /docProps|customXml|comments|thumbnail|bookmark|author|rsid|instrText|mailto|example\.cn|descr=/,
    );
    expect(unzipped(bytes)).not.toMatch(/<\/w:r>\s*<\/w:r>/);
    expect(outcome.ok && outcome.value.pictures).toBe(1);
    expect(outcome.ok && outcome.value.proof.checked).toBeGreaterThan(50);
  });

  test('it opens, reads on, and keeps what nobody asked to hide', async () => {
    const bytes = made(await redactDocx(await loaded(), list(name, id, mobile)));
    const text = await read(bytes);
    expect(text).toContain(`兹有${MARK}，身份证${MARK}，来镇。`);
    expect(text).toContain(`经办改写${MARK}`);
    expect(text).toContain(`主页${MARK}`);
    expect(text).toContain(`框中${MARK}`);
    expect(squeezed(bytes)).toContain(plain(`注：${MARK}之父`));
    expect(squeezed(bytes)).toContain(plain(`送：${MARK}`));
    expect(unzipped(bytes)).toContain(`仅供${MARK}使用`);
    expect(text).toContain('公开的');
    expect(text).toContain('某人');
    expect(text).not.toContain('隐藏的');
  });

  test('pictures are drawn anew and keep their place', async () => {
    const bytes = made(await redactDocx(await loaded(), list(name)));
    const pictures: Buffer[] = [];
    await mammoth.convertToHtml(
      { buffer: bytes },
      {
        convertImage: mammoth.images.imgElement(async (picture) => {
          pictures.push(await picture.readAsBuffer());
          return { src: '' };
        }),
      },
    );
    expect(pictures).toHaveLength(1);
    expect((await sharp(pictures[0]!).metadata()).exif).toBeUndefined();
  });

  test('page numbers stay fields, other fields become what they show', async () => {
    const bytes = word(
      `<w:p>${field(' PAGE \\* MERGEFORMAT ', '3')}${field('TOC \\o', '目录')}<w:r><w:t>${name}</w:t></w:r></w:p>`,
    );
    const xml = unzipped(made(await redactDocx(bytes, list(name))));
    expect(xml).toContain('<w:instrText>PAGE</w:instrText>');
    expect(xml).not.toContain('TOC');
    expect(xml).toContain('目录');
  });

  test('a passage over several paragraphs leaves one mark and no empty paragraphs to count', async () => {
    const bytes = word(['前言甲', '乙一段', '乙二段', '丙后语'].map((t) => wordParagraph(t)).join(''));
    const xml = unzipped(made(await redactDocx(bytes, list('甲\n乙一段\n乙二段\n丙'))));
    expect(xml.match(/<w:p>/g)).toHaveLength(2);
    expect(xml).toContain(`前言${MARK}`);
    expect(xml).toContain('>后语<');
  });

  test('the nth occurrence is counted in the text that was shown', async () => {
    const bytes = word(wordParagraph(`一${name}`) + wordParagraph(`二${name}`));
    const shown = await readWord(bytes);
    expect(shown.ok && shown.value.text.split(name)).toHaveLength(3);
    const text = await read(made(await redactDocx(bytes, [{ text: name, nth: 1, ground }])));
    expect(text).toContain(`一${name}`);
    expect(text).toContain(`二${MARK}`);
  });

  test('a document of another program goes through whole', async () => {
    const text = await read(made(await redactDocx(await goodDocx(), list('临时救助'))));
    expect(text).toContain('港口镇便民服务事项目录');
    expect(text).toContain(MARK);
    expect(text).not.toContain('临时救助');
  });

  test('two files that differ only in what is hidden become the same file, byte for byte', async () => {
    const release = async (...runs: readonly string[]): Promise<Buffer> => {
      const body = ['兹有', ...runs, '来访。'].map((run) => `<w:r><w:t>${run}</w:t></w:r>`).join('');
      return made(await redactDocx(word(`<w:p>${body}</w:p>`), list(runs.join(''))));
    };
    const short = await release('王五');
    expect(short.equals(await release('欧', '阳小', '红妹'))).toBe(true);
  });

  test('whatever the runs, nothing of what is hidden can be found', async () => {
    const filler = fc
      .string({ unit: fc.constantFrom(...'镇村民政办核查情况，。 0123４５ab<&"'), maxLength: 30 })
      .map((s) => `戊${s}`);
    const secret = fc.constantFrom(name, id, mobile, '欧阳𠮷', 'Zhang San');
    const between = fc.subarray(['<w:proofErr w:type="gramEnd"/>', '<w:r><w:softHyphen/></w:r>', '<w:r><w:tab/></w:r>', '']);
    const paragraph = fc.record({ filler, secret, end: filler, cuts: fc.array(fc.nat(80), { maxLength: 12 }), between });
    await fc.assert(
      fc.asyncProperty(fc.array(paragraph, { minLength: 1, maxLength: 5 }), async (paragraphs) => {
        const body = paragraphs.map((p) => cutParagraph(p.filler + p.secret + p.end, p.cuts, p.between)).join('');
        const secrets = [...new Set(paragraphs.map((p) => p.secret))];
        const all = squeezed(made(await redactDocx(word(body), list(...secrets))));
        for (const hidden of secrets) expect(all).not.toContain(hidden.replace(/\s/g, ''));
      }),
      { numRuns: 60 },
    );
  });
});
