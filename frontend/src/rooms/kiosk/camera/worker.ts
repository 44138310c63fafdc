/**
 * Reads QR codes out of pictures, off the page's own thread and with our own copy of the reader.
 */
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import reader from 'zxing-wasm/reader/zxing_reader.wasm?url'

export interface Picture {
  readonly width: number
  readonly height: number
  readonly pixels: ArrayBuffer
}
export interface Reading {
  readonly text: string | null
}

prepareZXingModule({
  overrides: { locateFile: (path: string) => (path.endsWith('.wasm') ? reader : path) },
})

async function read({ pixels, width, height }: Picture): Promise<Reading> {
  const picture = new ImageData(new Uint8ClampedArray(pixels), width, height)
  const found = await readBarcodes(picture, {
    formats: ['QRCode'],
    tryHarder: true,
    tryInvert: false,
    maxNumberOfSymbols: 1,
  })
  return { text: found.find((one) => one.isValid)?.text ?? null }
}

self.addEventListener('message', (event: MessageEvent<Picture>) => {
  // A picture that cannot be read is a picture without a code; the next one is 0.1 s away.
  void read(event.data)
    .catch((): Reading => ({ text: null }))
    .then((reading) => self.postMessage(reading))
})
