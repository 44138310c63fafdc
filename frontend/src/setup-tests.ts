/**
 * Gives every file of unit tests a fresh start, and every test the Chinese words.
 *
 * Files share a browser and its modules, so what one left behind is put away here.
 */
import 'fake-indexeddb/auto'
import { disableAutoUnmount } from '@vue/test-utils'
import { IDBFactory } from 'fake-indexeddb'
import { beforeEach, vi } from 'vitest'
import { toasts } from '@/kit/toast'
import { loadText } from '@/text'

vi.unstubAllGlobals()
vi.useRealTimers()
disableAutoUnmount()
globalThis.indexedDB = new IDBFactory()
localStorage.clear()
sessionStorage.clear()
toasts.value = []
document.head.replaceChildren()
document.body.replaceChildren()

beforeEach(async () => {
  await loadText('zh', ['kit', 'identity', 'welcome', 'places', 'taxpayer'])
})
