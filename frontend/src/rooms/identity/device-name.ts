/** What this device is called in the list of devices, from what the browser says of itself. */
import { t } from '@/text'

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
