import { flushPromises } from '@vue/test-utils'
import { expect, it } from 'vitest'
import { useNet, type Net } from '@/net/here'
import { memoryShelf } from '@/net/shelf'
import { useNearby } from './nearby'

it('a slow answer for the district before is nobody’s any more', async () => {
  const answers: ((name: string) => void)[] = []
  const get = (): Promise<unknown> =>
    new Promise((resolve) =>
      answers.push((name) => resolve({ items: [{ id: name, kiosks: 1, free: null }] })),
    )
  useNet({ client: { get }, shelf: memoryShelf() } as unknown as Net)
  const near = useNearby(() => ({ kind: 'P_ORD', count: 1 }), '130502')
  near.chooseDistrict('130502')
  near.chooseDistrict('130503')
  answers[1]?.('new')
  await flushPromises()
  expect([near.sites.value[0]?.id, near.loading.value]).toEqual(['new', false])
  answers[0]?.('old')
  await flushPromises()
  expect(near.sites.value[0]?.id).toBe('new')
})
