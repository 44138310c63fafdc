/** A page that asks again: what it has already is not sent again, and not drawn again. */
import { enableAutoUnmount, flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { defineComponent, h, ref } from 'vue'
import { useAnswer } from './answers'
import { useNet, type Net } from './here'
import { memoryShelf } from './shelf'

interface Asked {
  path: string
  etag: string | null | undefined
}
const asked: Asked[] = []
let version = 1
const path = ref('/a')

function useFake(): void {
  const ask = async (_method: string, at: string, more: { etag?: string | null } = {}) => {
    asked.push({ path: at, etag: more.etag })
    const etag = `"${at}-${version}"`
    return more.etag === etag
      ? { status: 304, etag, data: undefined }
      : { status: 200, etag, data: { at, version } }
  }
  const client = { ask, get: async (at: string) => (await ask('GET', at)).data }
  const session = { person: ref({ id: 'p1' }) }
  useNet({ client, session, shelf: memoryShelf() } as unknown as Net)
}

function shown() {
  let answer!: ReturnType<typeof useAnswer<{ at: string; version: number }>>
  mount(
    defineComponent(() => {
      answer = useAnswer(() => path.value)
      return () => h('p')
    }),
  )
  return answer
}

enableAutoUnmount(afterEach)
beforeEach(() => {
  asked.length = 0
  version = 1
  path.value = '/a'
  useFake()
})

describe('an answer asked for again', () => {
  it('stays the same thing while nothing has changed', async () => {
    const answer = shown()
    await flushPromises()
    const first = answer.data.value
    await answer.reload()
    expect(asked.map((one) => one.etag)).toEqual([null, '"/a-1"'])
    expect(answer.data.value).toBe(first)
    expect(answer.problem.value).toBeNull()
    version = 2
    await answer.reload()
    expect(answer.data.value).toEqual({ at: '/a', version: 2 })
    await answer.reload()
    expect(asked.at(-1)?.etag).toBe('"/a-2"')
  })

  it('takes no tag to another path', async () => {
    const answer = shown()
    await flushPromises()
    path.value = '/b'
    await flushPromises()
    expect(asked.at(-1)).toEqual({ path: '/b', etag: null })
    expect(answer.data.value).toEqual({ at: '/b', version: 1 })
  })

  it('fetched in its own way is asked in its own way', async () => {
    mount(
      defineComponent(() => {
        useAnswer(
          () => '/a',
          async () => 'mine',
        )
        return () => h('p')
      }),
    )
    await flushPromises()
    expect(asked).toEqual([])
  })
})
