/**
 * Reads QR codes in a thread of its own: a large picture takes a second of computing, in which the process beside it
 * must go on answering webhooks. Plain JavaScript, because it is loaded from here as it stands by the server, by the
 * worker, by pages and by tests alike.
 */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parentPort } from 'node:worker_threads'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'

// Without this the library would fetch its WebAssembly from a public server.
const wasm = readFileSync(fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm')))
prepareZXingModule({ overrides: { wasmBinary: wasm.buffer } })

const OPTIONS = {
  formats: ['QRCode', 'MicroQRCode', 'RMQRCode'],
  tryHarder: true,
  tryRotate: true,
  tryInvert: true,
  tryDownscale: true,
  maxNumberOfSymbols: 12,
  textMode: 'Plain',
}

/** @param {{ width: number, height: number, grey: Uint8Array }} picture */
async function textsIn({ width, height, grey }) {
  const data = new Uint8ClampedArray(width * height * 4)
  for (let i = 0; i < grey.length; i += 1) {
    const value = grey[i] ?? 255
    data[i * 4] = value
    data[i * 4 + 1] = value
    data[i * 4 + 2] = value
    data[i * 4 + 3] = 255
  }
  const found = await readBarcodes({ width, height, data, colorSpace: 'srgb' }, OPTIONS)
  return found.filter((code) => code.isValid && code.text !== '').map((code) => code.text)
}

parentPort?.on('message', async ({ id, picture }) => {
  try {
    parentPort?.postMessage({ id, texts: await textsIn(picture) })
  } catch (error) {
    parentPort?.postMessage({ id, error: String(error) })
  }
})
