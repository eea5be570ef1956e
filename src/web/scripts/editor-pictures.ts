// Pictures: sent to the server, which re-encodes them; the document holds only their SHA-256 and a description in words.
import type { Editor } from '@tiptap/core';
import { ask, element } from './ask.ts';
import { tokenOf } from './session.ts';

type Say = (sentence: string, failed: boolean) => void;

export class Pictures {
  readonly #editor: () => Editor;
  readonly #form: HTMLFormElement;
  readonly #url: string;
  readonly #say: Say;
  /** SHA-256 → address, for pictures of this visit; older ones stand below the form's image base. */
  readonly #sources = new Map<string, string>();
  readonly #base: string;

  constructor(editor: () => Editor, form: HTMLFormElement, url: string, base: string, say: Say) {
    this.#editor = editor;
    this.#form = form;
    this.#url = url;
    this.#base = base;
    this.#say = say;
  }

  srcOf(file: string): string {
    return this.#sources.get(file) ?? this.#base + encodeURIComponent(file);
  }

  async #describe(alt: string): Promise<string | null> {
    const answers = await ask({
      title: '图片说明',
      fields: [{ name: 'alt', label: '图上有什么', value: alt, hint: '给看不见图的人读；纯装饰的图片留空。' }],
      ok: '确定',
    });
    return answers ? (answers.alt ?? '') : null;
  }

  async send(file: File, at?: number): Promise<void> {
    if (!/^image\/(?:png|jpeg|webp|gif|bmp|tiff)$/.test(file.type)) return this.#say('没有插入：请选择 PNG 或 JPG 图片。', true);
    this.#say('正在上传图片…', false);
    const data = new FormData();
    data.set('_token', tokenOf(this.#form));
    data.set('image', file);
    try {
      const response = await fetch(this.#url, {
        method: 'POST',
        body: data,
        headers: { accept: 'application/json', 'x-form-token': tokenOf(this.#form) },
        credentials: 'same-origin',
        redirect: 'manual',
      });
      const answer = (await response.json().catch(() => ({}))) as {
        sha256?: string;
        src?: string;
        problems?: readonly { sentence?: string }[];
      };
      if (!response.ok || !answer.sha256) {
        return this.#say(
          `没有插入：${answer.problems?.[0]?.sentence ?? (response.status === 413 ? '图片太大。' : '服务器没有收下这张图片。')}`,
          true,
        );
      }
      if (answer.src) this.#sources.set(answer.sha256, answer.src);
      const alt = (await this.#describe('')) ?? '';
      const node = { type: 'image', attrs: { file: answer.sha256, alt } };
      const editor = this.#editor();
      const place = Math.min(at ?? editor.state.selection.to, editor.state.doc.content.size);
      editor.chain().focus().insertContentAt(place, node).run();
      this.#say('图片已插入。', false);
    } catch {
      this.#say('没有插入：网络不通。', true);
    }
  }

  /** With a picture selected: its description. Otherwise: choose a file. */
  async choose(): Promise<void> {
    const editor = this.#editor();
    if (editor.isActive('image')) {
      const alt = await this.#describe(String(editor.getAttributes('image').alt ?? ''));
      if (alt !== null) editor.chain().focus().updateAttributes('image', { alt }).run();
      return;
    }
    const input = element('input', { type: 'file', accept: 'image/png,image/jpeg,image/webp' });
    input.addEventListener('change', () => {
      const [file] = input.files ?? [];
      if (file) void this.send(file);
    });
    input.click();
  }

  /** Pictures among pasted or dropped files; false when there is none. */
  take(data: DataTransfer | null, at?: number): boolean {
    const files = [...(data?.files ?? [])].filter((file) => file.type.startsWith('image/'));
    if (files.length === 0) return false;
    void files.reduce((before, file) => before.then(() => this.send(file, at)), Promise.resolve());
    return true;
  }
}
