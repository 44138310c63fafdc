/**
 * Reads QR codes out of raw grey frames with the kiosk's reader and its options: one line of JSON a
 * frame, the text or null. For tests; takes files named <anything>-<width>x<height>.grey.
 */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'

const wasm = fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm'))
prepareZXingModule({ overrides: { wasmBinary: readFileSync(wasm).buffer } })

for (const file of process.argv.slice(2)) {
  const [, width, height] = file.match(/-(\d+)x(\d+)\.grey$/).map(Number)
  const grey = readFileSync(file)
  const data = new Uint8ClampedArray(width * height * 4)
  for (let at = 0; at < grey.length; at += 1) {
    data.fill(grey[at], at * 4, at * 4 + 3)
    data[at * 4 + 3] = 255
  }
  const found = await readBarcodes(
    { data, width, height },
    { formats: ['QRCode'], tryHarder: true, tryInvert: false, maxNumberOfSymbols: 1 },
  )
  console.log(JSON.stringify(found.find((one) => one.isValid)?.text ?? null))
}
