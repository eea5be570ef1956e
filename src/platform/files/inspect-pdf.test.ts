// Whose name was in a PDF is told, and is gone from what is published: from its bytes, not only from its index.
import { PDFName, PDFString } from '@cantoo/pdf-lib';
import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { dressedPdf, pdf } from '../../../test/support/foreign-files.ts';
import { inspectPdf, type InspectedPdf } from './inspect-pdf.ts';

const MAKERS = ['Wang Yangli', 'Li Yangli', 'Zhao Shifan', 'Qiu Shifan', 'Internal draft', '4000123'];

/** Everything the bytes say, packed or not, also in the encodings PDF has for strings. */
function allBytes(bytes: Uint8Array): string {
  const raw = Buffer.from(bytes).toString('latin1');
  const unpacked = [...raw.matchAll(/stream\r?\n/g)].map((m) => {
    try {
      return inflateSync(bytes.subarray(m.index + m[0].length), { finishFlush: 2 }).toString('latin1');
    } catch {
      return '';
    }
  });
  const text = [raw, ...unpacked].join('\n');
  const hex = text.replace(/<((?:[0-9A-Fa-f]{2})+)>/g, (_, digits: string) => Buffer.from(digits, 'hex').toString('latin1'));
  return hex.replace(/\u0000/g, '');
}

async function taken(bytes: Buffer): Promise<InspectedPdf> {
  const answer = await inspectPdf(bytes);
  if (!answer.ok) throw new Error(JSON.stringify(answer.refusals));
  return answer.value;
}

const said = (bytes: Uint8Array): string[] => MAKERS.filter((maker) => allBytes(bytes).includes(maker));

/** The same file saved again: what is changed is appended, what was there stays. */
function savedAgain(bytes: Buffer, object: number, content: string, trailer = ''): Buffer {
  const at = bytes.length;
  const before = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(bytes.toString('latin1'))![1];
  const body = `${object} 0 obj\n${content}\nendobj\n`;
  const xref = `xref\n${object} 1\n${String(at).padStart(10, '0')} 00000 n \n`;
  const end = `trailer\n<< /Size 20 /Root 1 0 R /Info ${object} 0 R /Prev ${before} ${trailer} >>\nstartxref\n${at + body.length}\n%%EOF\n`;
  return Buffer.concat([bytes, Buffer.from(body + xref + end, 'latin1')]);
}

describe('a PDF', { timeout: 60_000 }, () => {
  it('is refused encrypted, cut off or with a script before anything is written anew', async () => {
    const code = async (bytes: Buffer): Promise<string | undefined> => {
      const answer = await inspectPdf(bytes);
      return answer.ok ? undefined : answer.refusals[0]!.code;
    };
    const whole = await dressedPdf();
    expect(await code(whole.subarray(0, whole.length / 2))).toBe('file-damaged');
    expect(await code(pdf({ trailer: '/Encrypt << /Filter /Standard /V 1 /R 2 /O (x) /U (y) /P -4 >>' }))).toBe('file-encrypted');
    expect(await code(await dressedPdf((made) => made.addJavaScript('x', 'app.alert(1)')))).toBe('file-has-script');
  });

  it('that is signed keeps its bytes, tells its properties, says so, and has them searched for personal data', async () => {
    const signed = await dressedPdf((made) => {
      const signature = made.context.register(
        made.context.obj({ Type: 'Sig', ByteRange: [0, 1, 2, 3], Contents: PDFString.of('00') }),
      );
      made.catalog.set(PDFName.of('AcroForm'), made.context.obj({ Fields: [{ FT: 'Sig', V: signature }], SigFlags: 3 }));
    });
    const { cleanedBytes, hidden, text } = await taken(signed);
    expect(signed.equals(cleanedBytes)).toBe(true);
    expect(hidden.map((h) => h.detail)).toEqual([
      '作者：Wang Yangli',
      '文档标题属性：Internal draft',
      '关键词属性：0563-4000123',
      expect.stringMatching(/^以上属性仍在文件里：文件有电子签名/),
    ]);
    for (const found of ['Annual report 2013', '0563-4000123', 'Li Yangli']) expect(text).toContain(found);
  });

  it('has no maker left anywhere in its bytes, and the same pages and words', async () => {
    const original = await dressedPdf();
    expect(said(original)).toEqual(MAKERS);
    const { cleanedBytes, hidden, text, pages } = await taken(original);
    expect(said(cleanedBytes)).toEqual([]);
    expect(allBytes(cleanedBytes)).not.toMatch(/xmpmeta|\/Metadata|\/Info\b|PieceInfo/);
    expect(hidden.map((h) => h.detail)).toContain('作者：Wang Yangli');
    expect([pages, text]).toEqual([2, 'Annual report 2013\nFigures of 2013']);
    const again = await taken(Buffer.from(cleanedBytes));
    expect(again).toMatchObject({ pages, text, hidden: [] });
    expect(allBytes(again.cleanedBytes)).toContain('/Subtype /Image');
  });

  it('that was saved over has nothing left of what it said before', async () => {
    const twice = savedAgain(pdf(), 8, '<< /Author (Li Yangli) /Title (Internal draft) >>');
    expect(said(twice)).toEqual(['Wang Yangli', 'Li Yangli', 'Internal draft']);
    const { cleanedBytes, hidden, text } = await taken(twice);
    expect(hidden.map((h) => h.detail)).toContain('作者：Li Yangli');
    expect([said(cleanedBytes), text]).toEqual([[], 'Annual report 2013']);
    const covered = savedAgain(
      pdf({ text: 'Zhao Shifan' }),
      4,
      '<< /Length 44 >>\nstream\nBT /F1 12 Tf 72 720 Td (Nobody named) Tj ET \nendstream',
    );
    const now = await taken(covered);
    expect([now.text, said(now.cleanedBytes)]).toEqual(['Nobody named', []]);
  });

  it('the rewriting does not understand keeps its bytes and says so', async () => {
    const odd = pdf({ objects: ['<< /Broken [ 1 2 >>'] });
    const { cleanedBytes, hidden } = await taken(odd);
    expect(odd.equals(cleanedBytes)).toBe(true);
    expect(hidden.map((h) => h.detail)).toEqual(['作者：Wang Yangli', expect.stringContaining('无法去除')]);
  });
});
