// Drafting: turns `<textarea name="body">` holding a body's JSON into an editor of exactly that schema. The form it stands
// in posts as before; its data-autosave-url, data-upload-url, data-clean-url and data-image-base say where to send what.
import { Editor, getSchema, type JSONContent } from '@tiptap/core';
import { safeHref } from '../../town/body.ts';
import { ask, element } from './ask.ts';
import { type Autosave, type Saying, startAutosave } from './autosave.ts';
import { bodyExtensions } from './body-schema.ts';
import { pasteForeignHtml } from './editor-paste.ts';
import { Pictures } from './editor-pictures.ts';
import { makeToolbar } from './editor-toolbar.ts';

/** Characters as clerks count them: each Chinese character, each Latin word or number. */
function wordCount(text: string): number {
  return (
    text
      .match(/\p{Script=Han}|[\p{L}\p{N}]+(?:[.,'-][\p{L}\p{N}]+)*/gu)
      ?.flatMap((w) => (/\p{Script=Han}/u.test(w) ? [...w] : [w])).length ?? 0
  );
}

async function askForLink(editor: Editor): Promise<void> {
  const current = String(editor.getAttributes('link').href ?? '');
  const answers = await ask({
    title: '链接',
    fields: [
      {
        name: 'href',
        label: '网址',
        value: current,
        required: true,
        hint: '如 https://www.example.gov.cn/ 或本站地址 /documents/…',
      },
    ],
    ok: '确定',
    other: current === '' ? undefined : { name: 'remove', label: '去掉链接' },
    check: (a) => (safeHref(a.href ?? '') === null ? '网址应以 http://、https:// 或 / 开头，中间没有空格。' : null),
  });
  if (!answers) return;
  const chain = editor.chain().focus().extendMarkRange('link');
  if (answers.choice === 'remove') chain.unsetLink().run();
  else if (editor.state.selection.empty && current === '') {
    const text = answers.href ?? '';
    chain.insertContent({ type: 'text', text, marks: [{ type: 'link', attrs: { href: text } }] }).run();
  } else chain.setLink({ href: answers.href ?? '' }).run();
}

interface Foot {
  dom: HTMLElement;
  say(saying: Saying): void;
  count(text: string): void;
}

function makeFoot(pageStatus: HTMLElement | null): Foot {
  const status = element('p', { role: 'status', class: 'save-state' });
  const count = element('p', {});
  const problems = element('ul', { class: 'editor-problems' });
  problems.hidden = true;
  const dom = element('div', { class: 'editor-end' }, element('div', { class: 'editor-foot' }, status, count), problems);
  // One live region is enough; the line on top of the page only repeats it.
  pageStatus?.removeAttribute('role');
  return {
    dom,
    say({ kind, sentence, problems: lacking = [], link }) {
      status.classList.toggle('late', kind === 'failed');
      if (status.textContent !== sentence || link) {
        status.replaceChildren(
          sentence,
          ...(link ? [' ', element('a', { href: link.href, target: '_blank', rel: 'noopener' }, link.label)] : []),
        );
      }
      if (pageStatus && kind !== 'waiting') pageStatus.textContent = sentence;
      if (kind === 'waiting') return;
      problems.replaceChildren(...lacking.map((p) => element('li', {}, p)));
      problems.hidden = lacking.length === 0;
    },
    count(text) {
      count.textContent = `${wordCount(text).toLocaleString('zh-CN')} 字`;
    },
  };
}

/** A submission waits for an autosave under way, whose answer carries the revision the server now expects. */
function watchSubmit(form: HTMLFormElement, autosave: Autosave): void {
  let waited = false;
  let sent = false;
  form.addEventListener('submit', (event) => {
    if (event.defaultPrevented || waited) return;
    event.preventDefault();
    const { submitter } = event;
    const again = (): void => {
      waited = true;
      form.requestSubmit(submitter);
      waited = false;
    };
    // A form ignores a second submission while the first is still being announced, hence the timer.
    void autosave.settled().then(() => window.setTimeout(again, 0));
  });
  // After everyone else who may still hold the form back.
  window.addEventListener('submit', (event) => {
    if (event.target !== form || event.defaultPrevented) return;
    sent = true;
    autosave.pause(true);
  });
  window.addEventListener('pageshow', (event) => {
    if (!event.persisted) return;
    sent = false;
    autosave.pause(false);
  });
  window.addEventListener('beforeunload', (event) => {
    if (autosave.isDirty() && !sent) event.preventDefault();
  });
}

function readBody(textarea: HTMLTextAreaElement): JSONContent | null {
  try {
    const value: unknown = JSON.parse(textarea.value);
    return typeof value === 'object' && value !== null && (value as JSONContent).type === 'doc' ? (value as JSONContent) : null;
  } catch {
    return null;
  }
}

/** Without the empty paragraphs at the end: the editor itself adds one after a table or heading, to have a place to type. */
function bodyOf(editor: Editor): JSONContent {
  const body = editor.getJSON();
  const blocks = [...(body.content ?? [])];
  while (blocks.length > 1 && blocks.at(-1)?.type === 'paragraph' && !blocks.at(-1)?.content) blocks.pop();
  return { ...body, content: blocks };
}

export function startEditor(textarea: HTMLTextAreaElement): Editor | null {
  const form = textarea.form;
  const content = readBody(textarea);
  if (!form || !content) return null;
  const setting = (name: string): string => textarea.dataset[name] ?? form.dataset[name] ?? '';
  const foot = makeFoot(document.querySelector<HTMLElement>('[data-save-state]'));
  const say = (sentence: string, failed: boolean): void => foot.say({ kind: failed ? 'failed' : 'saved', sentence });
  const pictures: Pictures = new Pictures(() => editor, form, setting('uploadUrl'), setting('imageBase'), say);
  const extensions = bodyExtensions((file) => pictures.srcOf(file));
  try {
    getSchema(extensions).nodeFromJSON(content).check();
  } catch {
    // Showing less than is stored would delete the rest at the next saving: better no editor.
    textarea.after(
      element('p', { class: 'problem', role: 'alert' }, '正文里有编辑器不认识的内容，暂不能在这里修改；其他项目可以照常保存。'),
    );
    return null;
  }

  const autosaveUrl = setting('autosaveUrl');
  const autosave = autosaveUrl === '' ? null : startAutosave(form, autosaveUrl, foot.say);
  const asking = { link: () => void askForLink(editor), image: () => void pictures.choose() };
  const place = element('div', { class: 'editor-text' });
  const editor: Editor = new Editor({
    element: place,
    extensions,
    content,
    injectCSS: false,
    editorProps: {
      attributes: {
        class: 'prose',
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-label': textarea.getAttribute('aria-label') ?? textarea.labels?.[0]?.textContent?.trim() ?? '正文',
        lang: 'zh-CN',
      },
      // Before ProseMirror reads the clipboard itself: foreign HTML is not even parsed in this page.
      handleDOMEvents: {
        paste: (_view, event) => setting('cleanUrl') !== '' && pasteForeignHtml(editor, event, form, setting('cleanUrl'), say),
      },
      handlePaste: (_view, event) => setting('uploadUrl') !== '' && pictures.take(event.clipboardData),
      handleDrop: (view, event, _slice, moved) =>
        !moved &&
        setting('uploadUrl') !== '' &&
        pictures.take(event.dataTransfer, view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos),
      handleKeyDown: (_view, event) => {
        const withCtrl = event.ctrlKey || event.metaKey;
        if (withCtrl && event.key === 'k') asking.link();
        else if ((event.altKey && event.key === 'F10') || event.key === 'Escape') toolbar.focus();
        else return false;
        event.preventDefault();
        return true;
      },
    },
  });
  const toolbar = makeToolbar(editor, asking);
  const box = element('div', { class: 'editor' }, toolbar.dom, place, foot.dom);
  textarea.hidden = true;
  textarea.required = false;
  textarea.after(box);

  // An empty step lets the editor add its place to type below a last table, before changes are counted.
  editor.view.dispatch(editor.state.tr.setMeta('addToHistory', false));

  const refresh = (): void => toolbar.refresh();
  editor.on('transaction', refresh);
  editor.on('update', () => {
    foot.count(editor.getText({ blockSeparator: '\n' }));
    autosave?.changed();
  });
  form.addEventListener('formdata', (event) => event.formData.set(textarea.name, JSON.stringify(bodyOf(editor))));
  form.addEventListener('input', (event) => {
    if (!(event.target instanceof Element) || !event.target.closest('.editor')) autosave?.changed();
  });
  form.addEventListener('keydown', (event) => {
    if (!autosave || !(event.ctrlKey || event.metaKey) || event.key !== 's') return;
    event.preventDefault();
    void autosave.saveNow();
  });
  if (autosave) watchSubmit(form, autosave);
  foot.count(editor.getText({ blockSeparator: '\n' }));
  refresh();
  return editor;
}

for (const textarea of document.querySelectorAll<HTMLTextAreaElement>('textarea[data-editor], textarea[name="body"]'))
  startEditor(textarea);
