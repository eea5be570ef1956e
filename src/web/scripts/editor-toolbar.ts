// The editor's buttons: words instead of icons, one stop for Tab, arrows inside, pressed as the text stands.
import type { Editor } from '@tiptap/core';
import { element } from './ask.ts';

interface Tool {
  label: string;
  title: string;
  run(editor: Editor): void;
  /** Left out for a button that is never pressed. */
  pressed?(editor: Editor): boolean;
  enabled?(editor: Editor): boolean;
}

export interface Asking {
  link(): void;
  image(): void;
}

const heading = (level: 1 | 2 | 3 | 4, sample: string): Tool => ({
  label: `标题${level}`,
  title: `${level} 级标题，如 ${sample}（Ctrl+Alt+${level}）`,
  run: (e) => e.chain().focus().toggleNode('heading', 'paragraph', { level }).run(),
  pressed: (e) => e.isActive('heading', { level }),
});

const mark = (name: string, label: string, key: string): Tool => ({
  label,
  title: `${label}（${key}）`,
  run: (e) => e.chain().focus().toggleMark(name).run(),
  pressed: (e) => e.isActive(name),
});

const align = (value: string, label: string): Tool => ({
  label,
  title: `段落${label}`,
  run: (e) => e.chain().focus().updateAttributes('paragraph', { align: value }).run(),
  pressed: (e) => e.isActive('paragraph', { align: value }),
  enabled: (e) => e.isActive('paragraph'),
});

function groups(asking: Asking): readonly { name: string; tools: readonly Tool[]; inTable?: boolean }[] {
  return [
    {
      name: '段落',
      tools: [
        {
          label: '正文',
          title: '普通段落（Ctrl+Alt+0）',
          run: (e) => e.chain().focus().setParagraph().run(),
          pressed: (e) => e.isActive('paragraph'),
        },
        heading(1, '一、'),
        heading(2, '（一）'),
        heading(3, '1.'),
        heading(4, '（1）'),
      ],
    },
    {
      name: '文字',
      tools: [
        mark('bold', '加粗', 'Ctrl+B'),
        mark('italic', '倾斜', 'Ctrl+I'),
        mark('underline', '下划线', 'Ctrl+U'),
        mark('superscript', '上标', 'Ctrl+.'),
        mark('subscript', '下标', 'Ctrl+,'),
        { label: '清格式', title: '去掉所选文字的格式', run: (e) => e.chain().focus().unsetAllMarks().clearNodes().run() },
      ],
    },
    { name: '对齐', tools: [align('left', '居左'), align('center', '居中'), align('right', '居右')] },
    {
      name: '结构',
      tools: [
        {
          label: '列表',
          title: '项目列表（Ctrl+Shift+8）',
          run: (e) => e.chain().focus().toggleBulletList().run(),
          pressed: (e) => e.isActive('bulletList'),
        },
        {
          label: '编号',
          title: '编号列表（Ctrl+Shift+7）',
          run: (e) => e.chain().focus().toggleOrderedList().run(),
          pressed: (e) => e.isActive('orderedList'),
        },
        {
          label: '引用',
          title: '引用段落（Ctrl+Shift+B）',
          run: (e) => e.chain().focus().toggleBlockquote().run(),
          pressed: (e) => e.isActive('blockquote'),
        },
        { label: '横线', title: '分隔线', run: (e) => e.chain().focus().setHorizontalRule().run() },
      ],
    },
    {
      name: '插入',
      tools: [
        { label: '链接', title: '给所选文字加链接（Ctrl+K）', run: () => asking.link(), pressed: (e) => e.isActive('link') },
        { label: '图片', title: '插入图片；选中图片时改说明', run: () => asking.image(), pressed: (e) => e.isActive('image') },
        {
          label: '表格',
          title: '插入 3 行 3 列的表格',
          run: (e) => e.chain().focus().insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run(),
          enabled: (e) => !e.isActive('table'),
        },
      ],
    },
    {
      name: '表格',
      inTable: true,
      tools: [
        { label: '上加行', title: '在上面加一行', run: (e) => e.chain().focus().addRowBefore().run() },
        { label: '下加行', title: '在下面加一行', run: (e) => e.chain().focus().addRowAfter().run() },
        { label: '删行', title: '删除所在的行', run: (e) => e.chain().focus().deleteRow().run() },
        { label: '左加列', title: '在左边加一列', run: (e) => e.chain().focus().addColumnBefore().run() },
        { label: '右加列', title: '在右边加一列', run: (e) => e.chain().focus().addColumnAfter().run() },
        { label: '删列', title: '删除所在的列', run: (e) => e.chain().focus().deleteColumn().run() },
        {
          label: '表头行',
          title: '首行作表头',
          run: (e) => e.chain().focus().toggleHeaderRow().run(),
          pressed: (e) => e.isActive('tableHeader'),
        },
        {
          label: '合并拆分',
          title: '合并所选单元格，或拆开',
          run: (e) => e.chain().focus().mergeOrSplit().run(),
          enabled: (e) => e.can().mergeOrSplit(),
        },
        { label: '删表', title: '删除整个表格', run: (e) => e.chain().focus().deleteTable().run() },
      ],
    },
    {
      name: '历史',
      tools: [
        { label: '撤销', title: '撤销（Ctrl+Z）', run: (e) => e.chain().focus().undo().run(), enabled: (e) => e.can().undo() },
        { label: '重做', title: '重做（Ctrl+Y）', run: (e) => e.chain().focus().redo().run(), enabled: (e) => e.can().redo() },
      ],
    },
  ];
}

export interface Toolbar {
  dom: HTMLElement;
  refresh(): void;
  focus(): void;
}

export function makeToolbar(editor: Editor, asking: Asking): Toolbar {
  const dom = element('div', { class: 'editor-bar', role: 'toolbar', 'aria-label': '排版' });
  const made: { tool: Tool; button: HTMLButtonElement }[] = [];
  const tableGroups: HTMLElement[] = [];
  groups(asking).forEach((group, i) => {
    if (i > 0) dom.append(element('span', { class: 'gap', 'aria-hidden': 'true' }));
    const box = element('span', { class: 'group', role: 'group', 'aria-label': group.name });
    for (const tool of group.tools) {
      const button = element('button', { type: 'button', title: tool.title }, tool.label);
      button.tabIndex = made.length === 0 ? 0 : -1;
      button.addEventListener('mousedown', (event) => event.preventDefault());
      button.addEventListener('click', () => tool.run(editor));
      made.push({ tool, button });
      box.append(button);
    }
    if (group.inTable) tableGroups.push(box);
    dom.append(box);
  });

  const usable = (): HTMLButtonElement[] =>
    made.map((m) => m.button).filter((b) => !b.disabled && b.closest('[hidden]') === null);
  const stopAt = (button: HTMLButtonElement): void => {
    for (const m of made) m.button.tabIndex = m.button === button ? 0 : -1;
  };
  dom.addEventListener('keydown', (event) => {
    const buttons = usable();
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (event.key === 'Escape') editor.commands.focus();
    const next = to === undefined ? undefined : buttons[(to + buttons.length) % buttons.length];
    if (!next) return;
    event.preventDefault();
    stopAt(next);
    next.focus();
  });
  dom.addEventListener('focusin', (event) => {
    if (event.target instanceof HTMLButtonElement) stopAt(event.target);
  });

  return {
    dom,
    focus: () => (usable().find((b) => b.tabIndex === 0) ?? usable()[0])?.focus(),
    refresh() {
      const inTable = editor.isActive('table');
      for (const box of tableGroups) box.hidden = !inTable;
      for (const { tool, button } of made) {
        if (tool.pressed) button.setAttribute('aria-pressed', String(tool.pressed(editor)));
        if (tool.enabled) button.disabled = !tool.enabled(editor);
      }
      if (!usable().some((b) => b.tabIndex === 0)) stopAt(usable()[0]!);
    },
  };
}
