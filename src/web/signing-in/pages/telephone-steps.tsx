// How to put a secret into a telephone: by camera or by hand.
import type { VNode } from 'preact';
import { Qr } from '../../../kit/qr/part.tsx';

export interface TelephoneOffer {
  /** otpauth:// address for the camera. */
  address: string;
  /** The same secret for typing. */
  spaced: string;
}

export function TelephoneSteps({ offer }: { offer: TelephoneOffer }): VNode {
  return (
    <ol class="telephone-steps">
      <li>在手机上安装任意一种动态验证码（TOTP）应用；不需要联网，也不收集个人信息。</li>
      <li>
        <p>用应用扫描下面的二维码：</p>
        <Qr text={offer.address} label="动态验证码设置二维码" />
        <p class="small">
          不便扫码时，选择“手动输入密钥”，类型选“基于时间”，密钥为 <code>{offer.spaced}</code>
        </p>
      </li>
      <li>把应用显示的 6 位数字填在下面。</li>
    </ol>
  );
}
