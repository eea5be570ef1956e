// The buttons of a review: above the text, where they stay in view while it is read.
import type { VNode } from 'preact';
import type { StepName } from '../../../review/door.ts';
import { draftPath } from '../addresses.ts';
import type { ReviewView } from './review-view.ts';

export const passWords = { department: '审核通过', secrecy: '提交审查结果', filing: '备案通过', signing: '签发' } as const;
/** Id of the form of the present step. */
export const DECIDE = 'decide';

/**
 * What this person can do with the text, always within reach. The buttons belong to the form further down, where the opinion is
 * written; the one that passes comes first, so that the Enter key never sends back.
 */
export function Decisions({ step, view }: { step: StepName | null; view: ReviewView }): VNode | null {
  const edit = view.mayEdit && (
    <a class="btn quiet" href={draftPath(view.edition.id)}>
      修改稿件
    </a>
  );
  if (!step && !edit && !view.mayRelease && !view.maySecondLook) return null;
  return (
    <div class="decisions" role="group" aria-label="办理">
      {view.mayRelease && (
        <a class="btn" href="#release">
          发布
        </a>
      )}
      {view.maySecondLook && (
        <a class="btn" href="#second-look">
          复核
        </a>
      )}
      {step && (
        <button type="submit" form={DECIDE} name="decision" value="pass">
          {passWords[step]}
        </button>
      )}
      {(step === 'secrecy' || step === 'filing') && (
        <a class="btn quiet" href={step === 'secrecy' ? '#field-secrecy' : '#field-attribute'}>
          转依申请公开
        </a>
      )}
      {step && (
        <button type="submit" form={DECIDE} class="btn danger" name="decision" value="send-back" formnovalidate>
          退回修改
        </button>
      )}
      {edit}
    </div>
  );
}
