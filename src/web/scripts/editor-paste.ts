// Paste from Word and from web pages: the clipboard's HTML goes to the server, which knows the house style; what comes
// back is a body like any other. When that fails the plain text is put in, so that nothing pasted is lost.
import type { Editor } from '@tiptap/core';
import { Fragment, Slice } from '@tiptap/pm/model';
import type { SelectionBookmark, Transaction } from '@tiptap/pm/state';
import { tokenOf } from './session.ts';

type Say = (sentence: string, failed: boolean) => void;

interface Cleaned {
  content: readonly unknown[];
  warnings: readonly string[];
}

/** Takes a body, `{ body }`, `{ content }` or a bare list of blocks. */
export function cleanedOf(answer: unknown): Cleaned | null {
  if (Array.isArray(answer)) return { content: answer, warnings: [] };
  if (typeof answer !== 'object' || answer === null) return null;
  const { body, content, warnings } = answer as Record<string, unknown>;
  const inner = body === undefined ? null : cleanedOf(body);
  const blocks = inner?.content ?? (Array.isArray(content) ? content : null);
  const said = Array.isArray(warnings)
    ? warnings.map((w) => (typeof w === 'string' ? w : String((w as { sentence?: unknown })?.sentence ?? '')))
    : [];
  return blocks ? { content: blocks, warnings: said.filter((w) => w !== '') } : null;
}

async function clean(url: string, form: HTMLFormElement, html: string): Promise<Cleaned> {
  const data = new FormData();
  data.set('_token', tokenOf(form));
  data.set('html', html);
  const response = await fetch(url, {
    method: 'POST',
    body: data,
    headers: { accept: 'application/json', 'x-form-token': tokenOf(form) },
    credentials: 'same-origin',
    redirect: 'manual',
  });
  const cleaned = response.ok ? cleanedOf(await response.json()) : null;
  if (!cleaned) throw new Error(`the server did not clean the text: ${response.status}`);
  return cleaned;
}

function insertBlocks(editor: Editor, content: readonly unknown[], at: SelectionBookmark): void {
  const nodes = content.map((block) => editor.schema.nodeFromJSON(block));
  for (const node of nodes) node.check();
  const fragment = Fragment.from(nodes);
  const open = (type: string | undefined): number => (type === 'paragraph' ? 1 : 0);
  const slice = new Slice(fragment, open(fragment.firstChild?.type.name), open(fragment.lastChild?.type.name));
  const { tr } = editor.state;
  tr.setSelection(at.resolve(tr.doc)).replaceSelection(slice).scrollIntoView();
  editor.view.dispatch(tr);
}

function insertText(editor: Editor, text: string, at: SelectionBookmark): void {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const paragraphs = lines.map((line) => ({ type: 'paragraph', content: [{ type: 'text', text: line }] }));
  if (paragraphs.length > 0) insertBlocks(editor, paragraphs, at);
}

/** True when the paste is ours: foreign HTML. Text and pieces of our own documents take the editor's usual way. */
export function pasteForeignHtml(editor: Editor, event: ClipboardEvent, form: HTMLFormElement, url: string, say: Say): boolean {
  const html = event.clipboardData?.getData('text/html') ?? '';
  if (html.trim() === '' || html.includes('data-pm-slice') || editor.isActive('codeBlock')) return false;
  const text = event.clipboardData?.getData('text/plain') ?? '';
  event.preventDefault();
  // Typing goes on meanwhile: the place moves along with what is typed before it.
  let at: SelectionBookmark = editor.state.selection.getBookmark();
  const follow = ({ transaction }: { transaction: Transaction }): void => {
    at = at.map(transaction.mapping);
  };
  editor.on('transaction', follow);
  say('正在清理粘贴的内容…', false);
  void clean(url, form, html)
    .then((cleaned) => {
      insertBlocks(editor, cleaned.content, at);
      say(cleaned.warnings.length > 0 ? `已粘贴。${cleaned.warnings.join('；')}` : '已粘贴，格式已按公文样式清理。', false);
    })
    .catch(() => {
      insertText(editor, text, at);
      say('没能清理格式，已按纯文字粘贴；表格需要重新插入。', true);
    })
    .finally(() => editor.off('transaction', follow));
  return true;
}
