/**
 * A code as a picture a person can keep: a PNG where the browser paints, else an SVG to press and
 * hold.
 */
import { drawing } from '@/kit/qr'

const modulePixels = 16
const wordsPixels = 40
const lineHeight = 1.4

export interface Words {
  readonly title: string
  readonly lines: readonly string[]
}

/** Gives the PNG as a data address, or null where the browser cannot paint. */
export function paintedPicture(text: string, words: Words): string | null {
  const { path, side } = drawing(text)
  const width = side * modulePixels
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = width + room(words)
  try {
    const brush = canvas.getContext('2d')
    if (!brush) return null
    brush.fillStyle = '#fff'
    brush.fillRect(0, 0, canvas.width, canvas.height)
    brush.fillStyle = '#000'
    for (const [x, y] of modules(path))
      brush.fillRect(x * modulePixels, y * modulePixels, modulePixels, modulePixels)
    brush.textAlign = 'center'
    ;[words.title, ...words.lines].forEach((line, at) => {
      brush.font = `${at === 0 ? 'bold ' : ''}${wordsPixels}px sans-serif`
      brush.fillText(line, width / 2, width + (at + 0.8) * wordsPixels * lineHeight, width)
    })
    return canvas.toDataURL('image/png')
  } catch {
    return null
  }
}

/** The same as an SVG, which every browser shows as a picture. */
export function drawnPicture(text: string, words: Words): string {
  const { path, side } = drawing(text)
  const line = (wordsPixels / modulePixels) * lineHeight
  const height = side + room(words) / modulePixels
  const written = [words.title, ...words.lines]
    .map(
      (each, at) =>
        `<text x="${side / 2}" y="${side + (at + 0.8) * line}" text-anchor="middle" ` +
        `font-family="sans-serif" font-size="2">${escaped(each)}</text>`,
    )
    .join('')
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${height}" ` +
    `width="${side * modulePixels}" height="${height * modulePixels}">` +
    `<rect width="100%" height="100%" fill="#fff"/>` +
    `<path d="${path}" fill="#000" shape-rendering="crispEdges"/>${written}</svg>`
  return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
}

/** The dark modules a path draws, by column and row. */
export function modules(path: string): [number, number][] {
  return [...path.matchAll(/M(\d+) (\d+)/g)].map(([, x, y]) => [Number(x), Number(y)])
}

function room(words: Words): number {
  return (words.lines.length + 1.5) * wordsPixels * lineHeight
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;')
}
