/** The numbers on the navigation: what is known of how much waits, and nothing more. */
import { flushPromises, mount } from '@vue/test-utils'
import { expect, it, vi } from 'vitest'
import { h, ref } from 'vue'
import { acted } from './asking'
import { countWords, useCounts } from './counts'
import { fakeNet } from './fakes'

const page = (count: number, next_cursor: string | null = null) => ({
  items: Array.from({ length: count }, (_, id) => ({ id })),
  next_cursor,
})

it.each([
  [0, null, ''],
  [3, null, '3'],
  [50, 'more', '50+'],
])('%i with the cursor %s is "%s"', (count, cursor, words) => {
  expect(countWords(page(count, cursor))).toBe(words)
})

it('asks as staff only, again when the page changes, and keeps what it knew', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const answers: Record<string, unknown> = {
    'GET /counter/cases?state=open': page(2),
    'GET /counter/alerts': page(1),
  }
  const asked = fakeNet(answers)
  const staff = ref(false)
  const path = ref('/cases')
  const bar = mount({
    setup() {
      const counts = useCounts(
        () => staff.value,
        () => path.value,
      )
      return () => h('p', JSON.stringify(counts.value))
    },
  })
  await flushPromises()
  expect([asked.length, bar.text()]).toEqual([0, '{}'])
  staff.value = true
  await flushPromises()
  expect(bar.text()).toBe('{"/cases":"2","/alerts":"1"}')
  answers['GET /counter/cases?state=open'] = page(1)
  path.value = '/alerts'
  await flushPromises()
  expect(bar.text()).toContain('"/cases":"1"')
  answers['GET /counter/cases?state=open'] = page(0)
  acted.value += 1
  await flushPromises()
  expect(bar.text()).toContain('"/cases":""')
  answers['GET /counter/alerts'] = page(2)
  await vi.advanceTimersByTimeAsync(3_000)
  expect(bar.text()).toContain('"/alerts":"2"')
  delete answers['GET /counter/alerts']
  await vi.advanceTimersByTimeAsync(31_000)
  expect(bar.text()).toContain('"/alerts":"2"')
  bar.unmount()
  vi.useRealTimers()
})
