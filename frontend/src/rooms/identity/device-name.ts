/** What this device is called in the list of devices, from what the browser says of itself. */
import { t, type TextKey } from '@/text'

/** The name as it was kept at sign-in, its general words in the language now spoken. */
export function deviceWords(kept: string): string {
  const parts = kept.split(' · ')
  return parts.map((word) => (known[word] ? t(known[word]) : word)).join(' · ')
}
const known: Readonly<Record<string, TextKey>> = {
  微信: 'device.wechat',
  WeChat: 'device.wechat',
  浏览器: 'device.browser',
  Browser: 'device.browser',
  安卓手机: 'device.android',
  'Android phone': 'device.android',
  'Windows 电脑': 'device.windows',
  'Windows computer': 'device.windows',
  电脑: 'device.computer',
  Computer: 'device.computer',
}

/** "Chrome · Android 手机"; the person recognises it, nobody else is told more. */
export function deviceName(agent = navigator.userAgent): string {
  const browser = /MicroMessenger/.test(agent)
    ? t('device.wechat')
    : /Edg\//.test(agent)
      ? 'Edge'
      : /Firefox\//.test(agent)
        ? 'Firefox'
        : /Chrome\//.test(agent)
          ? 'Chrome'
          : /Safari\//.test(agent)
            ? 'Safari'
            : t('device.browser')
  const machine = /iPhone/.test(agent)
    ? 'iPhone'
    : /iPad/.test(agent)
      ? 'iPad'
      : /Android/.test(agent)
        ? t('device.android')
        : /Windows/.test(agent)
          ? t('device.windows')
          : /Macintosh/.test(agent)
            ? 'Mac'
            : t('device.computer')
  return `${browser} · ${machine}`
}
