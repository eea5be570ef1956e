import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import {
  goodDocx,
  goodXlsx,
  pdf,
  picture,
  relations,
  wordEntries,
  wordParagraph,
  type ZipEntry,
  zip,
} from '../../../test/support/foreign-files.ts';
import { closeReading } from '../reading/reading-pool.ts';
import { inspectUpload } from './inspect-upload.ts';
import { fileLimits } from './limits.ts';

afterAll(closeReading);

async function refusal(name: string, bytes: Uint8Array): Promise<string> {
  const answer = await inspectUpload(name, bytes);
  return answer.ok ? 'taken' : answer.refusals[0]!.code;
}

const plain = wordParagraph('正文');
const word = (extra: readonly ZipEntry[] = [], types = '', document = plain): Buffer => zip(wordEntries(document, extra, types));
const link = (type: string, target: string): ZipEntry =>
  relations(
    `<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}" TargetMode="External"/>`,
  );

describe('an upload is refused', { timeout: 20_000 }, () => {
  it('when it is empty, oversized, or of a kind that is not taken', async () => {
    expect(await refusal('a.pdf', new Uint8Array())).toBe('file-empty');
    expect(await refusal('a.pdf', new Uint8Array(fileLimits.packedBytes + 1))).toBe('file-too-large');
    for (const name of ['a.exe', 'a.doc', 'a.svg', 'a.html', 'a', 'a.zip', 'a.docx.js'])
      expect(await refusal(name, word())).toBe('file-kind-not-allowed');
    expect(await refusal('a.docm', word())).toBe('file-has-macros');
  });

  it('when its name says something else than its content', async () => {
    expect(await refusal('a.pdf', await picture('png'))).toBe('file-kind-mismatch');
    expect(await refusal('a.png', await picture('jpeg'))).toBe('file-kind-mismatch');
    expect(await refusal('a.xlsx', word())).toBe('file-kind-mismatch');
    expect(await refusal('a.docx', await goodXlsx())).toBe('file-kind-mismatch');
    expect(await refusal('a.docx', zip([{ name: 'x.txt', bytes: 'x' }]))).toBe('file-kind-mismatch');
    expect(await refusal('a.docx', Buffer.from('hello'))).toBe('file-kind-mismatch');
  });

  it('when it is two formats at once', async () => {
    expect(await refusal('a.png', Buffer.concat([await picture('png'), word()]))).toBe('file-disguised');
    expect(await refusal('a.pdf', Buffer.concat([pdf(), word()]))).toBe('file-disguised');
    expect(await refusal('a.pdf', pdf({ after: '<script>alert(1)</script>' }))).toBe('file-disguised');
    expect(await refusal('a.docx', zip(wordEntries(plain), { comment: 'x' }))).toBe('file-disguised');
    expect(await refusal('a.docx', zip([...wordEntries(plain), { name: 'a.bin', bytes: '%PDF-1.7', stored: true }]))).toMatch(
      /disguised|attachments/,
    );
    expect(
      await refusal('a.docx', zip(wordEntries(plain).map((e, i) => (i === 2 ? { ...e, localName: 'word/document.exe' } : e)))),
    ).toBe('file-disguised');
  });

  it('when it is encrypted', async () => {
    expect(await refusal('a.docx', zip(wordEntries(plain).map((e) => ({ ...e, encrypted: true }))))).toBe('file-encrypted');
    const compound = Buffer.concat([
      Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      Buffer.alloc(600),
      Buffer.from('EncryptedPackage', 'utf16le'),
    ]);
    expect(await refusal('a.docx', compound)).toBe('file-encrypted');
    expect(
      await refusal(
        'a.pdf',
        pdf({ objects: ['<< /Filter /Standard /V 1 /R 2 /O (x) /U (y) /P -4 >>'], trailer: '/Encrypt 7 0 R' }),
      ),
    ).toBe('file-encrypted');
  });

  it('when it carries macros, by content type or by part', async () => {
    expect(await refusal('a.docx', word([{ name: 'word/vbaProject.bin', bytes: 'x' }]))).toBe('file-has-macros');
    expect(
      await refusal('a.docx', word([], '<Override PartName="/word/x.bin" ContentType="application/vnd.ms-office.vbaProject"/>')),
    ).toBe('file-has-macros');
    expect(await refusal('a.docx', word([{ name: 'word/activeX/activeX1.xml', bytes: '<a/>' }]))).toBe('file-has-macros');
  });

  it('when it starts programs or points to scripts', async () => {
    expect(await refusal('a.docx', await goodDocx('javascript:alert(1)'))).toBe('file-has-script');
    expect(await refusal('a.docx', word([link('hyperlink', 'java&#10;script:alert(1)')]))).toBe('file-has-script');
    const dde =
      '<w:p><w:r><w:instrText>DDE</w:instrText></w:r><w:r><w:instrText>AUTO c:\\\\windows\\\\cmd.exe</w:instrText></w:r></w:p>';
    expect(await refusal('a.docx', word([], '', dde))).toBe('file-has-script');
  });

  it('when it brings in content from elsewhere or holds other files', async () => {
    expect(await refusal('a.docx', word([link('image', 'http://evil.example/x.png')]))).toBe('file-external-content');
    expect(await refusal('a.docx', word([link('oleObject', 'file:///c:/x')]))).toBe('file-external-content');
    expect(await refusal('a.docx', word([{ name: 'word/embeddings/oleObject1.bin', bytes: 'x' }]))).toBe('file-has-attachments');
    expect(await refusal('a.docx', word([{ name: 'word/media/image1.png', bytes: zip([{ name: 'x', bytes: 'y' }]) }]))).toBe(
      'file-has-attachments',
    );
  });

  it('when it is a bomb: in size, ratio, parts, overlap or a lie about its size', async () => {
    const zeros = Buffer.alloc(60 * 1024 * 1024);
    expect(await refusal('a.docx', word([{ name: 'word/big.bin', bytes: zeros }]))).toBe('file-ratio-too-high');
    const four = Array.from({ length: 4 }, (_, i) => ({ name: `word/big${i}.bin`, bytes: zeros }));
    expect(await refusal('a.docx', word(four))).toBe('file-unpacks-too-large');
    expect(
      await refusal('a.docx', word(Array.from({ length: fileLimits.parts }, (_, i) => ({ name: `word/p${i}`, bytes: 'x' })))),
    ).toBe('file-too-many-parts');
    expect(await refusal('a.docx', word([{ name: 'word/big.bin', bytes: zeros, claimSize: 1000 }]))).toBe('file-size-lie');
    expect(await refusal('a.docx', word([{ name: 'word/small.bin', bytes: 'x', claimSize: 500 }]))).toBe('file-size-lie');
    const nested = zip([{ name: 'inner.bin', bytes: zeros }]);
    expect(await refusal('a.docx', word([{ name: 'word/nested.bin', bytes: nested }]))).toBe('file-has-attachments');
    const overlapping = word([{ name: 'word/a.bin', bytes: 'aaaa', stored: true }]);
    const last = overlapping.lastIndexOf('PK\x01\x02', undefined, 'latin1');
    const doubled = Buffer.concat([
      overlapping.subarray(0, overlapping.length - 22),
      overlapping.subarray(last, overlapping.length - 22),
      overlapping.subarray(-22),
    ]);
    doubled[overlapping.length - 22 + 46 + 'word/'.length] = 'b'.charCodeAt(0);
    const end = doubled.length - 22;
    doubled.writeUInt16LE(5, end + 8);
    doubled.writeUInt16LE(5, end + 10);
    doubled.writeUInt32LE(doubled.readUInt32LE(end + 12) + overlapping.length - 22 - last, end + 12);
    expect(await refusal('a.docx', doubled)).toBe('file-disguised');
  });

  it('when its XML declares entities, nests without end, or is cut off', async () => {
    const entity = '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:p>&x;</w:p>';
    expect(await refusal('a.docx', word([{ name: 'word/header1.xml', bytes: entity }]))).toBe('file-has-dtd');
    const wide = Buffer.from(`\ufeff${entity.replace('"1.0"', '"1.0" encoding="UTF-16"')}`, 'utf16le');
    expect(await refusal('a.docx', word([{ name: 'word/header1.xml', bytes: wide }]))).toBe('file-has-dtd');
    expect(
      await refusal('a.docx', word([{ name: 'word/header1.xml', bytes: '<?xml version="1.0" encoding="UTF-7"?><a/>' }])),
    ).toBe('file-damaged');
    expect(await refusal('a.docx', word([], '', '<w:p>'.repeat(5000) + '</w:p>'.repeat(5000)))).toBe('file-too-deep');
    expect(await refusal('a.docx', word([{ name: 'word/header1.xml', bytes: '<a><b>' }]))).toBe('file-damaged');
  });

  it('when its parts have names that reach outside, twice the same name, or are links', async () => {
    for (const name of ['../evil.xml', '/etc/passwd', 'word\\..\\evil', 'C:evil', 'word/./x', 'word//x', 'word/\u0000x'])
      expect(await refusal('a.docx', word([{ name, bytes: 'x' }]))).toBe('file-bad-part-name');
    expect(await refusal('a.docx', word([{ name: 'word/Document.xml', bytes: '<a/>' }]))).toBe('file-duplicate-part');
    expect(await refusal('a.docx', word([{ name: 'word/link', bytes: '/etc/passwd', mode: 0o120777 }]))).toBe('file-link-part');
  });

  it('when a PDF holds scripts, actions or files, also under disguised names or in packed objects', async () => {
    expect(await refusal('a.pdf', pdf({ catalog: '/OpenAction << /S /JavaScript /JS (app.alert(1)) >>' }))).toBe(
      'file-has-script',
    );
    expect(await refusal('a.pdf', pdf({ catalog: '/OpenAction << /S /J#61vaScript /J#53 (app.alert(1)) >>' }))).toBe(
      'file-has-script',
    );
    expect(await refusal('a.pdf', pdf({ catalog: '/OpenAction << /S /Launch /F (cmd.exe) >>' }))).toBe('file-has-script');
    expect(await refusal('a.pdf', pdf({ catalog: '/Names << /EmbeddedFiles << /Names [] >> >>' }))).toBe('file-has-attachments');
    const packed = deflateSync(Buffer.from('20 0 << /S /JavaScript /JS (x) >>')).toString('latin1');
    const stream = `<< /Type /ObjStm /N 1 /First 5 /Filter /FlateDecode /Length ${packed.length} >>\nstream\n${packed}\nendstream`;
    expect(await refusal('a.pdf', pdf({ objects: [stream] }))).toBe('file-has-script');
  });

  it('when a picture is larger than 25 megapixels, however few bytes it takes', async () => {
    const flood = await sharp({ create: { width: 6000, height: 5000, channels: 3, background: '#fff' } })
      .png({ compressionLevel: 9 })
      .toBuffer();
    expect(flood.length).toBeLessThan(200_000);
    expect(await refusal('a.png', flood)).toBe('image-too-many-pixels');
    const small = await picture('png');
    small.writeUInt32BE(60_000, 16);
    expect(await refusal('a.png', small)).toMatch(/file-damaged|image-too-many-pixels/);
  });

  it('when it is cut off anywhere', async () => {
    const files: readonly (readonly [string, Buffer])[] = [
      ['a.docx', await goodDocx()],
      ['a.xlsx', await goodXlsx()],
      ['a.pdf', pdf()],
      ['a.png', await picture('png')],
      ['a.jpg', await picture('jpeg')],
    ];
    for (const [name, bytes] of files)
      for (const share of [0.1, 0.5, 0.9])
        expect(await refusal(name, bytes.subarray(0, Math.max(12, Math.floor(bytes.length * share))))).toMatch(/^file-/);
  });
});

describe('an upload that is taken', { timeout: 20_000 }, () => {
  it('is passed on without its makers, and everything about them is told', async () => {
    const original = await goodDocx();
    const answer = await inspectUpload('目录.docx', original);
    if (!answer.ok) throw new Error(JSON.stringify(answer.refusals));
    const { kind, text, hidden, cleanedBytes } = answer.value;
    expect(kind).toBe('docx');
    expect(hidden.map((h) => h.detail)).toEqual(
      expect.arrayContaining(['作者：王样例', '最后修改人：李样例', '文档标题属性：内部稿']),
    );
    expect(text).toContain('临时救助\n\t5个工作日');
    const again = await inspectUpload('目录.docx', cleanedBytes);
    expect(again.ok && again.value.hidden).toEqual([]);
    expect(again.ok && again.value.text).toBe(text.split('\n作者')[0]!.replace(/\n$/, '\n'));
    expect(again.ok && Buffer.from(again.value.cleanedBytes).equals(Buffer.from(cleanedBytes))).toBe(true);
  });

  it('is searched for hidden, tiny and white text, changes and comments', async () => {
    const document =
      wordParagraph('看得见') +
      wordParagraph('藏起来的电话0563-4000123', '<w:vanish/>') +
      wordParagraph('样式藏起来', '<w:rStyle w:val="Below"/>') +
      wordParagraph('很小', '<w:sz w:val="2"/>') +
      wordParagraph('白字', '<w:color w:val="FFFFFF"/>') +
      '<w:p><w:ins w:id="1" w:author="王样例"><w:r><w:t>加的</w:t></w:r></w:ins><w:del w:id="2" w:author="王样例"><w:r><w:delText>删的</w:delText></w:r></w:del></w:p>';
    const styles =
      '<w:styles xmlns:w="x"><w:style w:type="character" w:styleId="Hide"><w:rPr><w:vanish/></w:rPr></w:style><w:style w:type="character" w:styleId="Below"><w:basedOn w:val="Hide"/></w:style></w:styles>';
    const comments =
      '<w:comments xmlns:w="x"><w:comment w:id="0" w:author="李样例"><w:p><w:r><w:t>先别公开</w:t></w:r></w:p></w:comment></w:comments>';
    const answer = await inspectUpload(
      'a.docx',
      word(
        [
          { name: 'word/styles.xml', bytes: styles },
          { name: 'word/comments.xml', bytes: comments },
        ],
        '',
        document,
      ),
    );
    if (!answer.ok) throw new Error(JSON.stringify(answer.refusals));
    expect(answer.value.hidden.map((h) => `${h.kind} ${h.detail}`)).toEqual([
      'hidden-text 隐藏文字（2处）：藏起来的电话0563-4000123',
      'hidden-text 极小的文字：很小',
      'hidden-text 白色文字：白字',
      'tracked-change 修订插入（王样例）：加的',
      'tracked-change 修订删除（王样例）：删的',
      'comment 批注（李样例）',
    ]);
    for (const found of ['看得见', '0563-4000123', '删的', '先别公开']) expect(answer.value.text).toContain(found);
  });

  it('is a spreadsheet whose hidden sheets, rows and notes are told and whose text is complete', async () => {
    const bytes = await goodXlsx((book) => {
      const secret = book.addWorksheet('底稿', { state: 'veryHidden' });
      secret.addRow(['510104199001010000', 13800001111]);
      book.worksheets[0]!.getRow(2).hidden = true;
      book.worksheets[0]!.getCell('A1').note = '核对过';
    });
    const answer = await inspectUpload('名单.xlsx', bytes);
    if (!answer.ok) throw new Error(JSON.stringify(answer.refusals));
    const details = answer.value.hidden.map((h) => h.detail).join('\n');
    for (const found of ['作者：赵示范', '隐藏的工作表：底稿', '隐藏的行1处', '批注1处：核对过'])
      expect(details).toContain(found);
    for (const found of ['510104199001010000', '13800001111', '王样例\t300.5', '核对过'])
      expect(answer.value.text).toContain(found);
    expect(answer.value.text.split('王样例')).toHaveLength(2);
    expect((await inspectUpload('名单.xlsx', answer.value.cleanedBytes)).ok).toBe(true);
  });

  it('tells of data that programs attached without showing it', async () => {
    const answer = await inspectUpload(
      'a.docx',
      word([{ name: 'customXml/item1.xml', bytes: '<x><y>李样例 0563-4000123</y></x>' }]),
    );
    expect(answer.ok && answer.value.hidden).toEqual([{ kind: 'metadata', detail: '附带的自定义数据：李样例 0563-4000123' }]);
    expect(answer.ok && answer.value.text).toContain('0563-4000123');
  });

  it('is a PDF with its pages counted, its text read and its author told', async () => {
    const answer = await inspectUpload('a.pdf', pdf({ text: 'Published figures 2013' }));
    expect(answer).toMatchObject({
      ok: true,
      value: { kind: 'pdf', pages: 1, text: 'Published figures 2013', hidden: [{ kind: 'author', detail: '作者：Wang Yangli' }] },
    });
  });

  it('is a picture drawn anew, without place and device', async () => {
    const answer = await inspectUpload('现场.jpg', await picture('jpeg', true));
    if (!answer.ok) throw new Error(JSON.stringify(answer.refusals));
    expect(answer.value.hidden).toMatchObject([{ kind: 'metadata' }]);
    const cleaned = await sharp(answer.value.cleanedBytes).metadata();
    expect([cleaned.width, cleaned.height, cleaned.exif]).toEqual([60, 40, undefined]);
    expect(answer.value.originalSha256).toMatch(/^[0-9a-f]{64}$/);
  });
});
