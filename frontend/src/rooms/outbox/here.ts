/** The outbox of the open door. */
import { createOutbox, type Outbox } from '@/net/outbox'
import { net } from '@/net/here'

let opened: Outbox | null = null

/** Opens it and sends what is due; call once after the net is open. */
export async function openOutbox(): Promise<Outbox> {
  const { shelf, clock, client, session, door } = net()
  opened = createOutbox({ shelf, clock, client, session, door })
  await opened.start()
  return opened
}

/** The open outbox. */
export function outbox(): Outbox {
  if (!opened) throw new Error('openOutbox() comes first')
  return opened
}
