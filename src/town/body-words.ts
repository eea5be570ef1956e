// What a writer reads when a text cannot be stored.
import type { BodyRefusal } from './body.ts';

export const bodyRefusalWords: Readonly<Record<BodyRefusal, string>> = {
  'body-not-a-document': '正文的格式无法识别，请重新打开编辑页面后再保存。',
  'body-too-deep': '正文的层次太深，请减少列表和引用的嵌套。',
  'body-too-many-nodes': '正文太大，请把附表改为附件或分成几份文件。',
  'body-too-long': '正文文字太多，请分成几份文件或改用附件。',
  'body-unknown-node': '正文里有平台不支持的内容，请删除后再保存。',
  'body-misplaced-node': '正文里有放错位置的内容（例如表格中套表格、空的列表或空的表格），请调整后再保存。',
  'body-unknown-attribute': '正文里有平台不支持的格式设置，请清除格式后再保存。',
  'body-bad-attribute': '正文里有不合规定的格式设置（例如标题级别、跨行跨列数或图片编号），请调整后再保存。',
  'body-unknown-mark': '正文里有平台不支持的文字格式，请清除格式后再保存。',
  'body-bad-link': '正文里有不能使用的链接。链接只能是网址、电子邮箱、电话或本站页面。',
  'body-bad-character': '正文里有看不见的控制字符，请重新录入这一段。',
};
