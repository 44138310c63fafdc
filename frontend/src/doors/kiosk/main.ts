/**
 * The kiosk door opens: words first, then the key and the pairing this machine remembers, then
 * the page.
 */
import { createApp } from 'vue'
import './kiosk.css'
import App from './App.vue'
import { addText } from '@/text'
import { startLook } from '@/look/look'
import { openDoor } from '@/rooms/kiosk/machine/door'

async function open(): Promise<void> {
  await startLook(['kit', 'kiosk'], 'zh')
  createApp(App, { door: await openDoor() }).mount('#app')
  // What is said after a service is not needed for the first screen, but it is offline; whoever
  // applies here finds the words there.
  await addText(['aftercare', 'visit', 'taxpayer'])
}

void open()
