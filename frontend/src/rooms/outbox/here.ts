/** The outbox of the open door. What it does is fetched with it: the first page does without. */
import { computed, shallowRef } from 'vue'
import { net } from '@/net/here'
import type { Outbox } from '@/net/outbox'

const opened = shallowRef<Outbox | null>(null)
let opening: Promise<Outbox> | null = null

/** How many items wait to be sent, or for their person; reactive, and 0 until it is open. */
export const unsent = computed(
  () => opened.value?.items.value.filter((item) => item.state !== 'sent').length ?? 0,
)

/** Opens it and sends what is due; call once after the net is open. */
export async function openOutbox(): Promise<Outbox> {
  const box = await opens()
  await box.start()
  return box
}

/** Resolves once `outbox()` may be asked for; what is kept in it may still be on its way. */
export async function outboxOpening(): Promise<void> {
  await opens()
}

/** The open outbox. */
export function outbox(): Outbox {
  if (!opened.value) throw new Error('openOutbox() comes first')
  return opened.value
}

/** A line that failed just then is tried again with the next page. */
function opens(): Promise<Outbox> {
  opening ??= create().catch((error: unknown) => {
    opening = null
    throw error
  })
  return opening
}

async function create(): Promise<Outbox> {
  const { shelf, clock, client, session, door } = net()
  const { createOutbox } = await import('@/net/outbox')
  return (opened.value = createOutbox({ shelf, clock, client, session, door }))
}
