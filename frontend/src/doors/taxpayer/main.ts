/**
 * The taxpayer door opens: words and look, then what this device remembers, then the page; the
 * network comes last.
 */
import { createApp } from 'vue'
import '@/look/index.css'
import { startLook } from '@/look/look'
import { openNet } from '@/net/here'
import { openOutbox } from '@/rooms/outbox/here'
import { registerWorker } from '@/worker/register'
import App from './App.vue'
import { createDoorRouter } from './routes'

async function open(): Promise<void> {
  const [net] = await Promise.all([openNet('taxpayer'), startLook(['kit', 'identity', 'welcome'])])
  const posted = openOutbox()
  createApp(App, { net }).use(createDoorRouter(net)).mount('#app')
  await posted
  const { refreshPasses } = await import('@/rooms/pickup/passes')
  await refreshPasses()
  await registerWorker('/sw.js', '/')
}

void open()
