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
  const ask = async (): Promise<unknown> => Promise.reject(thrown)
  useNet({
    shelf,
    client: { ask },
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
  const problem = answer?.problem.value?.code
  return { problem, shown: answer?.data.value, kept: await shelf.get('answers', KEY) }
}

it.each([
  [403, 'company-unknown'],
  [404, 'company-unknown'],
  [404, 'application-unknown'],
  [404, 'pickup-unknown'],
  [404, 'loan-unknown'],
  [403, 'caller-not-allowed'],
])('what is no more this person’s (%s %s) is neither shown nor kept', async (status, code) => {
  expect(await asked(new Problem(status, { code }))).toEqual({
    problem: code,
    shown: null,
    kept: undefined,
  })
})

it.each([
  ['status-403', new Problem(403)],
  ['status-404', new Problem(404)],
  ['route-unknown', new Problem(404, { code: 'route-unknown' })],
])('%s is not the API’s word on it: the last answer stands', async (code, thrown) => {
  const answer = { name: '甲' }
  expect(await asked(thrown)).toEqual({ problem: code, shown: answer, kept: answer })
})

it('without a network the last answer stands', async () => {
  const answer = { name: '甲' }
  expect(await asked(new Problem(0, { code: 'network-unreachable' }))).toEqual({
    problem: 'network-unreachable',
    shown: answer,
    kept: answer,
  })
})
