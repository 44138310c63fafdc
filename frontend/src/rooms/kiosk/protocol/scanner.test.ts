import { describe, expect, it } from 'vitest'
import { GAP_MS, ScannerBuffer } from './scanner'

/** Types a text with one pause between keys and closes it with Enter. */
function type(buffer: ScannerBuffer, text: string, pause: number, from = 0): string | null {
  let at = from
  for (const key of text) {
    at += pause
    expect(buffer.press({ key, code: '', at })).toBeNull()
  }
  return buffer.press({ key: 'Enter', code: 'Enter', at: at + pause })
}

describe('keyboard scanner', () => {
  it('gives the text when Enter closes a quick run, in upper case', () => {
    expect(type(new ScannerBuffer(), 'tp1.abcdef', 8)).toBe('TP1.ABCDEF')
  })

  it('does not take a person for a scanner', () => {
    expect(type(new ScannerBuffer(), 'ABCDEFGHJK2M', GAP_MS + 1)).toBeNull()
  })

  it('still is a scanner at exactly the longest gap', () => {
    expect(type(new ScannerBuffer(), 'ABCDEFGHJK2M', GAP_MS)).toBe('ABCDEFGHJK2M')
  })

  it('drops a broken run when the next one begins', () => {
    const buffer = new ScannerBuffer()
    buffer.press({ key: 'X', code: 'KeyX', at: 0 })
    buffer.press({ key: 'Y', code: 'KeyY', at: 10 })
    expect(type(buffer, 'TP1.ABCDEF', 5, 1000)).toBe('TP1.ABCDEF')
  })

  it('begins afresh after Enter', () => {
    const buffer = new ScannerBuffer()
    expect(type(buffer, 'TP1.ABCDEF', 5)).toBe('TP1.ABCDEF')
    expect(type(buffer, 'TP1.GHJKLM', 5, 60)).toBe('TP1.GHJKLM')
  })

  it('reads the physical key when an input method swallowed the typed one', () => {
    const buffer = new ScannerBuffer()
    const keys = ['KeyT', 'KeyP', 'Digit1', 'Period', 'KeyA', 'KeyB', 'Numpad7', 'KeyC']
    keys.forEach((code, place) => buffer.press({ key: 'Process', code, at: place * 5 }))
    expect(buffer.press({ key: 'Process', code: 'Enter', at: 45 })).toBe('TP1.AB7C')
  })

  it('folds full width characters and ignores bare modifiers', () => {
    const buffer = new ScannerBuffer()
    expect(type(buffer, 'ｔｐ１。ａｂｃｄ', 5)).toBe('TP1.ABCD')
    buffer.press({ key: 'Shift', code: 'ShiftLeft', at: 2000 })
    expect(buffer.length).toBe(0)
  })

  it('ignores an Enter with next to nothing before it', () => {
    expect(type(new ScannerBuffer(), 'ABC', 5)).toBeNull()
  })

  it('does not grow without end', () => {
    const buffer = new ScannerBuffer()
    for (let at = 0; at < 2000; at += 1) buffer.press({ key: 'A', code: 'KeyA', at })
    expect(buffer.length).toBe(512)
  })
})
