// One dialog of our own for questions, so that wording, keys and focus are the same everywhere.

export interface AskField {
  name: string;
  label: string;
  value?: string;
  hint?: string;
  required?: boolean;
}

export interface Question {
  title: string;
  text?: string;
  fields?: readonly AskField[];
  ok: string;
  /** A second way to say yes, `去掉链接`; its name comes back as the field `choice`. */
  other?: { name: string; label: string };
  danger?: boolean;
  /** What is wrong with the answers, or null. */
  check?: (answers: Readonly<Record<string, string>>) => string | null;
}

export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

function fieldOf(field: AskField): HTMLElement {
  const id = `ask-${field.name}`;
  const input = element('input', { id, name: field.name, value: field.value ?? '', autocomplete: 'off' });
  input.required = field.required ?? false;
  const children: HTMLElement[] = [element('label', { for: id }, field.label)];
  if (field.hint) {
    children.push(element('p', { class: 'hint', id: `${id}-hint` }, field.hint));
    input.setAttribute('aria-describedby', `${id}-hint`);
  }
  return element('div', { class: 'field' }, ...children, input);
}

/** The answers, or null when the person thought better of it. Focus returns to where it was. */
export function ask(question: Question): Promise<Readonly<Record<string, string>> | null> {
  const before = document.activeElement;
  const problem = element('p', { class: 'problem', role: 'alert' });
  const cancel = element('button', { type: 'button', class: 'btn quiet' }, '取消');
  const ok = element('button', { type: 'submit', ...(question.danger ? { class: 'btn danger' } : {}) }, question.ok);
  const form = element('form', {}, element('h2', { id: 'ask-title' }, question.title));
  if (question.text) form.append(element('p', {}, question.text));
  form.append(...(question.fields ?? []).map(fieldOf), problem);
  const bar = element('div', { class: 'bar' }, ok, cancel);
  const dialog = element('dialog', { 'aria-labelledby': 'ask-title' }, form);
  return new Promise((resolve) => {
    const close = (answers: Readonly<Record<string, string>> | null): void => {
      dialog.close();
      dialog.remove();
      if (before instanceof HTMLElement) before.focus();
      resolve(answers);
    };
    if (question.other) {
      const { name, label } = question.other;
      const other = element('button', { type: 'button', class: 'btn quiet' }, label);
      other.addEventListener('click', () => close({ choice: name }));
      bar.append(other);
    }
    form.append(bar);
    cancel.addEventListener('click', () => close(null));
    dialog.addEventListener('cancel', (event) => {
      event.preventDefault();
      close(null);
    });
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      event.stopPropagation();
      const answers = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value).trim()]));
      problem.textContent = question.check?.(answers) ?? '';
      if (problem.textContent === '') close(answers);
    });
    document.body.append(dialog);
    dialog.showModal();
    (question.fields?.length ? form.querySelector('input') : question.danger ? cancel : ok)?.focus();
  });
}
