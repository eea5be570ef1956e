// Finds in a Word part what a reader of the printed page would not see: hidden, tiny or white text, changes, comments.
import { Parser } from 'htmlparser2';
import type { Hidden } from './inspected.ts';
import { tagsOf } from './office.ts';

export interface WordScan {
  /** All text, deleted and hidden text included; a line a paragraph, tabs between cells. */
  readonly text: string;
  readonly hidden: readonly Hidden[];
  /** Character ranges of the XML that are not shown: hidden runs and removed text. */
  readonly unseen: readonly (readonly [from: number, to: number])[];
}

interface Run {
  readonly from: number;
  text: string;
  vanish: boolean;
  tiny: boolean;
  white: boolean;
  shaded: boolean;
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);
const attr = (attrs: Record<string, string>, name: string): string | undefined =>
  Object.entries(attrs).find(([key]) => local(key) === name)?.[1];
const isOn = (attrs: Record<string, string>): boolean => !/^(?:0|false|off|none)$/i.test(attr(attrs, 'val') ?? 'true');

/** Ids of styles that hide their text, by themselves or by the style they are based on. */
export function hidingStyles(styles: string): ReadonlySet<string> {
  const based = new Map<string, string>();
  const hiding = new Set<string>();
  for (const piece of styles.split(/(?=<\w+:style\s)/).slice(1)) {
    const id = tagsOf(piece, 'style')[0]?.attrs.get('w:styleId');
    if (!id) continue;
    const parent = tagsOf(piece, 'basedOn')[0]?.attrs.get('w:val');
    if (parent) based.set(id, parent);
    if (tagsOf(piece, 'vanish').some(({ attrs }) => isOn(Object.fromEntries(attrs)))) hiding.add(id);
  }
  for (const id of based.keys()) {
    const seen = new Set<string>();
    for (let up: string | undefined = id; up !== undefined && !seen.has(up); up = based.get(up)) {
      if (hiding.has(up)) for (const below of seen) hiding.add(below);
      seen.add(up);
    }
  }
  return hiding;
}

class Collected {
  private readonly counts = new Map<string, { kind: Hidden['kind']; label: string; sample: string; times: number }>();

  add(kind: Hidden['kind'], label: string, sample: string): void {
    const before = this.counts.get(label);
    if (before) before.times++;
    else this.counts.set(label, { kind, label, sample: sample.replace(/\s+/g, ' ').trim().slice(0, 60), times: 1 });
  }

  list(): readonly Hidden[] {
    return [...this.counts.values()].map(({ kind, label, sample, times }) => ({
      kind,
      detail: `${label}${times > 1 ? `（${times}处）` : ''}${sample ? `：${sample}` : ''}`,
    }));
  }
}

export function scanWordPart(xml: string, hiding: ReadonlySet<string>): WordScan {
  const found = new Collected();
  const unseen: (readonly [number, number])[] = [];
  const out: string[] = [];
  const runs: Run[] = [];
  const changes: { name: string; from: number; label: string; text: string }[] = [];
  let inText = false;
  let paragraphHidden = false;
  const parser = new Parser(
    {
      onopentag(full, attrs) {
        const name = local(full);
        const run = runs.at(-1);
        if (name === 'r')
          runs.push({ from: parser.startIndex, text: '', vanish: paragraphHidden, tiny: false, white: false, shaded: false });
        else if (name === 'p') paragraphHidden = false;
        else if (name === 'pStyle') paragraphHidden = hiding.has(attr(attrs, 'val') ?? '');
        else if (name === 't' || name === 'delText') inText = true;
        else if (name === 'tab' || name === 'br' || name === 'cr') out.push(name === 'tab' ? '\t' : '\n');
        else if (run && name === 'vanish') run.vanish = isOn(attrs);
        else if (run && name === 'rStyle') run.vanish ||= hiding.has(attr(attrs, 'val') ?? '');
        else if (run && name === 'sz') run.tiny = Number(attr(attrs, 'val')) <= 4;
        else if (run && name === 'color') run.white = /^(?:f[c-f]){3}$/i.test(attr(attrs, 'val') ?? '');
        else if (run && (name === 'shd' || name === 'highlight')) run.shaded = true;
        else if (
          (name === 'ins' || name === 'del' || name === 'moveFrom' || name === 'moveTo') &&
          attr(attrs, 'author') !== undefined
        ) {
          const label = `${name === 'ins' || name === 'moveTo' ? '修订插入' : '修订删除'}（${attr(attrs, 'author')?.slice(0, 20)}）`;
          changes.push({ name: full, from: parser.startIndex, label, text: '' });
        } else if (name === 'comment') found.add('comment', `批注（${(attr(attrs, 'author') ?? '').slice(0, 20)}）`, '');
      },
      ontext(text) {
        if (!inText) return;
        out.push(text);
        for (const run of runs) run.text += text;
        for (const change of changes) change.text += text;
      },
      onclosetag(full) {
        const name = local(full);
        if (name === 't' || name === 'delText') inText = false;
        else if (name === 'p' || name === 'tr') out.push('\n');
        else if (name === 'tc') out.push('\t');
        else if (name === 'r') {
          const run = runs.pop();
          if (!run || run.text.trim() === '') return;
          if (run.vanish) {
            unseen.push([run.from, parser.endIndex + 1]);
            found.add('hidden-text', '隐藏文字', run.text);
          } else if (run.tiny) found.add('hidden-text', '极小的文字', run.text);
          else if (run.white && !run.shaded) found.add('hidden-text', '白色文字', run.text);
        } else if (changes.at(-1)?.name === full) {
          const change = changes.pop()!;
          found.add('tracked-change', change.label, change.text);
          if (/(?:del|moveFrom)$/.test(full)) unseen.push([change.from, parser.endIndex + 1]);
        }
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(xml);
  return { text: out.join(''), hidden: found.list(), unseen };
}

/** The part as a printed page would show it: unseen ranges cut out, moved text kept at its new place. */
export function withoutUnseen(xml: string, unseen: WordScan['unseen']): string {
  let kept = '';
  let at = 0;
  for (const [from, to] of [...unseen].sort((a, b) => a[0] - b[0] || b[1] - a[1])) {
    if (from < at) continue;
    kept += xml.slice(at, from);
    at = to;
  }
  return (kept + xml.slice(at)).replace(/(<\/?\w+:)moveTo(?=[\s>])/g, '$1ins');
}
