import type { Problem } from '../problem-summary/part.tsx';
import type { Example } from '../example.ts';
import { ChoiceField, FileField, SelectField, TextArea, TextField } from './part.tsx';

const problems: Problem[] = [
  { field: 'wrong-title', sentence: '请填写标题。' },
  { field: 'wrong-way', sentence: '请选择获取方式。' },
];
const ways = [
  { value: 'post', label: '邮寄' },
  { value: 'mail', label: '电子邮件' },
];

export const examples: readonly Example[] = [
  {
    name: 'all kinds',
    html: (
      <form>
        <TextField label="标题" name="title" value="关于秋季防火的通知" required hint="公文写全称。" />
        <TextField label="生成日期" name="createdOn" type="date" value="2026-11-20" autocomplete="off" />
        <TextArea label="内容概述" name="summary" value="两句话" />
        <SelectField label="体裁" name="genre" value="通知" blank="请选择" choices={[{ value: '通知', label: '通知' }]} />
        <ChoiceField label="获取方式" name="way" values={['post']} choices={ways} required />
        <FileField label="附件" name="file" many hint="每个不超过 50 MB。" />
      </form>
    ),
  },
  {
    name: 'with problems, what was typed kept',
    html: (
      <form>
        <TextField label="标题" name="wrong-title" value="只打了一半" required problems={problems} hint="公文写全称。" />
        <ChoiceField label="获取方式" name="wrong-way" values={[]} choices={ways} many required problems={problems} />
      </form>
    ),
  },
];
