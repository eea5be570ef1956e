// Text and hidden corners of a spreadsheet: hidden sheets, rows and columns, notes, cached data of pivot tables.
import { Parser } from 'htmlparser2';
import type { Hidden } from './inspected.ts';
import { type OfficePackage, tagsOf } from './office.ts';

/** Texts of elements `item` (shared strings, comments), in order. */
function textsIn(xml: string, item: string): readonly string[] {
  const found: string[] = [];
  let text: string | null = null;
  let reading = false;
  const local = (name: string): string => name.slice(name.indexOf(':') + 1);
  const parser = new Parser(
    {
      onopentag(name) {
        if (local(name) === item) text = '';
        else if (local(name) === 't') reading = true;
      },
      ontext(piece) {
        if (reading && text !== null) text += piece;
      },
      onclosetag(name) {
        if (local(name) === 't') reading = false;
        else if (local(name) === item) {
          found.push(text ?? '');
          text = null;
        }
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(xml);
  return found;
}

/** Rows of a sheet as lines, cells parted by tabs. Empty cells are left out: this is for checks, not for reading tables. */
function sheetText(xml: string, shared: readonly string[], shown: Set<number>): string {
  const out: string[] = [];
  let type = '';
  let value: string | null = null;
  const parser = new Parser(
    {
      onopentag(name, attrs) {
        if (name === 'c') type = attrs.t ?? '';
        else if (name === 'v' || name === 't') value = '';
      },
      ontext(piece) {
        if (value !== null) value += piece;
      },
      onclosetag(name) {
        if (name === 'v' || name === 't') {
          if (type === 's') shown.add(Number(value));
          out.push((type === 's' ? shared[Number(value)] : value) ?? '', '\t');
          value = null;
        } else if (name === 'row') out.push('\n');
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(xml.replace(/(<\/?)[\w.-]+:(?=(?:c|v|t|row)[\s/>])/g, '$1'));
  return out.join('');
}

export function scanSheets(office: OfficePackage): { readonly text: string; readonly hidden: readonly Hidden[] } {
  const hidden: Hidden[] = [];
  const texts: string[] = [];
  const shared = textsIn(office.xml.get('xl/sharedStrings.xml') ?? '', 'si');
  /** Shared strings that stand in a cell. The others were deleted from the sheets and are still in the file. */
  const shown = new Set<number>();
  for (const [name, xml] of office.xml) {
    if (/^xl\/worksheets\/[^/]+\.xml$/i.test(name)) {
      texts.push(sheetText(xml, shared, shown));
      const isHidden = ({ attrs }: { attrs: ReadonlyMap<string, string> }): boolean =>
        /^(?:1|true)$/.test(attrs.get('hidden') ?? '');
      const rows = tagsOf(xml, 'row').filter(isHidden).length;
      const columns = tagsOf(xml, 'col').filter(isHidden).length;
      if (rows + columns > 0)
        hidden.push({ kind: 'hidden-text', detail: `隐藏的行${rows}处、列${columns}处（${name.replace(/^.*\//, '')}）` });
    } else if (/^xl\/(?:comments|threadedComments\/|comments\/)[^/]*\.xml$/i.test(name)) {
      const notes = textsIn(xml, /threaded/i.test(name) ? 'threadedComment' : 'comment');
      const all = /threaded/i.test(name) ? [...xml.matchAll(/<text>([^<]*)<\/text>/g)].map((m) => m[1]!) : notes;
      texts.push(all.join('\n'));
      if (all.length > 0) hidden.push({ kind: 'comment', detail: `批注${all.length}处：${all[0]!.slice(0, 60)}` });
    } else if (/^xl\/pivotCache\//i.test(name)) {
      texts.push(
        tagsOf(xml, '[sn]')
          .map(({ attrs }) => attrs.get('v') ?? '')
          .join('\n'),
      );
      if (/pivotCacheRecords/i.test(name)) hidden.push({ kind: 'hidden-text', detail: '数据透视表内保存的原始数据' });
    } else if (/^xl\/revisions\//i.test(name)) hidden.push({ kind: 'tracked-change', detail: '共享工作簿的修订记录' });
    else if (/^xl\/(?:drawings|charts)\//i.test(name)) texts.push(textsIn(xml, 'p').join('\n'));
  }
  for (const { attrs } of tagsOf(office.xml.get('xl/workbook.xml') ?? '', 'sheet'))
    if (/hidden/i.test(attrs.get('state') ?? ''))
      hidden.push({ kind: 'hidden-text', detail: `隐藏的工作表：${(attrs.get('name') ?? '').slice(0, 60)}` });
  const left = shared.filter((_text, i) => !shown.has(i));
  return { text: [...texts, ...left].join('\n'), hidden };
}
