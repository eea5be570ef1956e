// A labelled field: label above, hint below it, its own problem beside it. The value typed is always shown again.
import type { ComponentChildren, VNode } from 'preact';
import type { Problem } from '../problem-summary/part.tsx';

interface Common {
  label: string;
  name: string;
  hint?: string;
  required?: boolean;
  problems?: readonly Problem[];
}

function describedBy(p: Common, problem: Problem | undefined): string | undefined {
  const ids = [p.hint ? `hint-${p.name}` : '', problem ? `problem-${p.name}` : ''].filter((s) => s !== '');
  return ids.length > 0 ? ids.join(' ') : undefined;
}

function Frame(props: Common & { children: ComponentChildren }): VNode {
  const problem = props.problems?.find((p) => p.field === props.name);
  return (
    <div class={problem ? 'field has-problem' : 'field'}>
      <label for={`field-${props.name}`}>
        {props.label}
        {!props.required && <span class="optional">（选填）</span>}
      </label>
      {props.hint && (
        <p class="hint" id={`hint-${props.name}`}>
          {props.hint}
        </p>
      )}
      {problem && (
        <p class="problem" id={`problem-${props.name}`}>
          {problem.sentence}
        </p>
      )}
      {props.children}
    </div>
  );
}

export interface TextFieldProps extends Common {
  value: string;
  type?: 'text' | 'password' | 'date' | 'number' | 'tel' | 'email' | 'search' | 'datetime-local';
  autocomplete?: string;
  maxLength?: number;
  inputMode?: 'numeric' | 'text';
}

export function TextField(props: TextFieldProps): VNode {
  const problem = props.problems?.find((p) => p.field === props.name);
  return (
    <Frame {...props}>
      <input
        id={`field-${props.name}`}
        name={props.name}
        // One kind of attributes for each type of input would say nothing more here.
        type={(props.type ?? 'text') as 'text'}
        value={props.value}
        required={props.required}
        autoComplete={props.autocomplete}
        maxLength={props.maxLength}
        inputMode={props.inputMode}
        aria-invalid={problem ? 'true' : undefined}
        aria-describedby={describedBy(props, problem)}
      />
    </Frame>
  );
}

export function TextArea(props: Common & { value: string; rows?: number }): VNode {
  const problem = props.problems?.find((p) => p.field === props.name);
  return (
    <Frame {...props}>
      <textarea
        id={`field-${props.name}`}
        name={props.name}
        rows={props.rows ?? 4}
        required={props.required}
        aria-invalid={problem ? 'true' : undefined}
        aria-describedby={describedBy(props, problem)}
      >
        {props.value}
      </textarea>
    </Frame>
  );
}

export interface Choice {
  value: string;
  label: string;
}

export function SelectField(props: Common & { value: string; choices: readonly Choice[]; blank?: string }): VNode {
  const problem = props.problems?.find((p) => p.field === props.name);
  return (
    <Frame {...props}>
      <select
        id={`field-${props.name}`}
        name={props.name}
        required={props.required}
        aria-invalid={problem ? 'true' : undefined}
        aria-describedby={describedBy(props, problem)}
      >
        {props.blank !== undefined && <option value="">{props.blank}</option>}
        {props.choices.map((c) => (
          <option key={c.value} value={c.value} selected={c.value === props.value}>
            {c.label}
          </option>
        ))}
      </select>
    </Frame>
  );
}

/** Radio buttons or check boxes under one legend. */
export function ChoiceField(props: Common & { values: readonly string[]; choices: readonly Choice[]; many?: boolean }): VNode {
  const problem = props.problems?.find((p) => p.field === props.name);
  return (
    <fieldset
      class={problem ? 'field has-problem' : 'field'}
      id={`field-${props.name}`}
      aria-describedby={describedBy(props, problem)}
    >
      <legend>
        {props.label}
        {!props.required && <span class="optional">（选填）</span>}
      </legend>
      {props.hint && (
        <p class="hint" id={`hint-${props.name}`}>
          {props.hint}
        </p>
      )}
      {problem && (
        <p class="problem" id={`problem-${props.name}`}>
          {problem.sentence}
        </p>
      )}
      {props.choices.map((c) => (
        <label class="choice" key={c.value}>
          <input
            type={props.many ? 'checkbox' : 'radio'}
            name={props.name}
            value={c.value}
            checked={props.values.includes(c.value)}
          />{' '}
          {c.label}
        </label>
      ))}
    </fieldset>
  );
}

/** Files to send. What was chosen cannot be shown again after a refusal; the hint should say so. */
export function FileField(props: Common & { accept?: string; many?: boolean }): VNode {
  const problem = props.problems?.find((p) => p.field === props.name);
  return (
    <Frame {...props}>
      <input
        id={`field-${props.name}`}
        name={props.name}
        type="file"
        accept={props.accept}
        multiple={props.many}
        required={props.required}
        aria-invalid={problem ? 'true' : undefined}
        aria-describedby={describedBy(props, problem)}
      />
    </Frame>
  );
}
