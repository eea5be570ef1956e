// A part of a Word file as its printed page shows it: changes accepted, remarks and hidden text gone, fields, links and
// content controls turned into what they show, no names of pictures, no traces of who wrote it when.
import { type XmlElement, type XmlNode, childNamed, elementsOf, textIn } from './xml-tree.ts';
import { flattenFields } from './word-fields.ts';

const names = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/));

const DROPPED = names(
  `w:del w:moveFrom w:delText w:delInstrText w:commentRangeStart w:commentRangeEnd w:commentReference w:annotationRef
   w:bookmarkStart w:bookmarkEnd w:proofErr w:permStart w:permEnd w:lastRenderedPageBreak w:sdtPr w:sdtEndPr w:smartTagPr
   w:customXmlPr w:rPrChange w:pPrChange w:sectPrChange w:tblPrChange w:tcPrChange w:trPrChange w:tblGridChange w:tblPrExChange
   w:numberingChange w:moveFromRangeStart w:moveFromRangeEnd w:moveToRangeStart w:moveToRangeEnd w:customXmlInsRangeStart
   w:customXmlInsRangeEnd w:customXmlDelRangeStart w:customXmlDelRangeEnd w:customXmlMoveFromRangeStart
   w:customXmlMoveFromRangeEnd w:customXmlMoveToRangeStart w:customXmlMoveToRangeEnd w:cellIns w:cellDel w:cellMerge
   w:altChunk w:subDoc w:dataBinding w:fitText w:ffData w:printerSettings w:rt w:rsid w:rsids w:tblCaption w:tblDescription
   w:aliases w:embedRegular w:embedBold w:embedItalic w:embedBoldItalic w:docVars w:divId w:dayShort w:dayLong w:monthShort
   w:monthLong w:yearShort w:yearLong w:webHidden a:extLst a:hlinkClick a:hlinkHover a:snd a:custDataLst wp:extLst pic:extLst
   wps:extLst o:lock o:ink o:extrusion o:callout o:signatureline w:movie`,
);
/** Their children take their place. */
const OPENED = names('w:ins w:moveTo w:hyperlink w:smartTag w:customXml w:sdt w:sdtContent w:ruby w:rubyBase w:dir w:bdo');
const OBJECTS = names('w:object w:control w:contentPart o:OLEObject');
/** What a drawing may hold; charts and diagrams keep their text in parts of their own. */
const DRAWINGS = /\/(?:picture|wordprocessingShape|wordprocessingGroup|wordprocessingCanvas)$/;
const WITH_TEXT = names('w:t m:t a:t w:instrText wp:posOffset wp:align');
/** Attributes that hold words for people or programs, or say who and when. */
const SPOKEN = names(
  `w:author w:date w:initials w:userId descr title alt href target o:href o:gfxdata o:hlink o:title o:alt o:spid o:relid o:hralign
   r:link w:tooltip w:tgtFrame w:docLocation w:history w:anchor w:edGrp w:ed mc:Ignorable mc:ProcessContent mc:MustUnderstand
   mc:PreserveElements mc:PreserveAttributes`,
);
const NAMED_OBJECTS = names('wp:docPr pic:cNvPr wps:cNvPr wpg:cNvPr wpc:cNvPr a:cNvPr');

export interface Stripping {
  /** Styles whose text is hidden. */
  readonly hiding: ReadonlySet<string>;
  /** Kinds of things whose text we cannot read; the file is refused for them. */
  readonly objects: Set<string>;
}

const isOn = (toggle: XmlElement | undefined): boolean =>
  toggle !== undefined && !/^(?:0|false|off|none)$/.test(toggle.attrs.get('w:val') ?? '1');

function hidesText(properties: XmlElement | undefined, byParagraph: boolean, hiding: ReadonlySet<string>): boolean {
  const own = properties && childNamed(properties, 'w:vanish');
  if (own) return isOn(own);
  const style = properties && childNamed(properties, 'w:rStyle')?.attrs.get('w:val');
  return byParagraph || (style !== undefined && hiding.has(style));
}

function isDeletedRow(row: XmlElement): boolean {
  const properties = childNamed(row, 'w:trPr');
  return properties !== undefined && childNamed(properties, 'w:del') !== undefined;
}

/** The old way of writing a drawing, which every reader knows, where both are given. */
function alternative(node: XmlElement): readonly XmlNode[] {
  const fallback = childNamed(node, 'mc:Fallback');
  if (fallback && elementsOf(fallback).length > 0) return fallback.children;
  return childNamed(node, 'mc:Choice')?.children ?? [];
}

/** Runs do not stand in runs; those of a phonetic guide do, until it is opened. */
function flatRuns(run: XmlElement): XmlNode[] {
  if (!childNamed(run, 'w:r')) return [run];
  const properties = childNamed(run, 'w:rPr');
  return run.children.flatMap((child): XmlNode[] => {
    if (child === properties) return [];
    if (child.kind === 'element' && child.name === 'w:r') return [child];
    return [{ ...run, attrs: new Map(run.attrs), children: properties ? [structuredClone(properties), child] : [child] }];
  });
}

class Stripper {
  constructor(private readonly how: Stripping) {}

  children(nodes: readonly XmlNode[], parent: XmlElement, hidden: boolean): XmlNode[] {
    return nodes.flatMap((node) => this.kept(node, parent, hidden));
  }

  private kept(node: XmlNode, parent: XmlElement, hidden: boolean): XmlNode[] {
    if (node.kind === 'text') return WITH_TEXT.has(parent.name) ? [node] : [];
    const { name } = node;
    if (OBJECTS.has(name)) this.how.objects.add(name === 'w:control' ? '控件' : '嵌入对象');
    if (name === 'a:graphicData' && !DRAWINGS.test(node.attrs.get('uri') ?? '')) this.how.objects.add('图表');
    if (name.startsWith('?:') || DROPPED.has(name) || OBJECTS.has(name)) return [];
    if (name === 'mc:AlternateContent') return this.children(alternative(node), parent, hidden);
    if (OPENED.has(name)) return this.children(node.children, parent, hidden);
    if (name === 'w:tr' && isDeletedRow(node)) return [];
    if (name === 'w:r' && hidesText(childNamed(node, 'w:rPr'), hidden, this.how.hiding)) return [];
    this.clean(node);
    node.children = this.children(node.children, node, name === 'w:p' ? this.hiddenParagraph(node) : hidden);
    if (name === 'w:tbl' && !childNamed(node, 'w:tr')) return [];
    return name === 'w:r' ? flatRuns(node) : [node];
  }

  private hiddenParagraph(paragraph: XmlElement): boolean {
    const properties = childNamed(paragraph, 'w:pPr');
    const style = properties && childNamed(properties, 'w:pStyle')?.attrs.get('w:val');
    return style !== undefined && this.how.hiding.has(style);
  }

  private clean(node: XmlElement): void {
    for (const key of [...node.attrs.keys()]) if (SPOKEN.has(key) || /^w:rsid/.test(key)) node.attrs.delete(key);
    if (NAMED_OBJECTS.has(node.name)) node.attrs.set('name', '');
    if (node.name === 'w:t') node.attrs.set('xml:space', 'preserve');
  }
}

/** Changes the tree. What it found and cannot vouch for is in `how.objects`. */
export function stripPart(root: XmlElement, how: Stripping): void {
  flattenFields(root);
  root.attrs.forEach((_, key) => {
    if (key.startsWith('mc:')) root.attrs.delete(key);
  });
  root.children = new Stripper(how).children(root.children, root, false);
  dropEmptyRuns(root);
}

const PROPERTIES_ONLY = (run: XmlElement): boolean => elementsOf(run).every((c) => c.name === 'w:rPr');

/** Runs without content, which would still say how many there were. */
export function dropEmptyRuns(root: XmlElement): void {
  root.children = root.children.filter((child) => {
    if (child.kind === 'text') return true;
    if (child.name !== 'w:r') {
      dropEmptyRuns(child);
      return true;
    }
    child.children = child.children.filter((c) => !(c.kind === 'element' && c.name === 'w:t' && textIn(c) === ''));
    for (const inner of elementsOf(child)) dropEmptyRuns(inner);
    return !PROPERTIES_ONLY(child);
  });
}

const SETTINGS = names(
  `w:evenAndOddHeaders w:defaultTabStop w:autoHyphenation w:characterSpacingControl w:noLineBreaksAfter w:noLineBreaksBefore
   w:drawingGridHorizontalSpacing w:drawingGridVerticalSpacing w:displayHorizontalDrawingGridEvery w:displayVerticalDrawingGridEvery
   w:mirrorMargins w:gutterAtTop w:bordersDoNotSurroundHeader w:bordersDoNotSurroundFooter w:footnotePr w:endnotePr w:compat
   w:themeFontLang w:clrSchemeMapping w:decimalSymbol w:listSeparator`,
);

/** Of the settings only what changes how a page looks: no variables, no templates, no mail merge, no protection. */
export function stripSettings(root: XmlElement): void {
  root.children = elementsOf(root).filter((c) => SETTINGS.has(c.name));
}
