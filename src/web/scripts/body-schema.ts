// The editor's document: exactly the nodes, marks and attributes of src/town/body.ts, nothing that could not be stored.
import { type AnyExtension, Extension, Mark, Node } from '@tiptap/core';
import { Table, TableCell, TableHeader, TableRow } from '@tiptap/extension-table';
import { StarterKit } from '@tiptap/starter-kit';
import { safeHref } from '../../town/body.ts';

const aligns: readonly string[] = ['left', 'center', 'right'];

/** 左、中、右: an attribute of paragraphs, shown by class because our CSP allows no inline style. */
const Align = Extension.create({
  name: 'align',
  addGlobalAttributes() {
    return [
      {
        types: ['paragraph'],
        attributes: {
          align: {
            default: 'left',
            parseHTML: (node) => aligns.find((a) => node.classList.contains(`align-${a}`)) ?? 'left',
            renderHTML: ({ align }) => (align === 'left' ? {} : { class: `align-${align}` }),
          },
        },
      },
    ];
  },
});

const levels = [1, 2, 3, 4] as const;

/** Level 1 is shown as h2, as on the public page: the document's title is its h1. */
const Heading = Node.create({
  name: 'heading',
  group: 'block',
  content: 'inline*',
  defining: true,
  addAttributes: () => ({ level: { default: 1, rendered: false } }),
  parseHTML: () => ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((tag, i) => ({ tag, attrs: { level: Math.min(4, Math.max(1, i)) } })),
  renderHTML: ({ node }) => [`h${Number(node.attrs.level) + 1}`, 0],
  addKeyboardShortcuts() {
    return Object.fromEntries(
      levels.map((level) => [`Mod-Alt-${level}`, () => this.editor.commands.toggleNode('heading', 'paragraph', { level })]),
    );
  },
});

function raised(name: 'superscript' | 'subscript', tag: 'sup' | 'sub', key: string): Mark {
  return Mark.create({
    name,
    excludes: name === 'superscript' ? 'superscript subscript' : 'subscript superscript',
    parseHTML: () => [{ tag }],
    renderHTML: () => [tag, 0],
    addKeyboardShortcuts() {
      return { [key]: () => this.editor.commands.toggleMark(name) };
    },
  });
}

function picture(srcOf: (file: string) => string): Node {
  return Node.create({
    name: 'image',
    group: 'block',
    draggable: true,
    addAttributes: () => ({ file: { default: '' }, alt: { default: '' } }),
    parseHTML: () => [
      {
        tag: 'img[data-file]',
        getAttrs: (node) => ({ file: node.getAttribute('data-file') ?? '', alt: node.getAttribute('alt') ?? '' }),
      },
    ],
    renderHTML: ({ node }) => ['img', { src: srcOf(node.attrs.file), alt: node.attrs.alt, 'data-file': node.attrs.file }],
  });
}

/** Everything but a table: the law's tables do not stand in each other. */
const inCell = '(paragraph | heading | bulletList | orderedList | blockquote | horizontalRule | image)+';

export function bodyExtensions(srcOf: (file: string) => string): AnyExtension[] {
  return [
    StarterKit.configure({
      code: false,
      codeBlock: false,
      strike: false,
      heading: false,
      link: {
        openOnClick: false,
        autolink: false,
        linkOnPaste: true,
        isAllowedUri: (url) => safeHref(url) !== null,
        HTMLAttributes: { target: null, rel: null },
      },
    }),
    Align,
    Heading,
    raised('superscript', 'sup', 'Mod-.'),
    raised('subscript', 'sub', 'Mod-,'),
    // Without column widths: no inline style, and the public page sets tables by their content.
    Table.extend({ renderHTML: () => ['table', ['tbody', 0]] }).configure({ resizable: false }),
    TableRow,
    TableCell.extend({ content: inCell }),
    TableHeader.extend({ content: inCell }),
    picture(srcOf),
  ];
}
