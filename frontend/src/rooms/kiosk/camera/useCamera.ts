/** The camera while a screen shows it: pictures go to the worker one at a time, texts come back. */
import { onBeforeUnmount, onMounted, ref, type Ref, type ShallowRef } from 'vue'
import type { Picture, Reading } from './worker'

export type CameraState = 'starting' | 'on' | 'off'
const EVERY_MS = 110
const RETRY_MS = 10_000
const WIDEST = 1280

let worker: Worker | null = null
/** The reader is fetched once and kept: opening it takes longer than printing a sheet. */
function readerWorker(): Worker {
  worker ??= new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })
  return worker
}

/** Opens the camera for the video element and calls `seen` with every text read. */
export function useCamera(
  video: Readonly<ShallowRef<HTMLVideoElement | null>>,
  seen: (text: string) => void,
): Ref<CameraState> {
  const state = ref<CameraState>('starting')
  const canvas = document.createElement('canvas')
  let stream: MediaStream | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let gone = false

  async function open(): Promise<void> {
    try {
      const wanted = { width: { ideal: WIDEST }, height: { ideal: 720 } }
      const opened = await navigator.mediaDevices.getUserMedia({ video: wanted, audio: false })
      if (gone || video.value === null) return stop(opened)
      stream = opened
      stream.getVideoTracks()[0]?.addEventListener('ended', lose)
      video.value.srcObject = stream
      await video.value.play()
      state.value = 'on'
      readerWorker().addEventListener('message', heard)
      look()
    } catch {
      lose()
    }
  }

  /** Without a camera the scanner and typing serve; it is tried again, somebody may plug it in. */
  function lose(): void {
    stop(stream)
    stream = null
    if (gone) return
    state.value = 'off'
    timer = setTimeout(() => void open(), RETRY_MS)
  }

  function look(): void {
    const picture = gone || video.value === null ? null : grab(video.value, canvas)
    if (picture !== null) readerWorker().postMessage(picture, [picture.pixels])
    else if (!gone && stream !== null) timer = setTimeout(look, EVERY_MS)
  }

  function heard(event: MessageEvent<Reading>): void {
    if (gone) return
    if (event.data.text !== null) seen(event.data.text)
    timer = setTimeout(look, EVERY_MS)
  }

  onMounted(() => void open())
  onBeforeUnmount(() => {
    gone = true
    clearTimeout(timer)
    worker?.removeEventListener('message', heard)
    stop(stream)
  })
  return state
}

function stop(stream: MediaStream | null): void {
  for (const track of stream?.getTracks() ?? []) track.stop()
}

function grab(video: HTMLVideoElement, canvas: HTMLCanvasElement): Picture | null {
  if (video.videoWidth === 0) return null
  const scale = Math.min(1, WIDEST / video.videoWidth)
  const width = Math.round(video.videoWidth * scale)
  const height = Math.round(video.videoHeight * scale)
  canvas.width = width
  canvas.height = height
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  if (pen === null) return null
  pen.drawImage(video, 0, 0, width, height)
  return { width, height, pixels: pen.getImageData(0, 0, width, height).data.buffer }
}
