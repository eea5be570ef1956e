import type { Example } from '../example.ts';
import { Qr } from './part.tsx';

export const examples: readonly Example[] = [
  {
    name: 'an address',
    html: <Qr text="https://gangkou.example.gov.cn/documents/11341899999900011F%2F202611-00001" label="本页地址的二维码" />,
  },
];
