/** Problems in words: always a cause and a next step, in the language on the screen. */
import { describe, expect, it } from 'vitest'
import { loadText } from '@/text'
import { isAbout, Problem, wordsFor } from './problems'

describe('a problem that passes', () => {
  it.each([0, 408, 425, 429, 500, 502, 503, 504])('is any with status %i', (status) => {
    expect(new Problem(status).passing).toBe(true)
  })
  it.each([409, 429, 503])('is written-meanwhile, here with status %i', (status) => {
    expect(new Problem(status, { code: 'written-meanwhile' }).passing).toBe(true)
  })
  it.each([-1, 400, 401, 403, 404, 409, 410, 413])('is none with status %i', (status) => {
    expect(new Problem(status, { code: 'pickup-held' }).passing).toBe(false)
  })
})

describe('words', () => {
  it("are the server's for its own codes, with the field named", () => {
    const problem = new Problem(422, {
      code: 'phone-malformed',
      title: '格式不对',
      detail: '请输入11位',
      errors: [{ pointer: '/phone' }],
    })
    expect(wordsFor(problem)).toEqual({
      title: '格式不对',
      next: '请输入11位',
      field: '有关内容：手机号码',
    })
    expect([isAbout(problem, 'phone'), isAbout(problem, 'code')]).toEqual([true, false])
  })
  it.each([0, 400, 401, 403, 404, 409, 413, 418, 429, 500, 503])(
    'exist for a bare status %i',
    (status) => {
      const { title, next } = wordsFor(
        new Problem(status, status === 0 ? { code: 'network-unreachable' } : {}),
      )
      expect(title).toMatch(/\p{Script=Han}/u)
      expect(next).toMatch(/\p{Script=Han}/u)
    },
  )
  it('say how long to wait', () => {
    expect(
      wordsFor(new Problem(429, { title: 'T', detail: 'D。', retry_after_seconds: 42 })).next,
    ).toContain('42 秒')
  })
  it('follow the language', async () => {
    await loadText('en')
    expect(wordsFor(new Problem(0, { code: 'network-slow' })).title).toBe(
      'The network is too slow; no answer came',
    )
  })
})
