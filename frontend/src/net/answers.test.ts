import { flushPromises, mount } from '@vue/test-utils'
import { shallowRef } from 'vue'
import { expect, it } from 'vitest'
import { useAnswer } from './answers'
import { useNet, type Net } from './here'
import { Problem } from './problems'
import { memoryShelf } from './shelf'

const KEY = 'p /companies/c'

async function asked(thrown: Problem) {
  const shelf = memoryShelf()
  await shelf.put('answers', KEY, { name: '甲' })
  const get = async (): Promise<unknown> => Promise.reject(thrown)
  useNet({
    shelf,
    client: { ask: get },
    session: { person: shallowRef({ id: 'p' }) },
  } as unknown as Net)
  let answer: ReturnType<typeof useAnswer<{ name: string }>> | undefined
  mount({
    setup() {
      answer = useAnswer(() => '/companies/c')
      return () => null
    },
  })
  await flushPromises()
  return { shown: answer?.data.value, kept: await shelf.get('answers', KEY) }
}

it.each([403, 404])(
  'what is no more this person’s (%s) is neither shown nor kept',
  async (status) => {
    expect(await asked(new Problem(status, { code: 'company-unknown' }))).toEqual({
      shown: null,
      kept: undefined,
    })
  },
)

it('without a network the last answer stands', async () => {
  const answer = { name: '甲' }
  expect(await asked(new Problem(0, { code: 'network-unreachable' }))).toEqual({
    shown: answer,
    kept: answer,
  })
})
