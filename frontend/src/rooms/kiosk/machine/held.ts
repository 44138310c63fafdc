/** This machine keeps its own page: a start without a line is a start. */
import { keepCurrent } from '@/worker/unattended'
import { bridgeAddress } from './printer'

const FOLDER = '/kiosk/'

/** Registers the worker of the kiosk; a page that names another printer is another page to it. */
export function holdKiosk(resting: () => boolean): void {
  if (!('serviceWorker' in navigator)) return
  const { serviceWorker: workers } = navigator
  const url = `${FOLDER}sw.js?printer=${encodeURIComponent(bridgeAddress())}`
  keepCurrent(url, FOLDER, { workers, resting, reload: () => location.reload() })
}
