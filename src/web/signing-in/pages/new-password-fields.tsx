// Two fields for a new password, with what is asked of it said beforehand.
import type { VNode } from 'preact';
import { TextField } from '../../../kit/form-field/part.tsx';
import type { Problem } from '../../../kit/problem-summary/part.tsx';
import { MAX_LENGTH, MIN_LENGTH } from '../../../platform/auth/passwords.ts';
import type { PasswordProfile } from '../../../platform/auth/settings.ts';

export function NewPasswordFields({ problems, profile }: { problems: readonly Problem[]; profile: PasswordProfile }): VNode {
  const hint = `${MIN_LENGTH} 到 ${MAX_LENGTH} 个字符，空格和汉字都可以，一句自己的话最好记。不要用姓名、地名、年份和常见词拼成。`;
  const more = profile === 'djbh' ? '大写字母、小写字母、数字、其他符号中至少三类；每 90 天更换。' : '';
  return (
    <>
      <TextField
        label="新密码"
        name="password"
        type="password"
        value=""
        required
        autocomplete="new-password"
        hint={hint + more}
        problems={problems}
      />
      <TextField
        label="再输入一次新密码"
        name="repeat"
        type="password"
        value=""
        required
        autocomplete="new-password"
        problems={problems}
      />
    </>
  );
}
