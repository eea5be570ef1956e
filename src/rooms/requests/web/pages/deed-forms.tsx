// What can be done with a request now, each deed as a form of its own that opens where it stands.
import type { VNode } from 'preact';
import { TokenField } from '../../../../kit/token-field/part.tsx';
import { Fields } from '../../../../platform/http/form.ts';
import { type DeedName, deeds } from '../../deeds.ts';
import type { RequestView } from '../../look.ts';
import { casePath } from '../addresses.ts';
import { deedFields, type DeedFormsProps } from './deed-fields.tsx';

const nothing = Fields.from({});

/** What cannot be taken back is asked about once more. */
const confirmed: Readonly<Partial<Record<DeedName, string>>> = {
  abandon: '按放弃申请处理以后，这件申请不再答复，不能恢复。',
  withdraw: '登记撤回以后，这件申请不再办理，不能恢复。',
  erase: '销毁以后，姓名、证件、内容和往来谁也看不到了，不能恢复。',
};

export function DeedForms(props: DeedFormsProps): VNode {
  const { view } = props;
  const shown = (Object.keys(deedFields) as DeedName[]).filter((d) => view.possible.includes(d) && isApt(d, view));
  return (
    <>
      {shown.map((d) => (
        <DeedForm key={d} {...props} deed={d} />
      ))}
    </>
  );
}

/** Deeds the state allows but which would have nothing to work on. */
function isApt(deed: DeedName, { request, letters, remedies, events, dispatches }: RequestView): boolean {
  if (deed === 'decide-extension') return request.extensionPending;
  if (deed === 'ask-extension') return !request.extended && !request.extensionPending;
  if (deed === 'sign-letter') return letters.some((l) => l.state === 'draft');
  if (deed === 'postpone') return events.some((e) => e.kind === 'reasons-given' && e.facts.reasonable === true);
  if (deed === 'ask-correction') return !events.some((e) => e.kind === 'correction-asked');
  if (deed === 'remedy') return request.endedOn !== null || remedies.length > 0;
  if (deed === 'resend') return dispatches.some((d) => d.state === 'parked');
  return true;
}

function DeedForm(props: DeedFormsProps & { deed: DeedName }): VNode {
  const { ctx, view, deed } = props;
  const typed = ctx.form.line('deed') === deed;
  const inner = deedFields[deed]!({ ...props, form: typed ? ctx.form : nothing, problems: typed ? props.problems : [] });
  return (
    <details class="deed" open={typed}>
      <summary>{deeds[deed].label}</summary>
      <form method="post" action={casePath(view.request.id)} enctype="multipart/form-data">
        <TokenField ctx={ctx} />
        <input type="hidden" name="deed" value={deed} />
        {inner}
        <button type="submit" class={confirmed[deed] && 'btn danger'} data-confirm={confirmed[deed]}>
          {deeds[deed].label}
        </button>
      </form>
    </details>
  );
}
