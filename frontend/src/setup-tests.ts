/** Gives every unit test a fresh IndexedDB and the Chinese words. */
import 'fake-indexeddb/auto'
import { beforeEach } from 'vitest'
import { loadText } from '@/text'

beforeEach(async () => {
  await loadText('zh', ['kit', 'identity', 'welcome', 'places', 'taxpayer'])
})
