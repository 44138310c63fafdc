/** The staff door opens: words and look, then the session this browser remembers, then the page. */
import { createApp } from 'vue'
import '@/look/index.css'
import { startLook } from '@/look/look'
import { openNet } from '@/net/here'
import App from './App.vue'
import { createDoorRouter } from './routes'

async function open(): Promise<void> {
  // The words about checks and steps are the taxpayer's own: both sides read the same sentence.
  const [net] = await Promise.all([
    openNet('counter'),
    startLook(['kit', 'identity', 'places', 'taxpayer', 'counter']),
  ])
  createApp(App, { net }).use(createDoorRouter(net)).mount('#app')
}

void open()
