/** Asking for a code: one id until the server said yes, another for another number. */
import { mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { defineComponent } from 'vue'
import { useNet, type Net } from '@/net/here'
import { Problem } from '@/net/problems'
import { loadText } from '@/text'
import { useSignIn } from './sign-in'

let ids: string[]
let answer: () => Promise<void>
let fails: boolean
let page: VueWrapper | null = null

beforeEach(async () => {
  await loadText('zh')
  sessionStorage.clear()
  ids = []
  fails = true
  const askCode = async (id: string): Promise<unknown> => {
    ids.push(id)
    if (fails) throw new Problem(503, { code: 'sign-in-code-unsent' })
    return { id, expires_at: '2026-11-23T08:05:00Z', resend_after_seconds: 60, tries_left: 5 }
  }
  const clock = { now: () => Date.parse('2026-11-23T08:00:00Z') }
  const enter = (): Promise<void> => answer()
  useNet({ session: { askCode, enter }, clock } as unknown as Net)
})
afterEach(() => page?.unmount())

function open(phone: string): ReturnType<typeof useSignIn> {
  let made: ReturnType<typeof useSignIn> | undefined
  page?.unmount()
  page = mount(
    defineComponent({
      setup() {
        made = useSignIn(() => undefined)
        return () => null
      },
    }),
  )
  const form = made as ReturnType<typeof useSignIn>
  form.phone.value = phone
  return form
}

it('repeats the same request until it is answered, also after a reload', async () => {
  const form = open('13800000001')
  await form.askCode()
  await form.askCode()
  const again = open('138 0000 0001')
  await again.askCode()
  expect(new Set(ids).size).toBe(1)
  expect(again.asked.value).toBeNull()
})

it('asks for a new code under a new id once the first was answered', async () => {
  const form = open('13800000001')
  await form.askCode()
  fails = false
  await form.askCode()
  expect(form.asked.value).toMatchObject({ id: ids[0], phone: '13800000001' })
  await form.askCode()
  expect(ids[1]).toBe(ids[0])
  expect(ids[2]).not.toBe(ids[0])
})

it('is another request for another number', async () => {
  await open('13800000001').askCode()
  await open('13800000002').askCode()
  expect(new Set(ids).size).toBe(2)
})

it('keeps the answer to six digits, whatever is pressed while and after they are sent', async () => {
  fails = false
  const form = open('13800000001')
  await form.askCode()
  let refuse: () => void = () => undefined
  answer = () =>
    new Promise((_, no) => (refuse = () => no(new Problem(401, { code: 'sign-in-code-wrong' }))))
  form.code.value = '123456'
  const sent = form.enter()
  await form.enter()
  expect([form.busy.value, form.missing.value]).toEqual([true, undefined])
  refuse()
  await sent
  await form.enter()
  expect(form.problem.value?.code).toBe('sign-in-code-wrong')
  expect(form.missing.value).toBeUndefined()
})
