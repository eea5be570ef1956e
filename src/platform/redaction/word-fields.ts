// Fields become the text they show: an instruction may name a file, a person, an address. Page numbers stay fields.
import { type XmlElement, type XmlNode, element, everyElement, elementsOf, textIn } from './xml-tree.ts';

const PAGE_FIELD = /^\s*(PAGE|NUMPAGES|SECTIONPAGES)(?:\s|$)/i;

export function pageField(instruction: string): string | null {
  return PAGE_FIELD.exec(instruction)?.[1]?.toUpperCase() ?? null;
}

interface Field {
  readonly marks: XmlElement[];
  readonly instructions: XmlElement[];
  isInResult: boolean;
}

function judged(field: Field, gone: Set<XmlElement>): void {
  const kept = pageField(field.instructions.map(textIn).join(''));
  if (kept === null || field.marks.length < 2) {
    for (const mark of [...field.marks, ...field.instructions]) gone.add(mark);
    return;
  }
  const [first, ...rest] = field.instructions;
  first!.children = [{ kind: 'text', text: kept }];
  for (const instruction of rest) gone.add(instruction);
}

/** Marks and instructions of complex fields that go. Fields stand inside each other, and over paragraphs. */
function complexFields(root: XmlElement): ReadonlySet<XmlElement> {
  const gone = new Set<XmlElement>();
  const open: Field[] = [];
  for (const node of everyElement(root)) {
    if (node.name === 'w:instrText') {
      const field = open.at(-1);
      if (field && !field.isInResult) field.instructions.push(node);
      else gone.add(node);
    } else if (node.name === 'w:fldChar') {
      for (const attr of [...node.attrs.keys()]) if (attr !== 'w:fldCharType') node.attrs.delete(attr);
      const type = node.attrs.get('w:fldCharType');
      if (type === 'begin') open.push({ marks: [node], instructions: [], isInResult: false });
      else if (open.length === 0) gone.add(node);
      else {
        const field = open.at(-1)!;
        field.marks.push(node);
        if (type === 'separate') field.isInResult = true;
        else judged(open.pop()!, gone);
      }
    }
  }
  for (const left of open) for (const mark of [...left.marks, ...left.instructions]) gone.add(mark);
  return gone;
}

function without(node: XmlElement, gone: ReadonlySet<XmlElement>): void {
  node.children = node.children.flatMap((child): XmlNode[] => {
    if (child.kind === 'text') return [child];
    if (gone.has(child)) return [];
    without(child, gone);
    if (child.name !== 'w:fldSimple') return [child];
    const kept = pageField(child.attrs.get('w:instr') ?? '');
    return kept === null ? child.children : [element('w:fldSimple', { 'w:instr': kept }, [...elementsOf(child)])];
  });
}

export function flattenFields(root: XmlElement): void {
  without(root, complexFields(root));
}
